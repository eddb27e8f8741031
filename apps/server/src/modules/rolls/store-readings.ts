import type { Queries } from '../../platform/database.ts';

/** Counts a reading of a station's roll in this hour, and gives the sum so far. */
export async function countReadings(
  queries: Queries,
  personId: string,
  hour: Date,
): Promise<{ readonly readings: number; readonly alarmedAt: Date | null }> {
  const [row] = await queries<{ readings: number; alarmedAt: Date | null }[]>`
    insert into roll_reading_counts as c (person_id, hour, readings) values (${personId}, ${hour}, 1)
    on conflict (person_id, hour) do update set readings = c.readings + 1
    returning readings, alarmed_at as "alarmedAt"`;
  return row ?? { readings: 0, alarmedAt: null };
}

export async function markReadingAlarm(
  queries: Queries,
  personId: string,
  hour: Date,
  now: Date,
): Promise<void> {
  await queries`
    update roll_reading_counts set alarmed_at = ${now} where person_id = ${personId} and hour = ${hour}`;
}
