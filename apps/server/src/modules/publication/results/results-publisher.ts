import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Configuration } from '../../../platform/configuration.ts';
import { type Database, openDatabase } from '../../../platform/database.ts';
import { createLog } from '../../../platform/log.ts';
import { type LivePages, startLivePages } from './live-pages.ts';
import { type PdfQueue, startPdfQueue } from './protocol-pdf/pdf-queue.ts';
import { loadPublicationKey } from './publication-key.ts';
import { createResultsPublisher } from './publish-round.ts';

/** What the server tells the publisher when it starts it. */
export type PublisherSettings = Pick<
  Configuration,
  'dataDirectory' | 'logLevel' | 'logJson' | 'publicOrigin'
> & { readonly databaseUrl: string };

/** One step reads, one reads stations in parallel, one holds the lock. */
const CONNECTIONS = 4;
/** One publisher at a time, among all servers of a database. Any fixed number does. */
const RESULTS_LOCK = 4_040_004;
const LOCK_RETRY_MS = 2000;
/** Half a second at most passes between an acceptance and the look that finds it. */
const POLL_MS = 300;
/** A server that stops waits for this a little longer, and then kills. */
const FINISH_LIMIT_MS = 9000;

/**
 * The publisher of results, a process of its own: compression, documents and pages never hold up a call.
 * It ends with the server that started it, however that ends, and names in the manifest what it wrote last.
 */
const ending = new AbortController();
process.once('disconnect', () => {
  ending.abort();
  setTimeout(() => process.exit(0), FINISH_LIMIT_MS);
});
process.once('message', (settings: PublisherSettings) => {
  const log = createLog(settings);
  publish(settings, log).catch((error: unknown) => {
    // The server starts another one, which reads everything anew.
    log.error({ err: error, part: 'publication' }, 'the publisher of results failed');
    process.exit(1);
  });
});

async function publish(settings: PublisherSettings, log: Logger): Promise<void> {
  const { dataDirectory, databaseUrl } = settings;
  const database = openDatabase(databaseUrl, 'ovoz_server', CONNECTIONS);
  const stillHeld = await holdLock(database);
  const pages: LivePages = startLivePages(dataDirectory, log);
  const documents: PdfQueue = startPdfQueue(settings, log);
  const publisher = createResultsPublisher({
    database,
    dataDirectory,
    key: loadPublicationKey(dataDirectory),
    log,
    now: () => new Date(),
    onPublished: (published) => {
      pages.changed(published);
      documents.changed(published);
    },
    onTurnout: pages.turnoutChanged,
    documents: documents.written,
    documentsWaiting: documents.waiting,
  });
  while (!ending.signal.aborted) {
    await stillHeld();
    const more = await publisher.step();
    if (!more) await wait(POLL_MS);
  }
  await publisher.finish();
  process.exit(0);
}

/** Waits until no other publisher is at work. @returns a check that throws when the lock was lost with its connection. */
async function holdLock(database: Database): Promise<() => Promise<void>> {
  const connection = await database.reserve();
  for (;;) {
    const [row] = await connection<{ locked: boolean }[]>`
      select pg_try_advisory_lock(${RESULTS_LOCK}) as locked`;
    if (row?.locked === true) break;
    await wait(LOCK_RETRY_MS);
  }
  return async () => {
    await connection`select 1`;
  };
}
