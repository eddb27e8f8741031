import type { TerritoryPath } from '@ovoz/election-model';
import type { Queries } from '../../platform/database.ts';

export type Credentials = {
  readonly personId: string;
  readonly homeTerritory: TerritoryPath;
  readonly status: 'invited' | 'active' | 'suspended';
  readonly passwordHash: string;
  readonly totpSecret: Buffer;
};

export async function findCredentials(
  queries: Queries,
  username: string,
): Promise<Credentials | null> {
  const [row] = await queries<Credentials[]>`
    select p.id as "personId", p.home_territory as "homeTerritory", p.status, c.password_hash as "passwordHash", c.totp_secret as "totpSecret"
    from people p join credentials c on c.person_id = p.id where p.username = ${username}`;
  return row ?? null;
}

/** Uses up the code of a time step. False when it, or a later one, was used before. */
export async function useCode(queries: Queries, personId: string, step: number): Promise<boolean> {
  const { count } = await queries`
    update credentials set totp_last_step = ${step}
    where person_id = ${personId} and totp_last_step < ${step}`;
  return count === 1;
}

export async function saveCredentials(
  queries: Queries,
  credentials: {
    readonly personId: string;
    readonly passwordHash: string;
    readonly totpSecret: Buffer;
    readonly step: number;
    readonly setAt: Date;
  },
): Promise<void> {
  await queries`
    insert into credentials (person_id, password_hash, totp_secret, totp_last_step, set_at)
    values (${credentials.personId}, ${credentials.passwordHash}, ${credentials.totpSecret},
      ${credentials.step}, ${credentials.setAt})
    on conflict (person_id) do update set password_hash = excluded.password_hash,
      totp_secret = excluded.totp_secret, totp_last_step = excluded.totp_last_step, set_at = excluded.set_at`;
}

export async function deleteCredentials(queries: Queries, personId: string): Promise<void> {
  await queries`delete from credentials where person_id = ${personId}`;
}

export async function countFailures(
  queries: Queries,
  bucket: Buffer,
  since: Date,
): Promise<number> {
  const [row] = await queries<{ failures: number }[]>`
    select failures from sign_in_failures where bucket = ${bucket} and last_at > ${since}`;
  return row?.failures ?? 0;
}

/** Adds a failure; a bucket that was quiet since `since` begins anew. */
export async function addFailure(
  queries: Queries,
  bucket: Buffer,
  now: Date,
  since: Date,
): Promise<number> {
  const [row] = await queries<{ failures: number }[]>`
    insert into sign_in_failures as f (bucket, failures, first_at, last_at)
    values (${bucket}, 1, ${now}, ${now})
    on conflict (bucket) do update set
      failures = case when f.last_at > ${since} then f.failures + 1 else 1 end,
      first_at = case when f.last_at > ${since} then f.first_at else ${now} end,
      last_at = ${now}
    returning failures`;
  return row?.failures ?? 1;
}

export async function clearFailures(queries: Queries, bucket: Buffer): Promise<void> {
  await queries`delete from sign_in_failures where bucket = ${bucket}`;
}

export type StoredInvitation = {
  readonly personId: string;
  readonly username: string;
  readonly name: string;
  readonly homeTerritory: TerritoryPath;
  readonly totpSecret: Buffer;
  readonly expiresAt: Date;
};

export async function insertInvitation(
  queries: Queries,
  invitation: {
    readonly tokenHash: Buffer;
    readonly personId: string;
    readonly totpSecret: Buffer;
    /** Who has the invitation now; null for founders. */
    readonly handedBy: string | null;
    readonly createdAt: Date;
    readonly expiresAt: Date;
  },
): Promise<void> {
  await queries`
    update invitations set used_at = ${invitation.createdAt}
    where person_id = ${invitation.personId} and used_at is null`;
  await queries`
    insert into invitations (token_hash, person_id, totp_secret, handed_by, created_at, expires_at)
    values (${invitation.tokenHash}, ${invitation.personId}, ${invitation.totpSecret},
      ${invitation.handedBy}, ${invitation.createdAt}, ${invitation.expiresAt})`;
}

/**
 * Whether neither of two people handed the other the sign-in that is in force. Who hands an invitation out
 * has held it, so that both accounts could be one person's.
 */
export async function areIndependent(queries: Queries, one: string, other: string) {
  const [row] = await queries<{ independent: boolean }[]>`
    select sign_in_handed_by(${one}) is distinct from ${other}::uuid
      and sign_in_handed_by(${other}) is distinct from ${one}::uuid as independent`;
  return row?.independent === true;
}

/** An invitation that can still be used; locked with its person, who could be suspended meanwhile. */
export async function findInvitation(
  queries: Queries,
  tokenHash: Buffer,
  now: Date,
  lock: boolean,
): Promise<StoredInvitation | null> {
  const [row] = await queries<StoredInvitation[]>`
    select i.person_id as "personId", p.username, p.name,
      p.home_territory as "homeTerritory", i.totp_secret as "totpSecret",
      i.expires_at as "expiresAt"
    from invitations i join people p on p.id = i.person_id
    where i.token_hash = ${tokenHash} and i.used_at is null and i.expires_at > ${now}
      and p.status <> 'suspended'
    ${lock ? queries`for update of i, p` : queries``}`;
  return row ?? null;
}

export async function useInvitation(queries: Queries, tokenHash: Buffer, now: Date): Promise<void> {
  await queries`update invitations set used_at = ${now} where token_hash = ${tokenHash}`;
}
