export * from './allocate-seats.ts';
export * from './check-protocol.ts';
export * from './election-level.ts';
export * from './form-roles.ts';
export * from './fraction-text.ts';
export * from './sanity.ts';
export {
  type Bases,
  SEAT_REFUSALS,
  type SeatCandidate,
  type SeatOption,
  type SeatRefusal,
  type SeatRegion,
  type SeatRequest,
} from './seat-request.ts';
export * from './tabulate.ts';
export * from './vacancy.ts';
