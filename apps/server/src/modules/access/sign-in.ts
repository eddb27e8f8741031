import { randomUUID } from 'node:crypto';
import { ok, type Result, refused } from '@ovoz/basics';
import type { TerritoryPath } from '@ovoz/election-model';
import type { Database } from '../../platform/database.ts';
import { type FactContext, recordFact } from '../../platform/evidence.ts';
import type { ServerKeys } from '../../platform/server-keys.ts';
import { signedIn, signInFailed } from './events.ts';
import { stepOf } from './one-time-codes.ts';
import { unlessCrowded, verifyPassword } from './passwords.ts';
import {
  addFailure,
  clearFailures,
  countFailures,
  findCredentials,
  useCode,
} from './store-sign-in.ts';

/**
 * Guessing is slowed by account and device (OWASP: device cookies). Attempts from devices that never
 * signed in to the account share one counter; a device that has, has its own. So whoever hammers an
 * account from outside delays strangers, not its owner.
 */
const MAX_FAILURES = 8;
const FAILURE_WINDOW_MS = 15 * 60 * 1000;

export type SignInAttempt = {
  readonly username: string;
  readonly password: string;
  readonly code: string;
  /** Value of the device cookie, if there is one. */
  readonly deviceMark: string | null;
};

/**
 * Checks name, password and one-time code. All wrong combinations are refused alike, and take alike long.
 * @returns the person and a device mark to be kept by the browser.
 */
export async function checkSignIn(
  database: Database,
  keys: ServerKeys,
  attempt: SignInAttempt,
  now: Date,
): Promise<
  Result<
    { personId: string; deviceMark: string },
    'wrong-credentials' | 'sign-in-delayed' | 'unavailable'
  >
> {
  const device = knownDevice(keys, attempt);
  const bucket = keys.mark(`failures:${attempt.username}:${device ?? 'unknown'}`);
  const since = new Date(now.getTime() - FAILURE_WINDOW_MS);
  const isDelayed = async () => (await countFailures(database, bucket, since)) >= MAX_FAILURES;
  if (await isDelayed()) return refused('sign-in-delayed');
  const credentials = await findCredentials(database, attempt.username);
  const passwordFits = await unlessCrowded(
    verifyPassword(attempt.password, credentials?.passwordHash ?? null),
  );
  if (passwordFits === null) return refused('unavailable');
  // Many guesses can come at once: passwords are derived one after the other, so that all but the first
  // find the failures of those before them.
  if (await isDelayed()) return refused('sign-in-delayed');
  const person = credentials?.status === 'active' ? credentials : null;
  const codeFits =
    person !== null &&
    passwordFits &&
    (await codeIsFresh(database, keys, person, attempt.code, now));
  if (person === null || !codeFits) {
    const failures = await addFailure(database, bucket, now, since);
    if (credentials !== null) {
      await recordFact(database, signInFailed, aboutSignIn(now, credentials.homeTerritory), {
        person: credentials.personId,
        knownDevice: device !== null,
        delayed: failures >= MAX_FAILURES,
      });
    }
    return refused('wrong-credentials');
  }
  await clearFailures(database, bucket);
  await recordFact(database, signedIn, aboutSignIn(now, person.homeTerritory), {
    person: person.personId,
    level: 'password-and-code',
  });
  return ok({ personId: person.personId, deviceMark: markDevice(keys, attempt.username, device) });
}

/** A sign-in lies where the person is at home: so that the auditor of that place reads it. */
export function aboutSignIn(now: Date, homeTerritory: TerritoryPath): FactContext {
  return {
    now,
    actor: null,
    election: null,
    territoryPath: homeTerritory,
    subject: 'sign-in',
  };
}

async function codeIsFresh(
  database: Database,
  keys: ServerKeys,
  person: { readonly personId: string; readonly totpSecret: Buffer },
  code: string,
  now: Date,
): Promise<boolean> {
  const step = stepOf(keys.unseal(person.totpSecret, person.personId), code, now);
  return step !== null && useCode(database, person.personId, step);
}

/** Id of the device when its mark was made by this server for this account. */
export function knownDevice(
  keys: ServerKeys,
  { username, deviceMark }: Pick<SignInAttempt, 'username' | 'deviceMark'>,
): string | null {
  const [id, mark] = deviceMark?.split('.') ?? [];
  if (id === undefined || mark === undefined) return null;
  return keys.mark(`device:${username}:${id}`).toString('base64url') === mark ? id : null;
}

function markDevice(keys: ServerKeys, username: string, known: string | null): string {
  const id = known ?? randomUUID();
  return `${id}.${keys.mark(`device:${username}:${id}`).toString('base64url')}`;
}
