import { type Logger, type LoggerOptions, pino } from 'pino';
import type { Configuration } from './configuration.ts';

/**
 * The log of the machine's health. It holds no personal data: of a request the method, the route's
 * pattern (never the address that was asked for), status, time and request id; never bodies, names,
 * cookies or network addresses. Who did what stands in the evidence.
 */
export function createLog({
  logLevel,
  logJson,
}: Pick<Configuration, 'logLevel' | 'logJson'>): Logger {
  const options: LoggerOptions = {
    level: logLevel,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    serializers: { err: describeError },
  };
  return logJson ? pino(options) : pino(options, { write: writeForPeople });
}

/** At a terminal only what somebody should look at is shown, in a line. */
function writeForPeople(line: string): void {
  const { level, time, msg, err } = JSON.parse(line) as Record<string, unknown>;
  if (level !== 'warn' && level !== 'error') return;
  const detail =
    typeof err === 'object' && err !== null && 'stack' in err ? `\n${String(err.stack)}` : '';
  process.stderr.write(`  ${String(time).slice(11, 19)} ${level}: ${String(msg)}${detail}\n`);
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
