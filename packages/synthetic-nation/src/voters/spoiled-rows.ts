import type { PersonRow } from './register-rows.ts';

/** What goes wrong in deliveries, one after the other: each of these lines belongs into quarantine. */
const SPOILS: readonly ((row: PersonRow) => Partial<PersonRow>)[] = [
  ({ nationalNumber }) => ({ nationalNumber: `${nationalNumber.slice(0, -1)}#` }),
  ({ birthDate }) => ({ birthDate: `${birthDate.slice(0, 4)}-02-30` }),
  // A Cyrillic А in front of a Latin name, and the reverse.
  ({ surname }) => ({ surname: (/^[A-Z]/.test(surname) ? 'А' : 'A') + surname }),
  ({ given }) => ({ given: `${given.slice(0, 2)}\u200b${given.slice(2)}` }),
  ({ given }) => ({ given: `\u202e${given}` }),
  ({ surname }) => ({ surname: `=HYPERLINK(${surname})` }),
  () => ({ addressId: 999_999_999_999 }),
  ({ birthDate }) => ({ birthDate: `2${birthDate.slice(1)}`.replace(/^2[0-8]/, '29') }),
  ({ given }) => ({ given: given.repeat(1000) }),
];

/** @param order number of this spoiled line; it chooses what is wrong. */
export function spoiled(row: PersonRow, order: number): PersonRow {
  return { ...row, ...SPOILS[order % SPOILS.length]?.(row) };
}
