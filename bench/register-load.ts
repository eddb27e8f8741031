import { createReadStream, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { writeRegisterFolder } from '@ovoz/synthetic-nation/node';
import { BATCH_COLUMNS } from '@ovoz/voter-register';
import { printFigure } from './figures.ts';
import {
  loadBatchFolder,
  type LoadedBatch,
  openRegisterDatabase,
  type RegisterDatabase,
} from './register-database.ts';

const COUNTRY = 'uzbekistan';
const DELTA_ROWS = 20_000;
/** At a million the fixed costs show; at twenty million what the whole register weighs. */
const GOAL_SECONDS_A_MILLION = 30;
const GOAL_SECONDS_A_NATION = 15 * 60;
const GOAL_DELTA_SECONDS = 5;
const GOAL_MEMORY_MB = 1000;
const A_NATION = 20_000_000;

export type LoadRequest = {
  readonly count: number;
  /** Folder for database and batches, to be left there for other measurements; null: gone at the end. */
  readonly kept?: string | null;
};

/**
 * The first load of a nation's register with addresses, keys, indexes and statistics, and a day's changes on it;
 * beside the same bytes put by COPY into a table without index, which PostgreSQL cannot do faster.
 */
export async function run({ count, kept = null }: LoadRequest): Promise<void> {
  const folder = kept ?? mkdtempSync(join(tmpdir(), 'ovoz-bench-batches-'));
  console.log(`Load of ${count.toLocaleString('en')} voters`);
  try {
    const batches = join(folder, 'batches');
    writeRegisterFolder(
      batches,
      COUNTRY,
      { seed: '1', count, asOf: '2026-10-01', changes: { each: DELTA_ROWS, batches: 1 } },
      () => {},
    );
    const database = await openRegisterDatabase(COUNTRY, kept && join(kept, 'database'));
    try {
      await measure(database, batches, count);
    } finally {
      await database.stop();
    }
  } finally {
    if (kept === null) rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(database: RegisterDatabase, batches: string, count: number): Promise<void> {
  const plain = await copyPlain(database, join(batches, 'civil-1'));
  const addresses = await loadBatchFolder(database, join(batches, 'address-1'));
  const persons = await loadBatchFolder(database, join(batches, 'civil-1'));
  const seconds = addresses.seconds + persons.seconds;
  const most =
    count <= 1_000_000 ? GOAL_SECONDS_A_MILLION : (GOAL_SECONDS_A_NATION * count) / A_NATION;
  printFigure({
    what: `first load (${rows(addresses)} addresses in ${addresses.seconds.toFixed(1)} s, ${rows(persons)} people in ${persons.seconds.toFixed(1)} s)`,
    value: seconds,
    unit: 's',
    beside: { what: 'COPY of the people alone into a table without index', value: plain },
    goal: { most },
  });
  printFigure({
    what: 'memory of the loader',
    value: Math.max(addresses.peakBytes, persons.peakBytes) / 1e6,
    unit: 'MB',
    goal: { most: GOAL_MEMORY_MB },
  });
  await loadBatchFolder(database, join(batches, 'address-2'));
  const delta = await loadBatchFolder(database, join(batches, 'civil-2'));
  printFigure({
    what: `a delta of ${rows(delta)} rows, without the check for duplicates`,
    value: delta.seconds,
    unit: 's',
    goal: { most: GOAL_DELTA_SECONDS },
  });
  console.log(`  ${JSON.stringify(delta.report.outcomes)}`);
}

function rows({ report }: LoadedBatch): string {
  return report.rows.toLocaleString('en');
}

/** @returns seconds for the bytes of all people, as text, into an unlogged table without index. */
async function copyPlain({ owner }: RegisterDatabase, folder: string): Promise<number> {
  const columns = BATCH_COLUMNS.persons.map((name) => `${name} text`).join(', ');
  await owner.unsafe(`create unlogged table plain (${columns})`);
  const started = performance.now();
  for (const name of readdirSync(folder).filter((file) => file.startsWith('persons'))) {
    const target = await owner`copy plain from stdin (format csv, header)`.writable();
    await pipeline(createReadStream(join(folder, name), { highWaterMark: 1 << 20 }), target);
  }
  const seconds = (performance.now() - started) / 1000;
  await owner`drop table plain`;
  return seconds;
}
