import type { SexLetter } from './patronymics.ts';

/** One line of `persons.csv`, with the truth that `truth.csv` keeps apart. */
export type PersonRow = {
  readonly recordId: number;
  readonly nationalNumber: string;
  readonly documentNumber: string;
  readonly surname: string;
  readonly given: string;
  readonly patronymic: string;
  readonly sex: SexLetter;
  /** ISO 8601. */
  readonly birthDate: string;
  readonly citizenship: string;
  readonly addressId: number;
  readonly flat: string;
  /** Number of the human being: rows with the same one are duplicates. */
  readonly person: number;
  /** Number of the twin; null for who has none. */
  readonly twin: number | null;
};

/** One line of `addresses.csv`. */
export type AddressRow = {
  readonly addressId: number;
  readonly territoryCode: string;
  readonly locality: string;
  readonly street: string;
  readonly house: string;
  /** Millionths of a degree; null where the register has no place. */
  readonly latitudeE6: number | null;
  readonly longitudeE6: number | null;
};

export const EVENT_KINDS = [
  'deceased',
  'citizenship-lost',
  'incapacitated',
  'sentenced',
  'moved-abroad',
] as const;

/** One line of `events.csv`. */
export type EventRow = {
  readonly recordId: number;
  readonly event: (typeof EVENT_KINDS)[number];
  readonly date: string;
  /** ISO 8601, or empty. */
  readonly validTo: string;
  readonly document: string;
};

/** Houses of a street that belong to a station: a rule of the precinct assignment. */
export type StreetRange = {
  readonly station: string;
  readonly territoryCode: string;
  readonly locality: string;
  readonly street: string;
  readonly from: number;
  readonly to: number;
  readonly parity: 'all' | 'odd' | 'even';
};
