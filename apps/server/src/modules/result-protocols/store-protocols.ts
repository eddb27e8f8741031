import type { CountKind, ProtocolKey, ProtocolState, TerritoryPath } from '@ovoz/election-model';
import type { Queries } from '../../platform/database.ts';

/** The protocol of a contest at a station by one count: what stands, and what was decided. */
export type Slot = ProtocolKey & {
  /** Place of the station in the order of the numbers. */
  readonly position: number;
  readonly territoryPath: TerritoryPath;
  /** District of the contest; null when the nation is the district. */
  readonly district: string | null;
  /** Legal time. */
  readonly closesAt: Date;
  /** Whether this count is the one that counts. */
  readonly legal: boolean;
  readonly state: ProtocolState;
  readonly warnings: number;
  /** The package that stands; null while nothing has come. */
  readonly packageHash: Buffer | null;
  readonly revision: number;
  readonly changedAt: Date;
};

type SlotRow = Omit<Slot, 'state'> & ProtocolState;

/** The protocol, or null when there is none: unknown station or contest, or a count that has not come. */
export async function readSlot(
  queries: Queries,
  key: ProtocolKey,
  { lock = false }: { readonly lock?: boolean } = {},
): Promise<Slot | null> {
  const [row] = await queries<SlotRow[]>`
    select ${slotColumns(queries)} from result_protocols p
    where ${isSlot(queries, key)} ${lock ? queries`for update` : queries``}`;
  return row === undefined ? null : toSlot(row);
}

/** Columns of `result_protocols p` for `toSlot`. */
export function slotColumns(queries: Queries) {
  return queries`p.election, p.contest, p.station, p.count, p.position, p.territory_path as "territoryPath",
    p.district, p.closes_at as "closesAt", p.legal, p.status, p.version, p.latest, p.errors, p.alarms,
    p.warnings, p.package_hash as "packageHash", p.revision, p.changed_at as "changedAt"`;
}

export function isSlot(queries: Queries, { election, station, contest, count }: ProtocolKey) {
  return queries`p.election = ${election} and p.station = ${station} and p.contest = ${contest}
    and p.count = ${count}`;
}

export function toSlot(row: SlotRow): Slot {
  const { status, version, latest, errors, alarms, ...slot } = row;
  return { ...slot, state: { status, version, latest, errors, alarms } };
}

/** What an act makes of a protocol. Left out, the package that stands goes on standing. */
export type SlotChange = {
  readonly state: ProtocolState;
  readonly standing?: { readonly packageHash: Buffer; readonly warnings: number };
};

/**
 * Writes the next state of a protocol; the decision about it tells the publisher.
 * @returns false when somebody was faster: nothing was written.
 */
export async function updateSlot(
  queries: Queries,
  slot: Slot,
  { state, standing }: SlotChange,
  now: Date,
): Promise<boolean> {
  const { packageHash, warnings } = standing ?? slot;
  const rows = await queries`
    update result_protocols p set status = ${state.status}, version = ${state.version},
      latest = ${state.latest}, errors = ${state.errors}, alarms = ${state.alarms},
      warnings = ${warnings}, package_hash = ${packageHash}, revision = p.revision + 1, changed_at = ${now}
    where ${isSlot(queries, slot)} and p.revision = ${slot.revision}
    returning p.revision`;
  return rows.length > 0;
}

/** Only what is or was accepted, by the legal count, is in any total. */
export function changesTotals(slot: Slot, after: ProtocolState): boolean {
  return slot.legal && (slot.state.status === 'accepted' || after.status === 'accepted');
}

/** Tells the publisher that something of a protocol is not as its station's file says. */
export async function noteChange(queries: Queries, key: ProtocolKey): Promise<void> {
  await queries`
    insert into result_changes (election, station, contest, count)
    values (${key.election}, ${key.station}, ${key.contest}, ${key.count})`;
}

export type NewSlot = Pick<
  Slot,
  'contest' | 'station' | 'position' | 'territoryPath' | 'district'
> & { readonly closesAt: Date };

/** Makes the protocols that are due, all by the legal count: a nation's in one statement. */
export async function insertSlots(
  queries: Queries,
  election: string,
  count: CountKind,
  slots: readonly NewSlot[],
  now: Date,
): Promise<void> {
  await queries`
    insert into result_protocols (election, contest, station, count, position, territory_path, district,
      closes_at, legal, status, version, latest, changed_at)
    select ${election}, contest, station, ${count}, position, "territoryPath", district, "closesAt",
      true, 'awaited', 0, 0, ${now}
    from json_to_recordset(${JSON.stringify(slots)}::text::json)
      as given (contest text, station text, position integer, "territoryPath" text, district text,
        "closesAt" timestamptz)`;
  await queries`select analyze_results()`;
}

/**
 * Makes the protocol of the other count when it first comes. It stands beside and never counts.
 * @returns false when the station has no such contest.
 */
export async function insertOtherCount(
  queries: Queries,
  { election, contest, station, count }: ProtocolKey,
  now: Date,
): Promise<boolean> {
  const [row] = await queries`
    with legal as (
      select * from result_protocols
      where election = ${election} and contest = ${contest} and station = ${station} and legal
    ), made as (
      insert into result_protocols (election, contest, station, count, position, territory_path,
        district, closes_at, legal, status, version, latest, changed_at)
      select election, contest, station, ${count}, position, territory_path, district, closes_at,
        false, 'awaited', 0, 0, ${now}
      from legal on conflict do nothing
    )
    select station from legal`;
  return row !== undefined;
}
