import type { Duty } from '@ovoz/contract';

export type DutyGroup = 'today' | 'open' | 'passed' | 'next';

/** Groups in the order in which a person should read them. */
export const DUTY_GROUPS: readonly DutyGroup[] = ['today', 'open', 'passed', 'next'];

const GROUP_OF_STATE: Readonly<Record<Duty['state'], DutyGroup>> = {
  today: 'today',
  open: 'open',
  past: 'passed',
  upcoming: 'next',
};

/** Puts each duty in one group: by instant, what passed with the latest first. */
export function groupDuties(duties: readonly Duty[]): ReadonlyMap<DutyGroup, readonly Duty[]> {
  const groups = new Map<DutyGroup, Duty[]>(DUTY_GROUPS.map((group) => [group, []]));
  for (const duty of duties) groups.get(GROUP_OF_STATE[duty.state])?.push(duty);
  const byInstant = (a: Duty, b: Duty) => Date.parse(a.entry.instant) - Date.parse(b.entry.instant);
  for (const list of groups.values()) list.sort(byInstant);
  groups.get('passed')?.reverse();
  return groups;
}
