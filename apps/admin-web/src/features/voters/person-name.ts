import type { VoterName } from '@ovoz/contract';

/** Surname first, as on lists. */
export function personName({ surname, given, patronymic }: VoterName): string {
  return [surname, given, patronymic].filter((part) => part !== '').join(' ');
}
