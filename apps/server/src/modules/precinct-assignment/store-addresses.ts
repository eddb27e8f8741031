import type { AssignmentMethod, UnplacedAddress } from '@ovoz/contract';
import type { TerritoryPath } from '@ovoz/election-model';
import type { PlacedAddress } from '@ovoz/voter-register';
import type { Queries, Transaction } from '../../platform/database.ts';
import { insideAny } from '../../platform/scope.ts';
import type { SetKey } from './store-sets.ts';

/** An active address as rules are asked about it, with what is so now. */
export type AddressNow = PlacedAddress & {
  readonly house: string;
  /** Registered voters. */
  readonly voters: number;
  /** Those of its fullest flat: a block of flats is not crowded. */
  readonly together: number;
  /** The rule of the set for this very address. */
  readonly ownRule: { readonly id: number; readonly station: string } | null;
  /** The station in force; null when it waits in the queue, or is new. */
  readonly station: string | null;
  /** Where it lay when it was looked at last; null: never. */
  readonly knownIn: TerritoryPath | null;
};

/** What an address gets. */
export type NewStation = {
  readonly addressId: number;
  readonly station: string | null;
  readonly method: AssignmentMethod;
  readonly ruleId: number | null;
  /** It has a row in force. */
  readonly isKnown: boolean;
};

/** Territories of a country that have addresses, by a jump from one to the next in the index. */
export async function territoriesWithAddresses(
  queries: Queries,
  root: TerritoryPath,
): Promise<readonly TerritoryPath[]> {
  const rows = await queries<{ path: string }[]>`
    with recursive place as (
      (select territory_path as path from addresses where territory_path ~>=~ ${root}
        order by territory_path using ~<~ limit 1)
      union all
      select (select territory_path from addresses where territory_path ~>~ place.path
        order by territory_path using ~<~ limit 1) from place where place.path is not null)
    select path from place where path = ${root} or starts_with(path, ${`${root}/`})`;
  return rows.map(({ path }) => path);
}

type AddressRow = Omit<AddressNow, 'point' | 'ownRule' | 'voters' | 'together'> & {
  readonly latitudeE6: number | null;
  readonly longitudeE6: number | null;
  readonly ruleId: number | null;
  readonly ruleStation: string | null;
};

/** Active addresses of a territory: a district has some ten thousands. */
export async function addressesIn(
  queries: Queries,
  set: SetKey,
  territoryPath: TerritoryPath,
): Promise<readonly AddressNow[]> {
  return readAddresses(queries, set, {
    addresses: queries`territory_path = ${territoryPath}`,
    voters: queries`territory_path = ${territoryPath}`,
  });
}

/** Active ones among these addresses. */
export async function addressesByIds(
  queries: Queries,
  set: SetKey,
  ids: readonly number[],
): Promise<readonly AddressNow[]> {
  const numbers = [...ids];
  return readAddresses(queries, set, {
    addresses: queries`id = any(${numbers}::bigint[])`,
    voters: queries`address_id = any(${numbers}::bigint[])`,
  });
}

/**
 * The row in force and the own rule are looked up address by address (`limit`): a join would read all five million rows
 * of a nation once for each of its territories.
 */
async function readAddresses(
  queries: Queries,
  { pack, number }: SetKey,
  of: { readonly addresses: ReturnType<Queries>; readonly voters: ReturnType<Queries> },
): Promise<readonly AddressNow[]> {
  const rows = await queries<AddressRow[]>`
    select a.id::float8 as id, a.territory_path as "territoryPath", a.locality, a.street, a.house,
      a.house_number as "houseNumber", a.latitude_e6 as "latitudeE6", a.longitude_e6 as "longitudeE6",
      s.station, s.territory_path as "knownIn", r.id as "ruleId", r.station as "ruleStation"
    from (select * from addresses where state = 'active' and ${of.addresses}) a
    left join lateral (
      select station, territory_path from address_stations
      where address_id = a.id and to_set is null limit 1) s on true
    left join lateral (
      select id, station from assignment_rules
      where pack = ${pack} and set_number = ${number} and kind = 'address' and address_id = a.id
      limit 1) r on true`;
  const counts = await queries<{ id: number; voters: number; together: number }[]>`
    select id::float8 as id, sum(voters)::integer as voters, max(voters)::integer as together from (
      select address_id as id, count(*) as voters from voters
      where status = 'registered' and address_id is not null and ${of.voters}
      group by address_id, flat) homes
    group by id`;
  const voters = new Map(counts.map((row) => [row.id, row]));
  return rows.map(({ latitudeE6, longitudeE6, ruleId, ruleStation, ...address }) => ({
    ...address,
    voters: voters.get(address.id)?.voters ?? 0,
    together: voters.get(address.id)?.together ?? 0,
    point: latitudeE6 === null || longitudeE6 === null ? null : [longitudeE6, latitudeE6],
    ownRule: ruleId === null || ruleStation === null ? null : { id: ruleId, station: ruleStation },
  }));
}

/**
 * Every look-up by its index, until it is switched off again: the planner knows nothing yet of what this very
 * transaction writes, and a plan that was made for an empty table stays.
 */
export async function useIndexes(transaction: Queries, mode: 'always' | 'as-planned') {
  const value = mode === 'always' ? 'off' : 'on';
  await transaction`select set_config('enable_seqscan', ${value}, true)`;
}

/** All registered voters of a country. */
export async function countVoters(queries: Queries, root: TerritoryPath): Promise<number> {
  const [row] = await queries<{ voters: number }[]>`
    select count(*)::integer as voters from voters
    where status = 'registered' and (${insideAny(queries, 'territory_path', [root])})`;
  return row?.voters ?? 0;
}

/**
 * Gives addresses of a territory their stations by a set. What the set itself had given is written over: the address
 * changed, not the rules. What an earlier set had given ends with this one.
 */
export async function saveStations(
  transaction: Transaction,
  set: SetKey,
  territoryPath: TerritoryPath,
  given: readonly NewStation[],
): Promise<void> {
  const known = given.filter(({ isKnown }) => isKnown);
  const ended =
    known.length === 0 ? [] : await replaceStations(transaction, set, territoryPath, known);
  const isEnded = new Set(ended);
  await insertStations(
    transaction,
    set,
    territoryPath,
    given.filter(({ isKnown, addressId }) => !isKnown || isEnded.has(addressId)),
  );
}

/** @returns addresses whose row of an earlier set has ended. */
async function replaceStations(
  transaction: Transaction,
  { number }: SetKey,
  territoryPath: TerritoryPath,
  given: readonly NewStation[],
): Promise<readonly number[]> {
  await transaction`
    update address_stations s set territory_path = ${territoryPath}, station = given.station,
      method = given.method, rule_id = given."ruleId"
    from ${givenRows(transaction, given)}
    where s.address_id = given."addressId" and s.to_set is null and s.from_set = ${number}`;
  const ended = await transaction<{ id: number }[]>`
    update address_stations s set to_set = ${number}
    where s.address_id = any(${given.map(({ addressId }) => addressId)}::bigint[])
      and s.to_set is null and s.from_set < ${number}
    returning s.address_id::float8 as id`;
  return ended.map(({ id }) => id);
}

async function insertStations(
  transaction: Transaction,
  { pack, number }: SetKey,
  territoryPath: TerritoryPath,
  given: readonly NewStation[],
): Promise<void> {
  if (given.length === 0) return;
  await transaction`
    insert into address_stations (pack, address_id, territory_path, station, method, rule_id, from_set)
    select ${pack}, "addressId", ${territoryPath}, station, method, "ruleId", ${number}::integer
    from ${givenRows(transaction, given)}`;
}

function givenRows(transaction: Transaction, given: readonly NewStation[]) {
  return transaction`json_to_recordset(${JSON.stringify(given)}::text::json) as given (
    "addressId" bigint, station text, method text, "ruleId" integer)`;
}

/** Tells the planner that millions of rows came. */
export async function analyzeAssignment(queries: Queries): Promise<void> {
  await queries`select analyze_assignment()`;
}

/** Rows of the queue that one answer lists. */
export const QUEUE_PAGE = 50;

type QueuePlace = { readonly territoryPath: string; readonly addressId: number };

/** Addresses that wait for a person, by territory and number; the voters counted. */
export async function pageOfQueue(
  queries: Queries,
  pack: string,
  inside: readonly TerritoryPath[],
  after: QueuePlace | null,
): Promise<{ readonly addresses: readonly UnplacedAddress[]; readonly total: number }> {
  const waiting = queries`
    from address_stations s where s.pack = ${pack} and s.to_set is null and s.station is null
      and (${insideAny(queries, 'territory_path', inside)})`;
  const [addresses, [count]] = await Promise.all([
    queries<UnplacedAddress[]>`
      select a.id::float8 as "addressId", page.territory_path as "territoryPath", a.locality, a.street, a.house,
        a.latitude_e6 as "latitudeE6", a.longitude_e6 as "longitudeE6", page.method, (
          select count(*)::integer from voters v
          where v.address_id = a.id and v.status = 'registered') as voters
      from (
        select s.address_id, s.territory_path, s.method ${waiting}
          ${
            after === null
              ? queries``
              : queries`and (s.territory_path ~>~ ${after.territoryPath}
                  or (s.territory_path = ${after.territoryPath} and s.address_id > ${after.addressId}))`
          }
        order by s.territory_path using ~<~, s.address_id limit ${QUEUE_PAGE}) page
      join addresses a on a.id = page.address_id
      order by page.territory_path using ~<~, page.address_id`,
    queries<{ total: number }[]>`select count(*)::integer as total ${waiting}`,
  ]);
  return { addresses, total: count?.total ?? 0 };
}

/** The row in force of an address, kept from others until the transaction ends. */
export async function lockAddress(
  transaction: Transaction,
  pack: string,
  addressId: number,
): Promise<{ readonly territoryPath: TerritoryPath; readonly station: string | null } | null> {
  const [row] = await transaction<{ territoryPath: string; station: string | null }[]>`
    select territory_path as "territoryPath", station from address_stations
    where pack = ${pack} and address_id = ${addressId} and to_set is null for update`;
  return row ?? null;
}

/** Where an address of the queue lies, or null. */
export async function queuedPlace(
  queries: Queries,
  pack: string,
  addressId: number,
): Promise<TerritoryPath | null> {
  const [row] = await queries<{ path: string }[]>`
    select territory_path as path from address_stations
    where pack = ${pack} and address_id = ${addressId} and to_set is null`;
  return row?.path ?? null;
}

/** An address with its station, without anything of who lives there. */
export type FinderAddress = {
  readonly locality: string;
  readonly street: string;
  readonly house: string;
  readonly station: string;
  readonly latitudeE6: number | null;
  readonly longitudeE6: number | null;
};

/** Addresses of a territory that have a station. */
export async function finderAddresses(
  queries: Queries,
  territoryPath: TerritoryPath,
): Promise<readonly FinderAddress[]> {
  return queries<FinderAddress[]>`
    select a.locality, a.street, a.house, s.station, a.latitude_e6 as "latitudeE6",
      a.longitude_e6 as "longitudeE6"
    from addresses a join address_stations s on s.address_id = a.id and s.to_set is null
    where a.territory_path = ${territoryPath} and a.state = 'active' and s.station is not null`;
}
