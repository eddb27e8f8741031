import { setTimeout as wait } from 'node:timers/promises';
import type { Result } from '@ovoz/basics';
import postgres from 'postgres';

/** The pool. Reads outside of a transaction go straight through it. */
export type Database = postgres.Sql;
/** One open transaction. */
export type Transaction = postgres.TransactionSql;
/** Whatever can run a query. */
export type Queries = postgres.ISql;

/** Connections of one server process; PostgreSQL's default limit of 100 leaves room for several. */
const POOL_SIZE = 12;
const STATEMENT_TIMEOUT_MS = 30_000;
const IDLE_IN_TRANSACTION_TIMEOUT_MS = 30_000;
const MAX_ATTEMPTS = 5;

/**
 * Opens the pool as the role that may append evidence but not change it. The owner migrates, backs
 * up and restores: that takes as long as it takes.
 */
export function openDatabase(
  url: string,
  role: 'ovoz_server' | 'ovoz_auditor' | 'owner' = 'ovoz_server',
  connections = POOL_SIZE,
): Database {
  return postgres(url, {
    max: connections,
    connect_timeout: 10,
    idle_timeout: 60,
    onnotice: () => {},
    connection: {
      application_name: 'ovoz',
      TimeZone: 'UTC',
      ...(role === 'owner'
        ? {}
        : {
            role,
            statement_timeout: STATEMENT_TIMEOUT_MS,
            idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_TIMEOUT_MS,
          }),
    },
  });
}

/** Rolls a transaction back while carrying the refusal out of it. */
class RolledBack extends Error {
  readonly refusal: unknown;
  constructor(refusal: unknown) {
    super('rolled back by a refusal');
    this.refusal = refusal;
  }
}

/** The connection broke while COMMIT was under way: whether it happened is not known. */
export class OutcomeUnknown extends Error {
  override name = 'OutcomeUnknown';
}

/**
 * Runs `act` in one transaction. A refusal rolls back and is returned. Serialization failures,
 * deadlocks and connections that were lost before COMMIT are tried again, so `act` must do nothing
 * outside of the transaction.
 * @throws OutcomeUnknown when the connection was lost during COMMIT.
 */
export async function inTransaction<Value, Refusal>(
  database: Database,
  act: (transaction: Transaction) => Promise<Result<Value, Refusal>>,
): Promise<Result<Value, Refusal>> {
  for (let attempt = 1; ; attempt += 1) {
    let actDone = false;
    try {
      return await database.begin(async (transaction) => {
        const result = await act(transaction).catch(unlessLost);
        if (!result.ok) throw new RolledBack(result.refusal);
        actDone = true;
        return result;
      });
    } catch (error) {
      if (error instanceof RolledBack) return { ok: false, refusal: error.refusal as Refusal };
      if (actDone && isConnectionLoss(error)) throw new OutcomeUnknown('lost during commit');
      const again = isConflict(error) || isConnectionLoss(error);
      if (!again || attempt >= MAX_ATTEMPTS) throw error;
      await wait(10 * 2 ** attempt * (0.5 + Math.random()));
    }
  }
}

/**
 * The driver answers every error with ROLLBACK, and writing to a connection that is gone ends the process
 * (github.com/porsager/postgres, issue 1208). A promise that never settles keeps it from writing; the
 * transaction fails by the end of the connection, which idle_in_transaction_session_timeout brings at the latest.
 */
function unlessLost(error: unknown): Promise<never> {
  if (isConnectionLoss(error)) return new Promise(() => {});
  throw error;
}

/** 40001 serialization failure, 40P01 deadlock: PostgreSQL asks to try again. */
function isConflict(error: unknown): boolean {
  return ['40001', '40P01'].includes(codeOf(error));
}

/** The server went away: 57P01–57P03 shutdown and start-up, and what the driver says of sockets. */
export function isConnectionLoss(error: unknown): boolean {
  return [
    '57P01',
    '57P02',
    '57P03',
    '08006',
    'ECONNREFUSED',
    'ECONNRESET',
    'EPIPE',
    'CONNECTION_CLOSED',
    'CONNECTION_ENDED',
    'CONNECTION_DESTROYED',
    'CONNECT_TIMEOUT',
  ].includes(codeOf(error));
}

/** 53100: no space left for the database. */
export function isDiskFull(error: unknown): boolean {
  return ['53100', 'ENOSPC'].includes(codeOf(error));
}

export function isUniqueViolation(error: unknown, constraint: string): boolean {
  return (
    codeOf(error) === '23505' &&
    (error as { constraint_name?: string }).constraint_name === constraint
  );
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
