import type { Transaction } from '../../platform/database.ts';
import type { SetAside } from './load/read-chunk.ts';
import { districtSql } from './store-districts.ts';
import type { EligibilityFactKind, TerritoryPath } from '@ovoz/election-model';
import { beforeOf } from './store-voters.ts';

export async function createIncomingEvents(transaction: Transaction): Promise<void> {
  await transaction`
    create temp table incoming_events (
      file integer, line integer, place bigint, size integer,
      record_id bigint, event text, valid_from date, valid_to date, document text
    ) on commit drop`;
}

/** Finds the voters of the events; events that are known already, or stand twice in the batch, are dropped. */
export async function judgeEvents(transaction: Transaction): Promise<void> {
  await transaction`analyze incoming_events`;
  await transaction`
    create temp table judged_events on commit drop as
    select i.*, v.id as voter_id, v.territory_path, v.status,
      case
        when v.id is null then 'person-unknown'
        when i.event = 'revoked' then 'revocation'
        when f.id is not null or row_number() over (
          partition by i.record_id, i.event, i.valid_from, i.document order by i.file, i.line) > 1 then 'known'
        else 'fact'
      end as fate
    from incoming_events i
      left join voters v on v.record_id = i.record_id
      left join lateral (
        select id from voter_facts f where f.voter_id = v.id and f.kind = i.event and f.valid_from = i.valid_from
          and f.document = i.document and f.revoked_at is null limit 1) f on true`;
}

/** Adds facts and takes back those that are revoked. @returns how many facts were added or taken back */
export async function applyFacts(
  transaction: Transaction,
  batchId: string,
  now: Date,
): Promise<number> {
  const added = await transaction`
    insert into voter_facts (voter_id, territory_path, kind, valid_from, valid_to, document, batch_id)
    select voter_id, territory_path, event, valid_from, valid_to, document, ${batchId}
    from judged_events where fate = 'fact' order by file, line`;
  await transaction`
    update judged_events e set fate = 'fact-unknown' where fate = 'revocation' and not exists (
      select from voter_facts f where f.voter_id = e.voter_id and f.document = e.document and f.revoked_at is null)`;
  const revoked = await transaction`
    update voter_facts f set revoked_at = ${now} from judged_events e
    where e.fate = 'revocation' and f.voter_id = e.voter_id and f.document = e.document and f.revoked_at is null`;
  return added.count + revoked.count;
}

/** Events of nobody, and revocations of nothing. */
export async function eventsAside(
  transaction: Transaction,
): Promise<readonly Omit<SetAside, 'field'>[]> {
  return transaction<Omit<SetAside, 'field'>[]>`
    select file, line, place::float8 as offset, size, fate as reason, record_id::float8 as record
    from judged_events where fate in ('person-unknown', 'fact-unknown') order by file, line`;
}

/**
 * Brings the status of those whom the events name in line with their facts: death and loss of citizenship end an entry,
 * their revocation restores it. Who was removed here stays removed.
 * @returns voters that are registered no more, and again, per district
 */
export async function applyStatuses(
  transaction: Transaction,
  sequence: number,
  now: Date,
): Promise<
  readonly { readonly path: TerritoryPath; readonly removed: number; readonly restored: number }[]
> {
  await transaction`
    create temp table new_statuses on commit drop as
    select v.id, v.status as before, case
        when exists (select from voter_facts f
          where f.voter_id = v.id and f.kind = 'deceased' and f.revoked_at is null) then 'deceased'
        when exists (select from voter_facts f
          where f.voter_id = v.id and f.kind = 'citizenship-lost' and f.revoked_at is null) then 'left'
        else 'registered'
      end as status
    from voters v where v.status <> 'removed'
      and v.id in (select voter_id from judged_events where fate in ('fact', 'revocation'))`;
  await transaction`delete from new_statuses where before = status`;
  await transaction`
    insert into voter_versions (voter_id, version, replaced_at, cause, cause_ref, territory_path, before)
    select v.id, v.version, ${now}, 'feed', ${String(sequence)}, v.territory_path, ${beforeOf(transaction, 'v')}
    from new_statuses s join voters v using (id)`;
  await transaction`
    update voters v set status = s.status, version = version + 1, batch_sequence = ${sequence}
    from new_statuses s where s.id = v.id`;
  await transaction`insert into voter_changes (voter_id) select id from new_statuses`;
  return transaction<{ path: TerritoryPath; removed: number; restored: number }[]>`
    select ${districtSql(transaction, 'v.territory_path')} as path,
      count(*) filter (where before = 'registered')::float8 as removed,
      count(*) filter (where s.status = 'registered')::float8 as restored
    from new_statuses s join voters v using (id) group by 1`;
}

/**
 * Registered voters whose right to vote a batch touches without ending their entry, per district: each once. Facts that
 * take the right away weigh as much as a death; those that are over, that the law does not ask about, or that are taken
 * back are changes. To be asked after `applyStatuses`.
 * @param kinds facts that take the right to vote away by the law
 * @param day of the batch, ISO 8601
 */
export async function rightsTouched(
  transaction: Transaction,
  kinds: readonly EligibilityFactKind[],
  day: string,
): Promise<
  readonly { readonly path: TerritoryPath; readonly lost: number; readonly touched: number }[]
> {
  return transaction<{ path: TerritoryPath; lost: number; touched: number }[]>`
    select ${districtSql(transaction, 'territory_path')} as path, count(distinct voter_id)::float8 as touched,
      count(distinct voter_id) filter (where fate = 'fact' and event = any(${[...kinds]}::text[])
        and (valid_to is null or valid_to >= ${day}))::float8 as lost
    from judged_events
    where fate in ('fact', 'revocation') and status = 'registered'
      and not exists (select from new_statuses s where s.id = voter_id)
    group by 1`;
}
