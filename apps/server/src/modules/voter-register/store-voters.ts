import type { TerritoryPath } from '@ovoz/election-model';
import type { Person } from '@ovoz/voter-register';
import type { Queries } from '../../platform/database.ts';

export type VoterStatus = 'registered' | 'removed' | 'deceased' | 'left';
/** Where a change comes from: a batch of a register, a decided request, a decided pair of duplicates. */
export type ChangeCause = 'feed' | 'request' | 'duplicate';
/** What a commission can correct: everything of a person but the record's own number. */
export type VoterField = Exclude<keyof Person, 'recordId'>;

/** A voter as stored, with the numbers still sealed. */
export type StoredVoter = Omit<Person, 'nationalNumber' | 'documentNumber'> & {
  readonly id: number;
  readonly version: number;
  readonly status: VoterStatus;
  readonly sealed: Buffer;
  readonly nationalKey: Buffer | null;
  readonly territoryPath: TerritoryPath;
  readonly regionPath: TerritoryPath;
  readonly searchKey: string;
  readonly skeletonKey: string;
  readonly corrected: readonly VoterField[];
};

/** One voter, locked until the transaction ends; null when there is none or it lies outside of the opened register. */
export async function lockVoter(queries: Queries, id: number): Promise<StoredVoter | null> {
  const [row] = await queries<StoredVoter[]>`
    select ${voterColumns(queries)} from voters where id = ${id} for update`;
  return row ?? null;
}

export async function insertVoter(
  queries: Queries,
  voter: Omit<StoredVoter, 'id' | 'version'>,
): Promise<number> {
  const [row] = await queries<{ id: number }[]>`
    insert into voters ${queries(columnsOf(voter))} returning id::float8 as id`;
  return row?.id ?? 0;
}

export async function updateVoter(
  queries: Queries,
  id: number,
  voter: Omit<StoredVoter, 'id' | 'version'>,
): Promise<void> {
  await queries`
    update voters set ${queries(columnsOf(voter))}, version = version + 1 where id = ${id}`;
}

/** Keeps what a voter's row says now, before it is changed. */
export async function keepVersion(
  queries: Queries,
  id: number,
  { cause, causeRef, now }: { cause: ChangeCause; causeRef: string; now: Date },
): Promise<void> {
  await queries`
    insert into voter_versions (voter_id, version, replaced_at, cause, cause_ref, territory_path, before)
    select id, version, ${now}, ${cause}, ${causeRef}, territory_path, ${beforeOf(queries, 'v')}
    from voters v where id = ${id}`;
}

/** A row as JSON without what follows from the rest. @param table alias of `voters` */
export function beforeOf(queries: Queries, table: string) {
  return queries`to_jsonb(${queries(table)})
    - '{id,search_key,skeleton_key,region_path,source_hash,batch_sequence}'::text[]`;
}

/** Tells the finder of duplicates to look at a voter again. */
export async function noteChange(queries: Queries, id: number): Promise<void> {
  await queries`insert into voter_changes (voter_id) values (${id})`;
}

/** Facts are seen where the voter lives. */
export async function moveFacts(
  queries: Queries,
  id: number,
  territoryPath: TerritoryPath,
): Promise<void> {
  await queries`update voter_facts set territory_path = ${territoryPath} where voter_id = ${id}`;
}

/** Changes the count of registered voters of a district. */
export async function countVoters(
  queries: Queries,
  district: TerritoryPath,
  difference: number,
): Promise<void> {
  await queries`
    insert into register_districts (path, registered) values (${district}, ${difference})
    on conflict (path) do update set registered = register_districts.registered + excluded.registered`;
}

/** Territory of an active or retired address; null when the register does not know it. */
export async function territoryOfAddress(
  queries: Queries,
  addressId: number,
): Promise<TerritoryPath | null> {
  const [row] = await queries<{ path: TerritoryPath }[]>`
    select territory_path as path from addresses where id = ${addressId}`;
  return row?.path ?? null;
}

export function voterColumns(queries: Queries) {
  return queries`id::float8 as id, version, status, record_id::float8 as "recordId", national_key as "nationalKey",
    sealed, surname, given, patronymic, sex, birth_date::text as "birthDate", citizenship,
    address_id::float8 as "addressId", flat, territory_path as "territoryPath", region_path as "regionPath",
    search_key as "searchKey", skeleton_key as "skeletonKey", coalesce(corrected, '{}') as corrected`;
}

function columnsOf(voter: Omit<StoredVoter, 'id' | 'version'>) {
  return {
    record_id: voter.recordId,
    national_key: voter.nationalKey,
    sealed: voter.sealed,
    surname: voter.surname,
    given: voter.given,
    patronymic: voter.patronymic,
    sex: voter.sex,
    birth_date: voter.birthDate,
    citizenship: voter.citizenship,
    search_key: voter.searchKey,
    skeleton_key: voter.skeletonKey,
    address_id: voter.addressId,
    flat: voter.flat,
    territory_path: voter.territoryPath,
    region_path: voter.regionPath,
    status: voter.status,
    corrected: voter.corrected.length === 0 ? null : [...voter.corrected],
  };
}
