import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Logger } from 'pino';
import { siteFolder } from '../../../../platform/sites.ts';
import type { Published } from '../publish-round.ts';
import type { PdfAnswer, PdfRequest } from './pdf-process.ts';
import type { PdfJob, WrittenPdf } from './write-pdf.ts';

const PROGRAM = fileURLToPath(new URL('./pdf-process.ts', import.meta.url));
/** A document of an area that changes all the time is made at most this often. */
const AREA_INTERVAL_MS = 10_000;
/** With nothing to do the process ends and gives its memory back. */
const IDLE_MS = 30_000;
const TICK_MS = 500;
const MAX_HEAP_MB = 128;
const RESTART_MS = 5000;

export type PdfQueue = {
  readonly changed: (published: Published) => void;
  /** Documents that were written since this was asked last, by election. */
  readonly written: (election: string) => readonly WrittenPdf[];
  /** Documents that still wait. */
  readonly waiting: () => number;
};

type Job = PdfJob & { readonly key: string; readonly notBeforeMs: number };

/** Queues documents: areas first, stations when nothing else waits. What changes again in its turn is made once. */
export function startPdfQueue(
  settings: { readonly dataDirectory: string; readonly publicOrigin: string },
  log: Logger,
): PdfQueue {
  const areas = new Map<string, Job>();
  const stations = new Map<string, Job>();
  const madeAtMs = new Map<string, number>();
  const written = new Map<string, WrittenPdf[]>();
  let child: ChildProcess | null = null;
  let current: Job | null = null;
  let lastMs = Date.now();

  const next = (): void => {
    if (current !== null) return;
    const now = Date.now();
    const job = due(areas, now) ?? due(stations, now);
    if (job === null) {
      if (child !== null && areas.size + stations.size === 0 && now - lastMs > IDLE_MS) {
        child.disconnect();
        child = null;
      }
      return;
    }
    (areas.has(job.key) ? areas : stations).delete(job.key);
    current = job;
    lastMs = now;
    madeAtMs.set(job.key, now);
    child ??= start();
    const request: PdfRequest = { kind: 'job', job: { election: job.election, file: job.file } };
    child.send(request);
  };

  const start = (): ChildProcess => {
    const started = fork(PROGRAM, [], {
      execArgv: [`--max-old-space-size=${MAX_HEAP_MB}`],
      env: { NODE_ENV: 'production' },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    const request: PdfRequest = {
      kind: 'start',
      settings: {
        published: join(siteFolder(settings.dataDirectory), 'published'),
        origin: settings.publicOrigin,
      },
    };
    started.send(request);
    started.on('message', (answer: PdfAnswer) => {
      const { job, error } = answer;
      if (error === null) {
        const list = written.get(job.election) ?? [];
        written.set(job.election, [...list, ...answer.written]);
      } else log.error({ part: 'publication', file: job.file, error }, 'a document was not made');
      current = null;
      next();
    });
    started.once('error', (error) => log.error({ err: error }, 'no documents'));
    started.once('exit', () => {
      if (child !== started) return;
      child = null;
      if (current === null) return;
      log.warn({ part: 'publication', file: current.file }, 'the process of documents ended');
      const again = { ...current, notBeforeMs: Date.now() + RESTART_MS };
      stations.set(again.key, again);
      current = null;
    });
    return started;
  };

  setInterval(next, TICK_MS).unref();
  return {
    changed: (published) => {
      const { election } = published.results;
      const now = Date.now();
      for (const { file } of published.areas) {
        const key = `${election} ${file}`;
        const notBeforeMs = Math.max(now, (madeAtMs.get(key) ?? 0) + AREA_INTERVAL_MS);
        areas.set(key, { key, election, file, notBeforeMs });
      }
      for (const number of published.stations) {
        const file = `stations/${number}`;
        stations.set(`${election} ${file}`, {
          key: `${election} ${file}`,
          election,
          file,
          notBeforeMs: now,
        });
      }
      next();
    },
    written: (election) => {
      const list = written.get(election) ?? [];
      written.delete(election);
      return list;
    },
    waiting: () => areas.size + stations.size + (current === null ? 0 : 1),
  };
}

function due(jobs: ReadonlyMap<string, Job>, now: number): Job | null {
  for (const job of jobs.values()) if (job.notBeforeMs <= now) return job;
  return null;
}
