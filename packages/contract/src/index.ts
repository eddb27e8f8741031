import * as access from './access.ts';
import * as approvals from './approvals.ts';
import * as commissions from './commissions.ts';
import * as displayList from './display-list.ts';
import * as duplicateQuality from './duplicate-quality.ts';
import * as duplicates from './duplicates.ts';
import * as elections from './elections.ts';
import * as evidence from './evidence.ts';
import * as geography from './geography.ts';
import * as ownRecord from './own-record.ts';
import * as polling from './polling.ts';
import * as precinctAssignment from './precinct-assignment.ts';
import * as record from './record.ts';
import * as resultProtocols from './result-protocols.ts';
import * as results from './results.ts';
import * as rolls from './rolls.ts';
import * as stationDesks from './station-desks.ts';
import * as stationKeys from './station-keys.ts';
import * as voterLookup from './voter-lookup.ts';
import * as voterFeed from './voter-feed.ts';
import * as voterRequestActs from './voter-request-acts.ts';
import * as voterRequests from './voter-requests.ts';
import * as voters from './voters.ts';
import * as votingAbroad from './voting-abroad.ts';
import type { AnyOperation } from './operation.ts';

export * from './access.ts';
export * from './approvals.ts';
export * from './commissions.ts';
export * from './display-list.ts';
export * from './duplicate-quality.ts';
export * from './duplicates.ts';
export * from './elections.ts';
export * from './evidence.ts';
export * from './geography.ts';
export * from './operation.ts';
export * from './own-record.ts';
export * from './polling.ts';
export * from './precinct-assignment.ts';
export * from './published.ts';
export * from './published-addresses.ts';
export * from './published-results.ts';
export * from './record.ts';
export * from './refusals.ts';
export * from './result-protocols.ts';
export * from './results.ts';
export * from './published-rolls.ts';
export * from './rolls.ts';
export * from './station-desks.ts';
export * from './station-keys.ts';
export * from './voter-lookup.ts';
export * from './voter-feed.ts';
export * from './voter-request-acts.ts';
export * from './voter-requests.ts';
export * from './voters.ts';
export * from './voting-abroad.ts';
export { Cursor, PAGE_SIZE, type PersonId, Uuid } from './schemas.ts';

const MODULES: readonly Readonly<Record<string, unknown>>[] = [
  access,
  approvals,
  geography,
  commissions,
  elections,
  polling,
  stationKeys,
  resultProtocols,
  results,
  evidence,
  record,
  precinctAssignment,
  voterFeed,
  voters,
  ownRecord,
  displayList,
  stationDesks,
  duplicateQuality,
  duplicates,
  voterRequests,
  voterRequestActs,
  votingAbroad,
  rolls,
  voterLookup,
];

/** Every operation of the system, in the order of the modules. */
export const OPERATIONS: readonly AnyOperation[] = MODULES.flatMap((module) =>
  Object.values(module).filter(isOperation),
);

function isOperation(value: unknown): value is AnyOperation {
  return typeof value === 'object' && value !== null && 'method' in value && 'path' in value;
}
