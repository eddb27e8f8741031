/** What other modules may know of the canvass: what of it is open when a result is to be certified. */
import type { Queries } from '../../platform/database.ts';
import type { OpenCanvass } from './open-canvass.ts';
import { type CanvassState, canvassStates } from './states.ts';
import { lastVersions } from './store.ts';

export { type OpenCanvass, openCanvass } from './open-canvass.ts';
export { openObjections } from './store-objections.ts';

/** Where every area of the canvass stands, lower ones first. */
export async function canvassStanding(
  queries: Queries,
  { plan, tabulation }: OpenCanvass,
): Promise<readonly CanvassState[]> {
  const versions = await lastVersions(queries, tabulation.context.election, null);
  return [...canvassStates(tabulation, plan.values(), versions).values()];
}
