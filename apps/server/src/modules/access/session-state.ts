import type { SessionState } from '@ovoz/contract';
import type { SignedIn } from '../../platform/actor.ts';
import type { Platform } from '../../platform/platform.ts';
import { SESSION_IDLE_MS } from '../../platform/sessions.ts';
import { listGrants } from './store-grants.ts';

/** How many proposals a person may decide; the approvals module knows. */
export type CountWaiting = (signedIn: SignedIn, now: Date) => Promise<number>;

/** What the administration shows of the own session. */
export async function describeSession(
  platform: Platform,
  countWaiting: CountWaiting,
  signedIn: SignedIn,
  now: Date,
): Promise<SessionState> {
  const [grants, waiting] = await Promise.all([
    listGrants(platform.database, signedIn.personId, now),
    countWaiting(signedIn, now),
  ]);
  return {
    person: { id: signedIn.personId, name: signedIn.personName, username: signedIn.username },
    level: signedIn.level,
    grants: grants.filter(({ active }) => active),
    expiresAt: signedIn.expiresAt,
    idleExpiresAt: new Date(now.getTime() + SESSION_IDLE_MS).toISOString(),
    waiting,
    demo: platform.installation.kind === 'demo',
  };
}
