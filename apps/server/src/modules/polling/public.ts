/** What other modules may know of polling: turnout as it stands, for publication. */
export { loadTurnout, type StationTurnout, type Turnout, turnoutFigures } from './turnout.ts';
export { takeTurnoutChanges, turnoutWaits } from './store.ts';
