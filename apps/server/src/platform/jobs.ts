import { type LogFunctionFactory, Logger, parseCronItems, run } from 'graphile-worker';
import pg from 'pg';
import type { Queries } from './database.ts';
import type { Platform } from './platform.ts';

/** What a job does. `stop` is signalled when the server wants to end; work that takes long heeds it. */
export type JobTask = (payload: unknown, stop: AbortSignal) => Promise<void>;

/** A job was ended from outside, as everything is when the machine stops; nothing is wrong with it. */
export class JobInterrupted extends Error {
  override name = 'JobInterrupted';
}

/** When a task is started by the clock: `match` is a crontab pattern in UTC. */
export type Schedule = { readonly task: string; readonly match: string };

/** One job must not hold up another; more would take connections from people. */
const CONCURRENT_JOBS = 2;
/** The worker listens on one connection, takes jobs on others. */
const POOL_SIZE = CONCURRENT_JOBS + 2;
/** After this a stopping server tells running jobs to give up. */
const PATIENCE_AT_STOP_MS = 1000;
/** The next time comes soon enough. */
const SCHEDULED_ATTEMPTS = 3;
/** Jobs come by notification; polling is only for retries and what was missed. */
const POLL_INTERVAL_MS = 5000;

/**
 * Starts the worker for queued and scheduled jobs, on a pool of its own as the owner of the database
 * (`url`): the queue's schema is closed to the server's role.
 * A job that throws is logged and tried again, up to ten times, ever later.
 */
export async function startJobs(
  platform: Platform,
  url: string,
  tasks: Readonly<Record<string, JobTask>>,
  schedules: readonly Schedule[],
): Promise<{ stop: () => Promise<void> }> {
  const pool = openPool(platform, url);
  const runner = await run({
    pgPool: pool,
    concurrency: CONCURRENT_JOBS,
    pollInterval: POLL_INTERVAL_MS,
    gracefulShutdownAbortTimeout: PATIENCE_AT_STOP_MS,
    // The server has one way to stop, and calls stop() in it.
    noHandleSignals: true,
    logger: new Logger(logTo(platform.log)),
    taskList: Object.fromEntries(
      Object.entries(tasks).map(([name, task]) => [name, guarded(platform, name, task)]),
    ),
    parsedCronItems: parseCronItems(
      schedules.map(({ task, match }) => ({
        task,
        match,
        identifier: task,
        // A job that still waits is replaced, so that a schedule never piles up jobs.
        options: { jobKey: task, maxAttempts: SCHEDULED_ATTEMPTS },
      })),
    ),
  });
  return {
    stop: async () => {
      await runner.stop();
      await pool.end();
    },
  };
}

/** A connection that the database ends, at its restart for one, is replaced; it must not end this process. */
function openPool({ log }: Platform, url: string): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, max: POOL_SIZE });
  const note = (error: Error) => log.warn({ err: error }, 'a connection of the jobs was lost');
  pool.on('error', note);
  pool.on('connect', (client) => client.on('error', note));
  return pool;
}

/**
 * Asks for a job, in the caller's transaction: it exists when and only when the act does.
 * A job that still waits under the same key is replaced, so that asking twice makes one.
 */
export async function enqueue(
  queries: Queries,
  task: string,
  { key = task, runAt = null }: { readonly key?: string; readonly runAt?: Date | null } = {},
): Promise<void> {
  await queries`select add_job(${task}, '{}'::json, ${key}, ${runAt})`;
}

/**
 * The queue keeps and logs the message of what was thrown, and a database's message can quote a row;
 * so the server's own log has the error, and the queue a sentence.
 */
function guarded({ log }: Platform, name: string, task: JobTask) {
  return async (payload: unknown, { abortSignal }: { readonly abortSignal: AbortSignal }) => {
    try {
      await task(payload, abortSignal);
    } catch (error) {
      if (error instanceof JobInterrupted || abortSignal.aborted) {
        log.info({ err: error, task: name }, 'a job was interrupted and will be tried again');
      } else log.error({ err: error, task: name }, 'job failed');
      // oxlint-disable-next-line eslint/preserve-caught-error -- the cause is what must not be kept
      throw new Error(`${name} failed, see the log of the server`);
    }
  };
}

const LEVELS = { error: 'error', warning: 'warn', info: 'debug', debug: 'trace' } as const;

/** The worker's own messages. Its meta data holds payloads and connections and is left out. */
function logTo(log: Platform['log']): LogFunctionFactory {
  return ({ label, taskIdentifier }) =>
    (level, message) => {
      // What failed, and why, was told by `guarded`.
      const own = message.startsWith('Failed task') ? 'debug' : LEVELS[level];
      log[own]({ part: label ?? 'jobs', task: taskIdentifier }, message);
    };
}
