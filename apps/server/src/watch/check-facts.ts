import { type Alarm, alarm } from './alarm.ts';
import type { WatchedFact } from './facts.ts';

/** The sequencer takes seconds; what waits longer than this is kept from the log. */
const LONGEST_WAIT_MS = 60_000;

/**
 * Compares the facts of the database with the entries of the published log.
 * @param entries SHA-256 of each published entry, in the order of the log.
 */
export function checkFacts(
  facts: readonly WatchedFact[],
  entries: readonly string[],
  now: Date,
): readonly Alarm[] {
  const placed = new Map(
    facts.flatMap((fact) => (fact.index === null ? [] : [[fact.index, fact]])),
  );
  const alarms: Alarm[] = [];
  for (const [index, hash] of entries.entries()) {
    const fact = placed.get(index);
    if (fact === undefined) {
      alarms.push(
        alarm('fact-missing', `entry ${index}`, 'The log has it and the database has not.'),
      );
    } else if (fact.hash !== hash) {
      alarms.push(
        alarm('fact-altered', `entry ${index}`, 'The database has other bytes than the log.'),
      );
    }
  }
  const late = facts.filter(
    ({ index, recordedAt }) =>
      (index === null || index >= entries.length) &&
      now.getTime() - recordedAt.getTime() > LONGEST_WAIT_MS,
  );
  const [oldest] = late.toSorted((a, b) => a.recordedAt.getTime() - b.recordedAt.getTime());
  if (oldest === undefined) return alarms;
  const since = oldest.recordedAt.toISOString();
  const sentence = `${late.length} facts are not in the published log, the oldest since ${since}.`;
  return [...alarms, alarm('fact-waits', 'sequencer', sentence)];
}
