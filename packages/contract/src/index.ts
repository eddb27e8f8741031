import * as access from './access.ts';
import * as approvals from './approvals.ts';
import * as commissions from './commissions.ts';
import * as elections from './elections.ts';
import * as evidence from './evidence.ts';
import * as geography from './geography.ts';
import type { AnyOperation } from './operation.ts';

export * from './access.ts';
export * from './approvals.ts';
export * from './commissions.ts';
export * from './elections.ts';
export * from './evidence.ts';
export * from './geography.ts';
export * from './operation.ts';
export * from './published.ts';
export * from './refusals.ts';
export { Cursor, PAGE_SIZE, type PersonId, Uuid } from './schemas.ts';

/** Every operation of the system, in the order of the modules. */
export const OPERATIONS: readonly AnyOperation[] = [
  access,
  approvals,
  geography,
  commissions,
  elections,
  evidence,
].flatMap((module) => Object.values(module).filter(isOperation));

function isOperation(value: unknown): value is AnyOperation {
  return typeof value === 'object' && value !== null && 'method' in value && 'path' in value;
}
