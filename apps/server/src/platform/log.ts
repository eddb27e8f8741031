import { type Logger, pino } from 'pino';
import type { Configuration } from './configuration.ts';

/**
 * The log of the machine's health. It holds no personal data: of a request the method, the route's
 * pattern (never the address that was asked for), status, time and request id; never bodies, names,
 * cookies or network addresses. Who did what stands in the evidence.
 */
export function createLog(configuration: Pick<Configuration, 'logLevel'>): Logger {
  return pino({
    level: configuration.logLevel,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    serializers: { err: describeError },
  });
}

/** A database error can quote the row that it is about; only its code and constraint are kept. */
function describeError(error: Error & { code?: string; constraint_name?: string }) {
  const fromDatabase = 'severity' in error;
  return {
    type: error.name,
    code: error.code,
    constraint: error.constraint_name,
    message: fromDatabase ? 'database error' : error.message,
    stack: fromDatabase ? error.stack?.replace(error.message, 'database error') : error.stack,
  };
}
