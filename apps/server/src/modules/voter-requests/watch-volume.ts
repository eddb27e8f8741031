import { ok, type Result, refused } from '@ovoz/basics';
import type { Actor } from '../../platform/actor.ts';
import type { Transaction } from '../../platform/database.ts';
import { recordFact } from '../../platform/evidence.ts';
import { volumeAlarm } from './events.ts';
import { countViews, markAlarmed } from './store-views.ts';

/**
 * Looked up in one hour by one person. A clerk who serves a voter every two minutes stays far below; a person who
 * collects the list does not.
 */
export const ALARM_PER_HOUR = 120;
/** From here on the answer is no: the list cannot be read out one by one. */
export const MOST_PER_HOUR = 600;
const HOUR_MS = 3_600_000;

/** Counts a search or a record that is opened. Beyond the ordinary an alarm is recorded, once an hour. */
export async function watchVolume(
  transaction: Transaction,
  actor: Actor,
  now: Date,
  more: { readonly searches: number; readonly opened: number },
): Promise<Result<{ readonly isAlarm: boolean }, 'too-many-requests'>> {
  const hour = new Date(Math.floor(now.getTime() / HOUR_MS) * HOUR_MS);
  const { territoryPath } = actor.actingAs;
  const by = { personId: actor.personId, territoryPath };
  const { searches, opened, alarmedAt } = await countViews(transaction, by, hour, more);
  const most = Math.max(searches, opened);
  if (most > MOST_PER_HOUR) return refused('too-many-requests');
  if (most < ALARM_PER_HOUR || alarmedAt !== null) return ok({ isAlarm: false });
  await markAlarmed(transaction, actor.personId, hour, now);
  await recordFact(
    transaction,
    volumeAlarm,
    {
      now,
      actor: actor.actingAs,
      election: null,
      territoryPath,
      subject: 'voters',
    },
    { searches, opened, person: actor.personId },
  );
  return ok({ isAlarm: true });
}
