import type { TerritoryPath } from '@ovoz/election-model';
import type { Transaction } from '../../platform/database.ts';
import type { SetAside } from './load/read-chunk.ts';
import { type DistrictEffect, districtSql } from './store-districts.ts';
import { beforeOf, type StoredVoter, voterColumns } from './store-voters.ts';

/** Rows of a batch wait beside the register until they have been compared with it. Gone with the transaction. */
export async function createIncomingVoters(transaction: Transaction): Promise<void> {
  await transaction`
    create temp table incoming_voters (
      file integer, line integer, place bigint, size integer,
      record_id bigint, national_key bytea, sealed bytea, surname text, given text, patronymic text, sex text,
      birth_date date, citizenship text, search_key text, skeleton_key text, address_id bigint, flat text,
      source_hash bigint
    ) on commit drop`;
}

/** What a row of a batch is to the register. */
export type Fate =
  | 'unchanged'
  | 'added'
  | 'changed'
  | 'address-unknown'
  | 'national-number-repeated';

/**
 * Compares what came with the register. The number of the record leads; who was added on request and so has none is
 * found by the national number. A national number that another record has sets the row aside: which of the two is right
 * is for people to find out.
 */
export async function judgeVoters(
  transaction: Transaction,
  root: TerritoryPath,
): Promise<ReadonlyMap<Fate, number>> {
  await transaction`analyze incoming_voters`;
  await transaction`
    create temp table judged_voters on commit drop as
    select i.*, coalesce(r.id, n.id) as voter_id,
      case when i.address_id is null then ${root} else a.territory_path end as territory_path,
      case
        when i.address_id is not null and a.id is null then 'address-unknown'
        when n.id <> r.id or (r.id is null and n.record_id is not null) then 'national-number-repeated'
        when r.source_hash = i.source_hash then 'unchanged'
        when coalesce(r.id, n.id) is null then 'added'
        else 'changed'
      end as fate
    from incoming_voters i
      left join addresses a on a.id = i.address_id
      left join voters r on r.record_id = i.record_id
      left join voters n on n.national_key = i.national_key`;
  await transaction`analyze judged_voters`;
  const rows = await transaction<{ fate: Fate; count: number }[]>`
    select fate, count(*)::float8 as count from judged_voters group by fate`;
  return new Map(rows.map(({ fate, count }) => [fate, count]));
}

/** Rows that only the comparison showed to be wrong. */
export async function judgedAside(
  transaction: Transaction,
): Promise<readonly Omit<SetAside, 'field'>[]> {
  return transaction<Omit<SetAside, 'field'>[]>`
    select file, line, place::float8 as offset, size, fate as reason, record_id::float8 as record
    from judged_voters where fate in ('address-unknown', 'national-number-repeated')
    order by file, line`;
}

/** Voters whom a row changes although a commission has corrected some of their fields. */
export async function correctedVoters(
  transaction: Transaction,
): Promise<readonly { readonly stored: StoredVoter; readonly incoming: IncomingVoter }[]> {
  const rows = await transaction<(StoredVoter & { incoming: IncomingVoter })[]>`
    select v.*, jsonb_build_object('recordId', j.record_id, 'sealed', encode(j.sealed, 'base64'), 'surname', j.surname,
      'given', j.given, 'patronymic', j.patronymic, 'sex', j.sex, 'birthDate', j.birth_date,
      'citizenship', j.citizenship, 'addressId', j.address_id, 'flat', j.flat) as incoming
    from judged_voters j
      join (select ${voterColumns(transaction)} from voters where corrected is not null) v on v.id = j.voter_id
    where j.fate = 'changed'`;
  return rows.map(({ incoming, ...stored }) => ({ stored, incoming }));
}

export type IncomingVoter = Pick<
  StoredVoter,
  | 'recordId'
  | 'surname'
  | 'given'
  | 'patronymic'
  | 'sex'
  | 'birthDate'
  | 'citizenship'
  | 'addressId'
  | 'flat'
> & { /** base64 */ readonly sealed: string };

/** Puts into a waiting row what shall stand, after what was corrected has been kept. */
export async function settleIncoming(
  transaction: Transaction,
  voter: Omit<StoredVoter, 'version' | 'status' | 'regionPath'>,
): Promise<void> {
  await transaction`
    update judged_voters set national_key = ${voter.nationalKey}, sealed = ${voter.sealed}, surname = ${voter.surname},
      given = ${voter.given}, patronymic = ${voter.patronymic}, sex = ${voter.sex}, birth_date = ${voter.birthDate},
      citizenship = ${voter.citizenship}, search_key = ${voter.searchKey}, skeleton_key = ${voter.skeletonKey},
      address_id = ${voter.addressId}, flat = ${voter.flat}, territory_path = ${voter.territoryPath}
    where voter_id = ${voter.id} and fate = 'changed'`;
  await transaction`
    update voters set corrected = ${voter.corrected.length === 0 ? null : [...voter.corrected]}
    where id = ${voter.id}`;
}

/** Brings what was added and changed into the register, with the versions before, and tells the finder of duplicates. */
export async function applyVoters(
  transaction: Transaction,
  sequence: number,
  now: Date,
): Promise<void> {
  await transaction`
    insert into voter_versions (voter_id, version, replaced_at, cause, cause_ref, territory_path, before)
    select v.id, v.version, ${now}, 'feed', ${String(sequence)}, v.territory_path, ${beforeOf(transaction, 'v')}
    from judged_voters j join voters v on v.id = j.voter_id where j.fate = 'changed'`;
  await transaction`
    update voter_facts f set territory_path = j.territory_path
    from judged_voters j where f.voter_id = j.voter_id and j.fate = 'changed' and f.territory_path <> j.territory_path`;
  await transaction`
    update voters v set record_id = j.record_id, national_key = j.national_key, sealed = j.sealed, surname = j.surname,
      given = j.given, patronymic = j.patronymic, sex = j.sex, birth_date = j.birth_date, citizenship = j.citizenship,
      search_key = j.search_key, skeleton_key = j.skeleton_key, address_id = j.address_id, flat = j.flat,
      territory_path = j.territory_path, region_path = ${regionSql(transaction)}, version = v.version + 1,
      source_hash = j.source_hash, batch_sequence = ${sequence}
    from judged_voters j where v.id = j.voter_id and j.fate = 'changed'`;
  await transaction`
    with added as (
      insert into voters (record_id, national_key, sealed, surname, given, patronymic, sex, birth_date, citizenship,
        search_key, skeleton_key, address_id, flat, territory_path, region_path, status, source_hash, batch_sequence)
      select record_id, national_key, sealed, surname, given, patronymic, sex, birth_date, citizenship, search_key,
        skeleton_key, address_id, flat, territory_path, ${regionSql(transaction)}, 'registered', source_hash,
        ${sequence}
      from judged_voters j where fate = 'added' order by file, line returning id)
    insert into voter_changes (voter_id)
    select id from added union all select voter_id from judged_voters where fate = 'changed'`;
}

function regionSql(transaction: Transaction) {
  return transaction`array_to_string((string_to_array(j.territory_path, '/'))[1:2], '/')`;
}

/** Additions, moves and changes per district. A move is a change where somebody leaves and where somebody comes. */
export async function voterEffects(transaction: Transaction): Promise<readonly DistrictEffect[]> {
  return transaction<DistrictEffect[]>`
    with steps as (
      select ${districtSql(transaction, 'j.territory_path')} as path, v.status is null or v.status = 'registered' as counts,
        1 as difference
      from judged_voters j left join voters v on v.id = j.voter_id where fate in ('added', 'changed')
      union all
      select ${districtSql(transaction, 'v.territory_path')}, v.status = 'registered', -1
      from judged_voters j join voters v on v.id = j.voter_id where fate = 'changed')
    select path, sum(difference) filter (where counts)::float8 as difference,
      greatest(count(*) filter (where difference = 1), count(*) filter (where difference = -1))::float8 as changes
    from steps group by path`;
}

/**
 * People of the civil register who are here and not in a full batch. Nothing follows from it.
 * @param setAside records whose rows are in the batch but were not taken over
 */
export async function countMissing(
  transaction: Transaction,
  setAside: readonly number[],
): Promise<number> {
  const [row] = await transaction<{ count: number }[]>`
    with named as (
      select record_id from incoming_voters union all select * from unnest(${[...setAside]}::bigint[]))
    select count(*)::float8 as count from voters v
    where record_id is not null and status in ('registered', 'removed')
      and not exists (select from named where named.record_id = v.record_id)`;
  return row?.count ?? 0;
}

/** Homes (flats where an address has them) with more registered voters than the limit: of all, or of those that the batch names. */
export async function countCrowded(
  transaction: Transaction,
  limit: number,
  among: 'all' | 'judged',
): Promise<number> {
  const named =
    among === 'all'
      ? transaction`address_id is not null`
      : transaction`address_id in (select address_id from judged_voters where fate in ('added', 'changed'))`;
  const [row] = await transaction<{ count: number }[]>`
    select count(*)::float8 as count from (
      select from voters where status = 'registered' and ${named}
      group by address_id, flat having count(*) > ${limit}) crowded`;
  return row?.count ?? 0;
}
