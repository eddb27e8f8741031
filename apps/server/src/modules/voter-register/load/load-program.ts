import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { assert, present } from '@ovoz/basics';
import { type LoadStep, parseManifest } from '@ovoz/voter-register';
import type { Configuration } from '../../../platform/configuration.ts';
import { type Database, openDatabase } from '../../../platform/database.ts';
import { createLog } from '../../../platform/log.ts';
import { inOwnProcess } from '../../../platform/own-process.ts';
import { loadRegisterKey } from '../../../platform/server-keys.ts';
import type { CountryRegister } from '../country-register.ts';
import { registerKeys } from '../register-keys.ts';
import { batchFolder } from '../batch-folder.ts';
import {
  endedAmong,
  lockLoading,
  nextReadyBatch,
  type ReadyBatch,
  setProgress,
} from '../store-load-batches.ts';
import { loadBatch } from './load-batch.ts';

/** What the server tells the loader when it starts it. */
export type LoaderSettings = Pick<Configuration, 'dataDirectory' | 'logLevel' | 'logJson'> & {
  /** The database as its owner. */
  readonly databaseUrl: string;
  /** Read by the server already: reading the packs takes longer than a day's changes. */
  readonly countries: readonly Omit<CountryRegister, 'keys'>[];
};

/** One loads, one shows the progress. */
const CONNECTIONS = 3;
const PROGRESS_EVERY_MS = 500;

/**
 * The loader of the voter register, a process of its own: a nation takes minutes and both cores. It loads every batch
 * whose turn it is and ends. It ends with the server that started it, too, and may be killed at any moment.
 */
inOwnProcess<LoaderSettings>(async (settings, stop) => {
  // There is nothing to tidy up: the open transaction goes with its connection.
  stop.addEventListener('abort', () => process.exit(1));
  await loadAll(settings);
});

async function loadAll(settings: LoaderSettings): Promise<void> {
  const log = createLog(settings);
  const database = openDatabase(settings.databaseUrl, 'owner', CONNECTIONS);
  const secret = loadRegisterKey(settings.dataDirectory);
  const lock = await database.reserve();
  await lockLoading(lock);
  for (;;) {
    const batch = await nextReadyBatch(database);
    if (batch === null) break;
    const plan = planLoad(database, secret, settings, batch);
    const { status } = await loadBatch(database, plan);
    log.info({ part: 'voter-register', batch: batch.id, status }, 'a batch was loaded');
    await removeEnded(database, settings.dataDirectory);
  }
  await removeEnded(database, settings.dataDirectory);
  lock.release();
  await database.end({ timeout: 5 });
}

function planLoad(
  database: Database,
  secret: Buffer,
  { dataDirectory, countries }: LoaderSettings,
  batch: ReadyBatch,
): Parameters<typeof loadBatch>[1] {
  const country = countries.find(({ pack }) => pack === batch.pack);
  const known = present(country, 'a batch is of a country with a law of the voter list');
  const register = { ...known, keys: registerKeys(secret) };
  const manifest = parseManifest(batch.manifest.toString('utf8'));
  assert(manifest.ok, 'a batch that was received has a manifest that was read');
  return {
    batch,
    manifest: manifest.value,
    folder: batchFolder(dataDirectory, batch.id),
    register,
    secret,
    now: new Date(),
    progress: progressOf(database, batch.id),
  };
}

/** Shows steps at once and shares now and then, on a connection outside of the load's transaction. */
function progressOf(database: Database, id: string) {
  let last: { step: LoadStep; at: number } | null = null;
  return async (step: LoadStep, share: number) => {
    const now = performance.now();
    if (last?.step === step && now - last.at < PROGRESS_EVERY_MS) return;
    last = { step, at: now };
    await setProgress(database, id, step, Math.min(1000, Math.round(share * 1000)));
  };
}

/** Files of a batch are people in clear: they go when it has ended, also when an earlier load was killed before. */
async function removeEnded(database: Database, dataDirectory: string): Promise<void> {
  const folder = join(dataDirectory, 'register');
  const names = await readdir(folder).catch(() => []);
  for (const id of await endedAmong(database, names)) {
    await rm(join(folder, id), { recursive: true, force: true });
  }
}
