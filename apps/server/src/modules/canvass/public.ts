/** What other modules may know of the canvass: what of it is open when a result is to be certified. */
import type { OpenCanvass } from './open-canvass.ts';
import { type CanvassState, canvassStates } from './states.ts';
import type { CanvassVersion } from './store.ts';

export { type OpenCanvass, openCanvass } from './open-canvass.ts';
export { type CanvassVersion, lastVersions as lastCanvassVersions } from './store.ts';
export type { CanvassState };
export { openObjections } from './store-objections.ts';

/** Where every area of the canvass stands by its last versions, lower ones first. */
export function canvassStanding(
  { plan, tabulation }: Pick<OpenCanvass, 'plan' | 'tabulation'>,
  versions: readonly CanvassVersion[],
): readonly CanvassState[] {
  return [...canvassStates(tabulation, plan.values(), versions).values()];
}
