/** What other modules may know of totals and seats: as they stand, from accepted protocols only. */
export { areasOf, type BallotTabulation, NATION, rightIn } from './ballots.ts';
export { currentTabulation } from './current.ts';
export { type ContestLot, regionCodes, type Seats, seatsOf } from './seats.ts';
export { insertLot, type RecordedLot, recordedLots } from './store.ts';
export {
  applyChanges,
  type ElectionTabulation,
  loadTabulation,
  slotKey,
  type TabulatedProtocol,
} from './tabulation.ts';
export { areaTotals, ballotsOf, ballotTotals, contestTotals } from './totals.ts';
