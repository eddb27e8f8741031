export * from './allocate-seats.ts';
export * from './check-protocol.ts';
export * from './form-roles.ts';
export * from './fraction-text.ts';
export * from './sanity.ts';
export { SEAT_REFUSALS, type SeatRefusal, type SeatRequest } from './seat-request.ts';
export type { Bases, SeatCandidate, SeatOption, SeatRegion } from './seat-request.ts';
export * from './tabulate.ts';
