import type { Actor } from '../../platform/actor.ts';
import type { Queries } from '../../platform/database.ts';
import { findDesk } from '../voter-requests/public.ts';

/** A member of a precinct commission has the list of the own desk's station, and of no other in the territory. */
export async function barredAt(
  queries: Queries,
  actor: Actor,
  station: string,
): Promise<'no-desk' | 'not-found' | null> {
  if (actor.actingAs.role !== 'precinct-member') return null;
  const desk = await findDesk(queries, actor.personId);
  if (desk === null) return 'no-desk';
  return desk.station === station ? null : 'not-found';
}
