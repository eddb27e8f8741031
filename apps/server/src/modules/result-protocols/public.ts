/** What other modules may know of protocols: what an open count rests on, and what stands. */
export { type CountContext, countContext, type Paper, paperOf } from './context.ts';
export { factOfPackage } from './store-packages.ts';
export {
  openAlarms,
  type ProtocolSlot,
  type StandingProtocol,
  standingProtocols,
  standingRevision,
} from './store-standing.ts';
export {
  changedProtocols,
  type DecisionRow,
  type ExplanationRow,
  type PackageRow,
  type ProtocolRow,
  readDecisions,
  readExplanations,
  readPackages,
  readProtocols,
  readScans,
  type ScanRow,
  takeChanges,
  type WaitingCount,
  waitingCounts,
} from './store-published.ts';
