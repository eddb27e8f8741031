import type { Queries } from '../../platform/database.ts';

/**
 * The roll of an election, from the moment two people approved its freeze: `selectedAt` is when it was decided who is on
 * it. Null while there is none.
 */
export async function findRollOf(
  queries: Queries,
  election: string,
): Promise<{ readonly selectedAt: Date | null } | null> {
  const [row] = await queries<{ selectedAt: Date | null }[]>`
    select selected_at as "selectedAt" from rolls where election = ${election}`;
  return row ?? null;
}
