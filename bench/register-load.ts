import { randomUUID } from 'node:crypto';
import { createReadStream, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { present } from '@ovoz/basics';
import type { CountryPack } from '@ovoz/election-model';
import { writeRegisterFolder } from '@ovoz/synthetic-nation/node';
import { BATCH_COLUMNS } from '@ovoz/voter-register';
import type { SearchInput } from '../apps/server/src/modules/duplicates/search-program.ts';
import { insertRun } from '../apps/server/src/modules/duplicates/store-runs.ts';
import { loadCountryPacks } from '../apps/server/src/modules/geography/public.ts';
import { openDatabase } from '../apps/server/src/platform/database.ts';
import { runInOwnProcess } from '../apps/server/src/platform/own-process.ts';
import { loadRegisterKey } from '../apps/server/src/platform/server-keys.ts';
import { printFigure } from './figures.ts';
import {
  loadBatchFolder,
  type LoadedBatch,
  openRegisterDatabase,
  type RegisterDatabase,
} from './register-database.ts';
import { bringSetIntoForce } from './register-set.ts';

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
 * The first load of a nation's register with addresses, their stations by the set in force, keys, indexes and
 * statistics; beside the same bytes put by COPY into a table without index, which PostgreSQL cannot do faster. Then a
 * day's changes on it, loaded and compared with everybody.
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
  const { pack } = present(loadCountryPacks().get(COUNTRY), 'the country has a pack');
  await putSetIntoForce(database, pack, readFileSync(join(batches, 'ranges.csv'), 'utf8'));
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
  console.log(`  ${await placed(database)} of 1,000 addresses have a station`);
  await measureDelta(database, batches, pack);
}

/** Before the first address comes, so that the load gives each its station. */
async function putSetIntoForce(
  { owner, url }: RegisterDatabase,
  pack: CountryPack,
  ranges: string,
): Promise<void> {
  const server = openDatabase(url, 'ovoz_server', 1);
  try {
    await bringSetIntoForce(owner, server, pack, ranges);
  } finally {
    await server.end({ timeout: 5 });
  }
}

async function placed({ owner }: RegisterDatabase): Promise<number> {
  const [row] = await owner<{ share: number }[]>`
    select round(1000.0 * count(station) / count(*))::integer as share
    from address_stations where to_set is null`;
  return row?.share ?? 0;
}

/** As the server does it: the loader, and then a search for duplicates of those who changed, a process each. */
async function measureDelta(
  database: RegisterDatabase,
  batches: string,
  pack: CountryPack,
): Promise<void> {
  const asked = { id: randomUUID(), pack: pack.code, kind: 'full', requestedBy: null } as const;
  await insertRun(database.owner, asked, new Date());
  const everybody = await search(database, pack);
  console.log(`  (everybody searched for duplicates before, ${everybody.toFixed(1)} s)`);
  await loadBatchFolder(database, join(batches, 'address-2'));
  const delta = await loadBatchFolder(database, join(batches, 'civil-2'));
  const began = new Date();
  const whole = await search(database, pack);
  const [checked] = await database.owner<{ changed: number; at: Date }[]>`
    select (report ->> 'changed')::integer as changed, ended_at as at from match_runs where kind = 'arrival'`;
  const { changed, at } = present(checked, 'who changed is looked at on arrival');
  // What was found is there for people; the process still puts its file in order.
  const arrival = (at.getTime() - began.getTime()) / 1000;
  printFigure({
    what: `a delta of ${rows(delta)} rows, loaded (${delta.seconds.toFixed(1)} s) and ${changed.toLocaleString('en')} people checked for duplicates (${arrival.toFixed(1)} s)`,
    value: delta.seconds + arrival,
    unit: 's',
    goal: { most: GOAL_DELTA_SECONDS },
  });
  console.log(`  (its process ended after ${whole.toFixed(1)} s)`);
  console.log(`  ${JSON.stringify(delta.report.outcomes)}`);
}

const SEARCH = new URL('../apps/server/src/modules/duplicates/search-program.ts', import.meta.url);
const SEARCH_HEAP_MB = 1024;

/** @returns seconds, from the start of the process to its end. */
async function search(
  { url, dataDirectory }: RegisterDatabase,
  pack: CountryPack,
): Promise<number> {
  const input: SearchInput = {
    databaseUrl: url,
    folder: join(dataDirectory, 'register'),
    secret: loadRegisterKey(dataDirectory).toString('base64'),
    packs: [pack],
  };
  const started = performance.now();
  const stop = new AbortController().signal;
  await runInOwnProcess(SEARCH, input, { maxHeapMb: SEARCH_HEAP_MB, stop });
  return (performance.now() - started) / 1000;
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
