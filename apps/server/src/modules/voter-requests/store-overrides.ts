import type { Queries } from '../../platform/database.ts';

/** The station that a voter was moved to for an election, or null. */
export async function overrideInForce(
  queries: Queries,
  election: string,
  voterId: string,
): Promise<{ readonly station: string } | null> {
  const [row] = await queries<{ station: string }[]>`
    select station from station_overrides
    where election = ${election} and voter_id = ${voterId} and ended_at is null`;
  return row ?? null;
}
