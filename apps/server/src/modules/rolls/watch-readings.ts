import { ok, type Result, refused } from '@ovoz/basics';
import type { Actor } from '../../platform/actor.ts';
import { type Database, inTransaction } from '../../platform/database.ts';
import { recordFact } from '../../platform/evidence.ts';
import { readingAlarm } from './events.ts';
import { countReadings, markReadingAlarm } from './store-readings.ts';

/** Rolls of stations that one person takes in an hour. A commission needs its own; a person who goes on is collecting. */
export const ALARM_PER_HOUR = 12;
/** From here on the answer is no: the rolls of a territory are printed by two people. */
export const MOST_PER_HOUR = 40;
const HOUR_MS = 3_600_000;

/** Counts a roll that somebody takes alone, before it is handed out. Beyond the ordinary an alarm is public. */
export async function watchReadings(
  database: Database,
  actor: Actor,
  now: Date,
  election: string,
): Promise<Result<null, 'too-many-requests'>> {
  const { personId } = actor;
  const hour = new Date(Math.floor(now.getTime() / HOUR_MS) * HOUR_MS);
  return inTransaction(
    database,
    async (transaction): Promise<Result<null, 'too-many-requests'>> => {
      const { readings, alarmedAt } = await countReadings(transaction, personId, hour);
      if (readings > MOST_PER_HOUR) return refused('too-many-requests');
      if (readings < ALARM_PER_HOUR || alarmedAt !== null) return ok(null);
      await markReadingAlarm(transaction, personId, hour, now);
      const { territoryPath } = actor.actingAs;
      await recordFact(
        transaction,
        readingAlarm,
        { now, actor: actor.actingAs, election, territoryPath, subject: `${election}/roll` },
        { readings, person: personId },
      );
      return ok(null);
    },
  );
}
