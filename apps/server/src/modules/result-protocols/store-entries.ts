import type { KeyedValues, ProtocolKey, TerritoryPath } from '@ovoz/election-model';
import type { Queries } from '../../platform/database.ts';

export type EntryRecord = ProtocolKey & {
  readonly id: string;
  readonly version: number;
  /** 1 the first person, 2 the second, 3 the third. */
  readonly ordinal: number;
  readonly personId: string;
  readonly fields: readonly string[];
  readonly values: KeyedValues;
  readonly revision: number;
  readonly status: 'open' | 'finished' | 'used' | 'discarded';
  readonly differing: number | null;
};

/** Entries of one version that are under way, in the order of their people. */
export async function entriesUnderWay(
  queries: Queries,
  { election, station, contest, count }: ProtocolKey,
  version: number,
): Promise<readonly EntryRecord[]> {
  return queries<EntryRecord[]>`
    select ${columns(queries)} from result_entries
    where election = ${election} and station = ${station} and contest = ${contest} and count = ${count}
      and version = ${version} and status in ('open', 'finished')
    order by ordinal`;
}

/** An entry with the place of its protocol, which rights are looked up for. */
export type PlacedEntry = EntryRecord & { readonly territoryPath: TerritoryPath };

export async function findEntry(queries: Queries, id: string): Promise<PlacedEntry | null> {
  const [row] = await queries<PlacedEntry[]>`
    select ${columns(queries)}, (
      select territory_path from result_protocols p where p.election = e.election
        and p.station = e.station and p.contest = e.contest and p.count = e.count) as "territoryPath"
    from result_entries e where id = ${id}`;
  return row ?? null;
}

export async function insertEntry(
  queries: Queries,
  entry: ProtocolKey & {
    readonly id: string;
    readonly version: number;
    readonly ordinal: number;
    readonly personId: string;
    readonly fields: readonly string[];
  },
  now: Date,
): Promise<void> {
  await queries`
    insert into result_entries (id, election, contest, station, count, version, ordinal, person_id, fields,
      content, status, started_at)
    values (${entry.id}, ${entry.election}, ${entry.contest}, ${entry.station}, ${entry.count},
      ${entry.version}, ${entry.ordinal}, ${entry.personId}, ${[...entry.fields]}, '{}', 'open', ${now})`;
}

/** Keeps what was keyed without another revision: the person goes on with the one at hand. */
export async function keepValues(queries: Queries, id: string, values: KeyedValues): Promise<void> {
  await queries`update result_entries set content = ${queries.json(values)} where id = ${id}`;
}

/** Saves what was keyed when it is still open at this revision. @returns whether it was. */
export async function saveValues(
  queries: Queries,
  { id, revision }: Pick<EntryRecord, 'id' | 'revision'>,
  values: KeyedValues,
): Promise<boolean> {
  const rows = await queries`
    update result_entries set content = ${queries.json(values)}, revision = revision + 1
    where id = ${id} and revision = ${revision} and status = 'open' returning id`;
  return rows.length === 1;
}

export async function finishStored(
  queries: Queries,
  id: string,
  end: {
    readonly values: KeyedValues;
    readonly errorsOnPaper: boolean;
    readonly differing: number | null;
    readonly by: string;
    readonly at: Date;
  },
): Promise<void> {
  await queries`
    update result_entries set status = 'finished', content = ${queries.json(end.values)}, errors_on_paper = ${end.errorsOnPaper},
      differing = ${end.differing}, finished_at = ${end.at}, ended_by = ${end.by}
    where id = ${id}`;
}

/** Marks entries that went into a version. */
export async function markUsed(queries: Queries, ids: readonly string[]): Promise<void> {
  await queries`update result_entries set status = 'used' where id = any(${[...ids]}::uuid[])`;
}

/** Puts aside what is under way for a version. @returns how many entries. */
export async function discardStored(
  queries: Queries,
  { election, station, contest, count }: ProtocolKey,
  version: number,
  end: { readonly by: string; readonly reason: string },
): Promise<number> {
  const rows = await queries`
    update result_entries set status = 'discarded', ended_by = ${end.by}, end_reason = ${end.reason}
    where election = ${election} and station = ${station} and contest = ${contest} and count = ${count}
      and version = ${version} and status in ('open', 'finished') returning id`;
  return rows.length;
}

function columns(queries: Queries) {
  return queries`id, election, contest, station, count, version, ordinal::integer as ordinal,
    person_id as "personId", fields, content as values, revision, status, differing::integer as differing`;
}
