import type { PackageReceipt } from '@ovoz/contract';
import type {
  AlarmKind,
  CheckFinding,
  ElectionClock,
  PackageOrigin,
  ProtocolKey,
} from '@ovoz/election-model';
import type { Queries } from '../../platform/database.ts';
import { factInsert, type NewFact } from '../../platform/evidence.ts';
import { clockJson } from '../elections/public.ts';
import { keyJson, type StationKeyRecord } from '../station-keys/public.ts';
import { type CountRecord, countColumns } from './store-counts.ts';
import {
  changesTotals,
  isSlot,
  type Slot,
  type SlotChange,
  slotColumns,
  toSlot,
} from './store-protocols.ts';

/** What is known when a version comes, all of one moment. */
export type Found = {
  /** Null: there is no such protocol, or it is the first of a count that is not the legal one. */
  readonly slot: Slot | null;
  readonly clock: ElectionClock | null;
  /** What came of the same bytes before; null when they are new. */
  readonly receipt: PackageReceipt | null;
};

type SlotRow = Parameters<typeof toSlot>[0];
type FoundRow = (SlotRow | { readonly [Name in keyof SlotRow]: null }) & Omit<Found, 'slot'>;

/** In one statement: between two, the same bytes could come in by another connection. */
export async function findForArrival(
  queries: Queries,
  key: ProtocolKey,
  hash: Buffer,
): Promise<Found> {
  const [row] = await queries<FoundRow[]>`
    select ${slotColumns(queries)}, ${clockJson(queries, key.election)} as clock,
      ${receiptJson(queries, hash)} as receipt
    from (values (1)) as one left join result_protocols p on ${isSlot(queries, key)}`;
  return toFound(row);
}

/** The same with the count and the key that signed; null while the count is not open. */
export async function findForSender(
  queries: Queries,
  key: ProtocolKey,
  hash: Buffer,
  fingerprint: string,
): Promise<
  (Found & { readonly count: CountRecord; readonly signer: StationKeyRecord | null }) | null
> {
  const [row] = await queries<(FoundRow & CountRecord & { signer: StationKeyRecord | null })[]>`
    select ${slotColumns(queries)}, ${clockJson(queries, key.election)} as clock,
      ${receiptJson(queries, hash)} as receipt, ${keyJson(queries, key.election, fingerprint)} as signer,
      ${countColumns(queries)}
    from result_counts c left join result_protocols p on ${isSlot(queries, key)}
    where c.election = ${key.election}`;
  return row === undefined ? null : { ...toFound(row), count: row, signer: row.signer };
}

function toFound(row: FoundRow | undefined): Found {
  if (row === undefined) return { slot: null, clock: null, receipt: null };
  const { clock, receipt, ...slot } = row;
  return { slot: slot.status === null ? null : toSlot(slot), clock, receipt };
}

/** The receipt of a package as a value within a query, or null. */
function receiptJson(queries: Queries, hash: Buffer) {
  return queries`(select json_build_object('hash', encode(k.hash, 'hex'), 'outcome', k.outcome,
      'fact', encode(k.fact_hash, 'hex'), 'errors', k.errors, 'warnings', k.warnings,
      'receivedAt', to_char(k.received_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
    from result_packages k where k.hash = ${hash})`;
}

/** A version that was judged: what is kept of it. */
export type NewPackage = {
  readonly hash: Buffer;
  readonly bytes: Buffer;
  readonly version: number;
  readonly origin: PackageOrigin['kind'];
  readonly key: string;
  readonly findings: readonly CheckFinding[];
  readonly errors: number;
  readonly warnings: number;
  readonly receivedBy: string | null;
  readonly proposalId: string | null;
  /** Null when it stands from now on. */
  readonly alarm: { readonly id: string; readonly kind: AlarmKind } | null;
};

/**
 * Keeps a package, moves its protocol, raises its alarm and appends its fact: one statement, so that a busy
 * door waits for the database once. Nothing happens when the protocol is not as it was when it was judged.
 * @returns false when somebody was faster.
 */
export async function insertArrival(
  queries: Queries,
  slot: Slot,
  { state, standing }: SlotChange,
  one: NewPackage,
  fact: NewFact,
  now: Date,
): Promise<boolean> {
  const { packageHash, warnings } = standing ?? slot;
  const [row] = await queries<{ moved: number }[]>`
    with slot as (
      select from result_protocols p where ${isSlot(queries, slot)} and p.revision = ${slot.revision}
      for update
    ), kept as (
      insert into result_packages (hash, election, contest, station, count, version, origin,
        key_fingerprint, bytes, findings, errors, warnings, received_at, received_by, proposal_id,
        outcome, fact_hash)
      select ${one.hash}::bytea, ${slot.election}, ${slot.contest}, ${slot.station}, ${slot.count},
        ${one.version}::integer, ${one.origin}, ${Buffer.from(one.key, 'hex')}::bytea,
        ${one.bytes}::bytea, ${JSON.stringify(one.findings)}::text::jsonb, ${one.errors}::smallint,
        ${one.warnings}::smallint, ${now}::timestamptz, ${one.receivedBy}::uuid,
        ${one.proposalId}::uuid, ${one.alarm === null ? 'received' : 'alarm-raised'},
        ${fact.hash}::bytea
      from slot returning hash
    ), moved as (
      update result_protocols p set status = ${state.status}, version = ${state.version},
        latest = ${state.latest}, errors = ${state.errors}, alarms = ${state.alarms},
        warnings = ${warnings}, package_hash = ${packageHash}, revision = p.revision + 1,
        changed_at = ${now}
      from kept where ${isSlot(queries, slot)} returning p.revision
    ), alarm as (
      insert into result_alarms (id, election, contest, station, count, kind, package_hash, raised_at)
      select ${one.alarm?.id ?? null}::uuid, ${slot.election}, ${slot.contest}, ${slot.station},
        ${slot.count}, ${one.alarm?.kind ?? null}, hash, ${now}::timestamptz
      from kept where ${one.alarm !== null}
    ), change as (
      insert into result_changes (election, station, contest, count)
      select ${slot.election}, ${slot.station}, ${slot.contest}, ${slot.count}
      from kept where ${changesTotals(slot, state)}
    ), fact as (${factInsert(queries, fact, 'kept')})
    select count(*)::integer as moved from moved`;
  return row?.moved === 1;
}

/** Hash of the fact that records the arrival of a package, both hexadecimal; null when no such package came. */
export async function factOfPackage(queries: Queries, hash: string): Promise<string | null> {
  const [row] = await queries<{ fact: string }[]>`
    select encode(fact_hash, 'hex') as fact from result_packages where hash = decode(${hash}, 'hex')`;
  return row?.fact ?? null;
}
