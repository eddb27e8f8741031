import type { ProtocolStatus, TerritoryPath } from '@ovoz/election-model';
import type { Queries } from '../../platform/database.ts';

/** A protocol by the legal count, with its package as text when it was accepted: what totals are made of. */
export type StandingProtocol = {
  readonly contest: string;
  readonly station: string;
  /** Place of the station in the order of the numbers. */
  readonly position: number;
  readonly territoryPath: TerritoryPath;
  /** District of the contest; null when the nation is the district. */
  readonly district: string | null;
  readonly status: ProtocolStatus;
  readonly errors: number;
  readonly alarms: number;
  readonly revision: number;
  readonly changedAt: Date;
  /** SHA-256 of the package that stands, lower-case hex; null while nothing has come. */
  readonly hash: string | null;
  /** The signed package; null unless it counts. */
  readonly text: string | null;
};

export type ProtocolSlot = { readonly contest: string; readonly station: string };

/** Which protocols to read: all, those of the slots, or those that changed at a time or later. */
export type StandingSelection =
  | 'all'
  | { readonly slots: readonly ProtocolSlot[] }
  | { readonly changedFrom: Date };

/**
 * Protocols by the legal count, in the order of the stations' numbers. A nation's packages are sorted here: with
 * 22 MB of text the database would sort on disk, which doubled its 75 ms.
 */
export async function standingProtocols(
  queries: Queries,
  election: string,
  selection: StandingSelection,
): Promise<readonly StandingProtocol[]> {
  const rows = await queries<StandingProtocol[]>`
    select p.contest, p.station, p.position, p.territory_path as "territoryPath", p.district, p.status,
      p.errors::integer as errors, p.alarms::integer as alarms, p.revision, p.changed_at as "changedAt",
      encode(p.package_hash, 'hex') as hash, convert_from(k.bytes, 'UTF8') as text
    from result_protocols p
    left join result_packages k on k.hash = p.package_hash and p.status = 'accepted'
    where p.election = ${election} and p.legal ${selected(queries, selection)}`;
  return rows.toSorted((a, b) => a.position - b.position || (a.contest < b.contest ? -1 : 1));
}

function selected(queries: Queries, selection: StandingSelection) {
  if (selection === 'all') return queries``;
  if ('changedFrom' in selection) return queries`and p.changed_at >= ${selection.changedFrom}`;
  const { slots } = selection;
  return queries`and (p.contest, p.station) in (
    select * from unnest(${slots.map(({ contest }) => contest)}::text[],
      ${slots.map(({ station }) => station)}::text[]))`;
}

/** Rises with every change of a protocol by the legal count. 22,056 rows are summed in some milliseconds. */
export async function standingRevision(queries: Queries, election: string): Promise<number> {
  const [row] = await queries<{ revision: number }[]>`
    select coalesce(sum(revision), 0)::integer as revision from result_protocols
    where election = ${election} and legal`;
  return row?.revision ?? 0;
}

/** Alarms that are open, by either count. */
export async function openAlarms(
  queries: Queries,
  election: string,
): Promise<readonly (ProtocolSlot & { readonly alarms: number })[]> {
  return queries<(ProtocolSlot & { alarms: number })[]>`
    select contest, station, alarms::integer as alarms from result_protocols
    where election = ${election} and alarms > 0 order by position, contest`;
}
