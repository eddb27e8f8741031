import { ok, type Result, refused } from '@ovoz/basics';
import type { RefusalCode } from '@ovoz/contract';
import type { Actor } from '../../platform/actor.ts';
import { type Database, inTransaction } from '../../platform/database.ts';
import { recordFact } from '../../platform/evidence.ts';
import { findElection, isLevelEnough } from '../elections/public.ts';
import { keyRevoked } from './events.ts';
import { findKey, markRevoked } from './store.ts';

type Nothing = Record<string, never>;

/** Revokes a key at once: one person is enough to shut a door. */
export async function revokeKey(
  database: Database,
  actor: Actor,
  now: Date,
  {
    election: code,
    fingerprint,
    reason,
  }: {
    readonly election: string;
    readonly fingerprint: string;
    readonly reason: string;
  },
): Promise<Result<Nothing, RefusalCode>> {
  return inTransaction(database, async (transaction): Promise<Result<Nothing, RefusalCode>> => {
    const election = await findElection(transaction, code);
    const key = await findKey(transaction, code, fingerprint, { lock: true });
    if (election === null || key === null) return refused('not-found');
    if (!isLevelEnough(election.mode, actor)) return refused('sign-in-level-too-low');
    if (key.revokedAt !== null) return refused('key-revoked');
    await markRevoked(transaction, fingerprint, reason, actor.personId, now);
    const { station, territoryPath } = key;
    await recordFact(
      transaction,
      keyRevoked,
      {
        now,
        actor: actor.actingAs,
        election: code,
        territoryPath,
        subject: `${code}/station-keys/${station}`,
      },
      { station, key: fingerprint, reason, person: actor.personId },
    );
    return ok({});
  });
}
