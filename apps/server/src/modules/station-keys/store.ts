import type { StationKey } from '@ovoz/contract';
import type { TerritoryPath } from '@ovoz/election-model';
import type { Queries } from '../../platform/database.ts';
import { insideAny } from '../../platform/scope.ts';

/** A key that a device asked for. */
export type KeyRequest = {
  readonly fingerprint: Buffer;
  readonly election: string;
  readonly station: string;
  readonly territoryPath: TerritoryPath;
  readonly publicKey: Buffer;
};

/** A station has a device and one in reserve; more requests than this are mischief or a mistake. */
const MAX_REQUESTS_PER_STATION = 10;

/**
 * Keeps a request. A device that asks again, or for another station, has the older one replaced.
 * @returns false when too many wait at the station.
 */
export async function insertRequest(
  queries: Queries,
  request: KeyRequest,
  now: Date,
): Promise<boolean> {
  const { fingerprint, election, station, territoryPath, publicKey } = request;
  await queries`
    delete from station_key_requests
    where fingerprint = ${fingerprint} and (election <> ${election} or station <> ${station})`;
  const rows = await queries`
    with waiting as (
      select fingerprint from station_key_requests where election = ${election} and station = ${station}
    ), made as (
      insert into station_key_requests (fingerprint, election, station, territory_path, public_key, requested_at)
      select ${fingerprint}, ${election}, ${station}, ${territoryPath}, ${publicKey}, ${now}
      where (select count(*) from waiting) < ${MAX_REQUESTS_PER_STATION}
      on conflict do nothing returning fingerprint
    )
    select from made union all select from waiting where fingerprint = ${fingerprint}`;
  return rows.length > 0;
}

/** Marks which requests wait in a proposal; null: in none any more. */
export async function markProposed(
  queries: Queries,
  fingerprints: readonly string[],
  proposalId: string | null,
): Promise<void> {
  await queries`
    update station_key_requests set proposal_id = ${proposalId}
    where fingerprint in (${bytesOf(queries, fingerprints)})`;
}

export type NewKey = KeyRequest & {
  readonly validFrom: string;
  readonly validUntil: string;
  readonly proposalId: string;
  readonly proposedBy: string;
  readonly approvedBy: string;
};

/**
 * Keeps certified keys, and takes their requests away.
 * @returns false when one of them is certified already: nothing may be kept then.
 */
export async function insertKeys(
  queries: Queries,
  keys: readonly NewKey[],
  now: Date,
): Promise<boolean> {
  const rows = keys.map((key) => ({
    fingerprint: key.fingerprint,
    election: key.election,
    station: key.station,
    territory_path: key.territoryPath,
    public_key: key.publicKey,
    valid_from: key.validFrom,
    valid_until: key.validUntil,
    proposal_id: key.proposalId,
    proposed_by: key.proposedBy,
    approved_by: key.approvedBy,
    certified_at: now,
  }));
  const kept = await queries`
    insert into station_keys ${queries(rows)} on conflict do nothing returning fingerprint`;
  await queries`
    delete from station_key_requests q using station_keys k
    where q.fingerprint = k.fingerprint and k.proposal_id = ${keys[0]?.proposalId ?? null}`;
  return kept.length === keys.length;
}

/** Those of the keys that are or were certified, for whatever election. */
export async function certifiedAmong(
  queries: Queries,
  fingerprints: readonly string[],
): Promise<readonly string[]> {
  const rows = await queries<{ fingerprint: string }[]>`
    select encode(fingerprint, 'hex') as fingerprint from station_keys
    where fingerprint in (${bytesOf(queries, fingerprints)})`;
  return rows.map(({ fingerprint }) => fingerprint);
}

function bytesOf(queries: Queries, fingerprints: readonly string[]) {
  return queries`select decode(one, 'hex') from unnest(${[...fingerprints]}::text[]) as given (one)`;
}

export type CertifiedKey = {
  readonly station: string;
  readonly territoryPath: TerritoryPath;
  readonly validFrom: Date;
  readonly validUntil: Date;
  readonly revokedAt: Date | null;
};

export async function findKey(
  queries: Queries,
  election: string,
  fingerprint: string,
  { lock = false }: { readonly lock?: boolean } = {},
): Promise<CertifiedKey | null> {
  const [row] = await queries<CertifiedKey[]>`
    select station, territory_path as "territoryPath", valid_from as "validFrom",
      valid_until as "validUntil", revoked_at as "revokedAt"
    from station_keys
    where election = ${election} and fingerprint = ${Buffer.from(fingerprint, 'hex')}
    ${lock ? queries`for update` : queries``}`;
  return row ?? null;
}

export async function isRequested(
  queries: Queries,
  election: string,
  fingerprint: string,
): Promise<boolean> {
  const rows = await queries`
    select from station_key_requests
    where election = ${election} and fingerprint = ${Buffer.from(fingerprint, 'hex')}`;
  return rows.length === 1;
}

export async function markRevoked(
  queries: Queries,
  fingerprint: string,
  reason: string,
  by: string,
  now: Date,
): Promise<void> {
  await queries`
    update station_keys set revoked_at = ${now}, revoked_by = ${by}, revoke_reason = ${reason}
    where fingerprint = ${Buffer.from(fingerprint, 'hex')}`;
}

/** A key as lists show it; people by their ids. */
export type ListedKey = Omit<
  StationKey,
  'requestedAt' | 'validFrom' | 'validUntil' | 'revokedAt' | 'certifiedBy' | 'publicKey'
> & {
  readonly publicKey: Buffer;
  readonly requestedAt: Date | null;
  readonly validFrom: Date | null;
  readonly validUntil: Date | null;
  readonly revokedAt: Date | null;
  readonly certifiedBy: readonly string[];
  /** Place in the list: requests first, then by station. */
  readonly place: string;
};

export type KeyFilter = {
  readonly election: string;
  readonly inside: readonly TerritoryPath[];
  /** Beginning of the number of the station. */
  readonly station: string;
};

/** Requests, then certified, then revoked keys, each by station, from a place on. */
export async function listKeys(
  queries: Queries,
  filter: KeyFilter,
  after: string,
  limit: number,
): Promise<readonly ListedKey[]> {
  return queries<ListedKey[]>`
    select * from (${keysIn(queries, filter)}) as keys
    where place > ${after} collate "C" order by place collate "C" limit ${limit}`;
}

/** How many keys of the territories are certified and in force, and how many are asked for. */
export async function countKeys(
  queries: Queries,
  filter: KeyFilter,
): Promise<{ readonly certified: number; readonly requested: number }> {
  const [row] = await queries<{ certified: number; requested: number }[]>`
    select count(*) filter (where status = 'certified')::integer as certified,
      count(*) filter (where status in ('requested', 'proposed'))::integer as requested
    from (${keysIn(queries, filter)}) as keys`;
  return row ?? { certified: 0, requested: 0 };
}

function keysIn(queries: Queries, { election, inside, station }: KeyFilter) {
  const fits = queries`election = ${election} and starts_with(station, ${station})
    and (${insideAny(queries, 'territory_path', inside)})`;
  return queries`
    select encode(fingerprint, 'hex') as fingerprint, station, public_key as "publicKey",
      case when proposal_id is null then 'requested' else 'proposed' end as status,
      requested_at as "requestedAt", null::timestamptz as "validFrom", null::timestamptz as "validUntil",
      '{}'::uuid[] as "certifiedBy", null::timestamptz as "revokedAt", null as "revokeReason",
      '0:' || station || ':' || encode(fingerprint, 'hex') as place
    from station_key_requests where ${fits}
    union all
    select encode(fingerprint, 'hex'), station, public_key,
      case when revoked_at is null then 'certified' else 'revoked' end,
      null, valid_from, valid_until, array[proposed_by, approved_by], revoked_at, revoke_reason,
      case when revoked_at is null then '1:' else '2:' end || station || ':' || encode(fingerprint, 'hex')
    from station_keys where ${fits}`;
}
