/** What other modules may know of protocols: what an open count rests on, and what stands. */
export { type CountContext, countContext, type Paper, paperOf } from './context.ts';
export {
  openAlarms,
  type ProtocolSlot,
  type StandingProtocol,
  standingProtocols,
  standingRevision,
} from './store-standing.ts';
