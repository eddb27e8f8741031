import { ok, refused } from '@ovoz/basics';
import { EARLIEST_YEAR, type ElectionClock, LATEST_YEAR } from '@ovoz/election-model';
import type { Actor } from '../../platform/actor.ts';
import { type Database, inTransaction } from '../../platform/database.ts';
import { recordFact } from '../../platform/evidence.ts';
import { enqueue } from '../../platform/jobs.ts';
import { legalTime } from './calendar.ts';
import { clockMoved } from './events.ts';
import { findStoredElection, updateClock } from './store.ts';
import { factAbout, type Outcome } from './version-lock.ts';

type Moved = { clock: ElectionClock; legalTime: string };

/** Sets the clock of a training or drill election. */
export async function moveClock(
  database: Database,
  isDemo: boolean,
  actor: Actor,
  now: Date,
  move: {
    readonly code: string;
    readonly shows: string;
    readonly speed: number;
    readonly reason: string;
  },
): Outcome<Moved> {
  return inTransaction(database, async (transaction): Outcome<Moved> => {
    const election = await findStoredElection(transaction, move.code, true);
    if (election === null) return refused('not-found');
    if (election.clock === null) return refused('clock-is-real');
    if (!isInstant(move.shows)) return refused('date-impossible');
    const before = legalTime(election.clock, now);
    if (!isDemo && Date.parse(move.shows) < before.getTime()) return refused('clock-backwards');
    const clock = { setAt: now.toISOString(), shows: move.shows, speed: move.speed };
    await updateClock(transaction, move.code, clock);
    await recordFact(transaction, clockMoved, factAbout(election, actor, now), {
      before: before.toISOString(),
      shows: clock.shows,
      speed: clock.speed,
      reason: move.reason,
      person: actor.personId,
    });
    await enqueue(transaction, 'publish');
    return ok({ clock, legalTime: clock.shows });
  });
}

/** The pattern of the contract lets 31 February through, and years in which no law holds. */
function isInstant(text: string): boolean {
  const time = new Date(text);
  if (Number.isNaN(time.getTime()) || time.toISOString() !== text) return false;
  return time.getUTCFullYear() >= EARLIEST_YEAR && time.getUTCFullYear() <= LATEST_YEAR;
}
