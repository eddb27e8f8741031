import type { TerritoryPath } from '@ovoz/election-model';
import type { RollVoter } from '@ovoz/voter-register';
import type { Queries } from '../../platform/database.ts';
import type { WrittenStation } from './store-rolls.ts';

/** A voter of the register as a roll needs it. */
export type SelectedVoter = Omit<RollVoter, 'address'> & {
  readonly voterId: string;
  readonly locality: string | null;
  readonly street: string | null;
  readonly house: string | null;
  readonly flat: string;
};

/** Voters who were selected for a station, in no order. */
export async function selectedVoters(
  queries: Queries,
  roll: number,
  station: string,
): Promise<readonly SelectedVoter[]> {
  return queries<SelectedVoter[]>`
    select v.id::text as "voterId", v.surname, v.given, v.patronymic, v.birth_date::text as "birthDate",
      a.locality, a.street, a.house, v.flat
    from roll_selection s
    join voters v on v.id = s.voter_id
    left join addresses a on a.id = v.address_id
    where s.roll = ${roll} and s.station = ${station}`;
}

export type NewEntry = RollVoter & { readonly voterId: string };

/**
 * Writes the lines of a station in their order, then its root, and forgets the selection: the caller's transaction.
 * @param salts 16 bytes a line. @param leaves 32 bytes a line. Two parameters instead of thousands: they are sent as they are.
 */
export async function insertStation(
  queries: Queries,
  roll: number,
  written: WrittenStation,
  entries: readonly NewEntry[],
  { salts, leaves }: { readonly salts: Buffer; readonly leaves: Buffer },
): Promise<void> {
  const { station, position, territoryPath, voters, root } = written;
  const rows = entries.map((entry) => [
    entry.voterId,
    entry.surname,
    entry.given,
    entry.patronymic,
    entry.birthDate,
    entry.address,
  ]);
  await queries`
    insert into roll_entries (roll, station, line, voter_id, territory_path, surname, given, patronymic, birth_date,
      address, salt, leaf)
    select ${roll}, ${station}, line, (row ->> 0)::bigint, ${territoryPath}, row ->> 1, row ->> 2, row ->> 3,
      (row ->> 4)::date, row ->> 5, substring(${salts}::bytea from (line::integer - 1) * 16 + 1 for 16),
      substring(${leaves}::bytea from (line::integer - 1) * 32 + 1 for 32)
    from json_array_elements(${JSON.stringify(rows)}::text::json) with ordinality as given (row, line)`;
  await queries`
    insert into roll_roots (roll, station, position, territory_path, voters, root)
    values (${roll}, ${station}, ${position}, ${territoryPath}, ${voters}, ${root})`;
  await queries`delete from roll_selection where roll = ${roll} and station = ${station}`;
}

/** A line as it stands in the roll. */
export type RollEntry = NewEntry & {
  readonly line: number;
  readonly territoryPath: TerritoryPath;
  /** Hexadecimal. */
  readonly salt: string;
};

/** The lines of a station in their order, as far as the scope of the transaction goes. */
export async function stationEntries(
  queries: Queries,
  roll: number,
  station: string,
): Promise<readonly RollEntry[]> {
  return queries<RollEntry[]>`
    select line, voter_id::text as "voterId", territory_path as "territoryPath", surname, given, patronymic,
      birth_date::text as "birthDate", address, encode(salt, 'hex') as salt
    from roll_entries where roll = ${roll} and station = ${station} order by line`;
}

/** Where a voter stands on the roll, or null. */
export async function entryOfVoter(
  queries: Queries,
  roll: number,
  voterId: string,
): Promise<{ readonly station: string; readonly line: number } | null> {
  const [row] = await queries<{ station: string; line: number }[]>`
    select station, line from roll_entries where roll = ${roll} and voter_id = ${voterId}`;
  return row ?? null;
}
