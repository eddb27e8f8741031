import { randomBytes, randomUUID } from 'node:crypto';
import { ok, type Result, refused } from '@ovoz/basics';
import type { RefusalCode } from '@ovoz/contract';
import type { Actor } from '../../platform/actor.ts';
import {
  type Database,
  inTransaction,
  isUniqueViolation,
  type Transaction,
} from '../../platform/database.ts';
import { recordFact, sha256 } from '../../platform/evidence.ts';
import type { ServerKeys } from '../../platform/server-keys.ts';
import { invitationAccepted, personCreated, personSuspended } from './events.ts';
import { maySuspendAll } from './granting.ts';
import { newSecret, otpauthUri, stepOf } from './one-time-codes.ts';
import { hashPassword, isTooWeak, unlessCrowded } from './passwords.ts';
import { listStandingGrants } from './store-grants.ts';
import { findPerson, insertPerson, setStatus } from './store-people.ts';
import { endAllSessions } from './store-sessions.ts';
import {
  findInvitation,
  insertInvitation,
  saveCredentials,
  useInvitation,
} from './store-sign-in.ts';

/** Long enough to be handed over in person, short enough not to lie about. */
export const INVITATION_LIFETIME_MS = 3 * 24 * 60 * 60 * 1000;

export type NewPerson = {
  readonly username: string;
  readonly name: string;
  readonly homeTerritory: string;
};

/** Makes an account without any right, and an invitation that is shown once. */
export async function createPerson(
  database: Database,
  keys: ServerKeys,
  actor: Actor,
  now: Date,
  person: NewPerson,
): Promise<Result<{ id: string; invitation: string; expiresAt: Date }, 'username-taken'>> {
  try {
    return await inTransaction(database, async (transaction) => {
      const id = randomUUID();
      await insertPerson(transaction, {
        ...person,
        id,
        status: 'invited',
        createdAt: now,
        createdBy: actor.personId,
      });
      const invitation = await invite(transaction, keys, id, actor.personId, now);
      await recordFact(
        transaction,
        personCreated,
        { ...about(id, person.homeTerritory, now), actor: actor.actingAs },
        { person: id, by: actor.personId },
      );
      return ok({ id, ...invitation });
    });
  } catch (error) {
    if (isUniqueViolation(error, 'people_username_key')) return refused('username-taken');
    throw error;
  }
}

/** A new invitation in place of any older one, given to `handedBy`. The token is not kept, only its hash. */
export async function invite(
  transaction: Transaction,
  keys: ServerKeys,
  personId: string,
  handedBy: string | null,
  now: Date,
): Promise<{ invitation: string; expiresAt: Date }> {
  const invitation = randomBytes(32).toString('base64url');
  const expiresAt = new Date(now.getTime() + INVITATION_LIFETIME_MS);
  await insertInvitation(transaction, {
    tokenHash: sha256(invitation),
    personId,
    totpSecret: keys.seal(newSecret(), personId),
    handedBy,
    createdAt: now,
    expiresAt,
  });
  return { invitation, expiresAt };
}

/** Whom an invitation is for, and what to load into the authenticator. */
export async function openInvitation(
  database: Database,
  keys: ServerKeys,
  token: string,
  now: Date,
): Promise<
  Result<
    { name: string; username: string; otpauthUri: string; expiresAt: Date },
    'invitation-invalid'
  >
> {
  const invitation = await findInvitation(database, sha256(token), now, false);
  if (invitation === null) return refused('invitation-invalid');
  const { name, username, personId, totpSecret, expiresAt } = invitation;
  const uri = otpauthUri(keys.unseal(totpSecret, personId), username);
  return ok({ name, username, otpauthUri: uri, expiresAt });
}

export async function acceptInvitation(
  database: Database,
  keys: ServerKeys,
  given: { readonly token: string; readonly password: string; readonly code: string },
  now: Date,
): Promise<
  Result<
    { username: string },
    'invitation-invalid' | 'password-too-weak' | 'code-wrong' | 'unavailable'
  >
> {
  const tokenHash = sha256(given.token);
  // Hashing is dear: strangers without an invitation do not get it.
  if ((await findInvitation(database, tokenHash, now, false)) === null) {
    return refused('invitation-invalid');
  }
  const passwordHash = await unlessCrowded(hashPassword(given.password));
  if (passwordHash === null) return refused('unavailable');
  return inTransaction(database, async (transaction) => {
    const invitation = await findInvitation(transaction, tokenHash, now, true);
    if (invitation === null) return refused('invitation-invalid');
    const { personId, username, homeTerritory, totpSecret } = invitation;
    if (isTooWeak(given.password, username)) return refused('password-too-weak');
    const step = stepOf(keys.unseal(totpSecret, personId), given.code, now);
    if (step === null) return refused('code-wrong');
    await useInvitation(transaction, tokenHash, now);
    await saveCredentials(transaction, { personId, passwordHash, totpSecret, step, setAt: now });
    await setStatus(transaction, personId, 'active');
    await recordFact(transaction, invitationAccepted, about(personId, homeTerritory, now), {
      person: personId,
    });
    return ok({ username });
  });
}

/** Ends all sessions of a person at once and bars sign-in. */
export async function suspendPerson(
  database: Database,
  actor: Actor,
  now: Date,
  { id, reason }: { readonly id: string; readonly reason: string },
): Promise<Result<Record<string, never>, RefusalCode>> {
  if (id === actor.personId) return refused('own-grant');
  return inTransaction(database, async (transaction) => {
    const person = await findPerson(transaction, id, now);
    if (person === null) return refused('not-found');
    if (person.status === 'suspended') return refused('person-suspended');
    if (!maySuspendAll(actor, await listStandingGrants(transaction, id, now))) {
      return refused('wider-role-held');
    }
    await setStatus(transaction, id, 'suspended');
    await endAllSessions(transaction, id);
    await recordFact(
      transaction,
      personSuspended,
      { ...about(id, person.homeTerritory, now), actor: actor.actingAs },
      { person: id, by: actor.personId, reason },
    );
    return ok({});
  });
}

function about(id: string, territoryPath: string, now: Date) {
  return { now, actor: null, election: null, territoryPath, subject: `person/${id}` };
}
