/** What other modules may know of polling: turnout as it stands, for publication. */
export {
  loadTurnout,
  type StationTurnout,
  type Turnout,
  turnoutFigures,
  turnoutHoursReached,
} from './turnout.ts';
export { electionsWithTurnout, takeTurnoutChanges, waitingTurnout } from './store.ts';
