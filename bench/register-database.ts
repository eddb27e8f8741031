import { createHash, randomUUID } from 'node:crypto';
import { linkSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assert, present } from '@ovoz/basics';
import { type BatchReport, parseManifest } from '@ovoz/voter-register';
import { parse } from 'csv-parse/sync';
import { loadCountryPacks } from '../apps/server/src/modules/geography/public.ts';
import {
  loaderSettings,
  runLoader,
} from '../apps/server/src/modules/voter-register/load/start-loader.ts';
import { type Database, openDatabase } from '../apps/server/src/platform/database.ts';
import { startEmbeddedPostgres } from '../apps/server/src/platform/embedded-postgres.ts';
import { migrate } from '../apps/server/src/platform/migrate.ts';
import { loadServerKeys } from '../apps/server/src/platform/server-keys.ts';
import { peakOf } from './process-cost.ts';

export type RegisterDatabase = {
  readonly owner: Database;
  readonly url: string;
  readonly dataDirectory: string;
  readonly stop: () => Promise<void>;
};

/**
 * A durable PostgreSQL of its own as the server brings it, with the territories of a country and an empty register.
 * @param kept folder of a database that is taken as it is, or made and left there
 */
export async function openRegisterDatabase(
  country: string,
  kept: string | null = null,
): Promise<RegisterDatabase> {
  const dataDirectory = kept ?? mkdtempSync(join(tmpdir(), 'ovoz-bench-register-'));
  mkdirSync(dataDirectory, { recursive: true });
  const cluster = await startEmbeddedPostgres({ dataDirectory, durable: true, log: () => {} });
  const owner = openDatabase(cluster.url, 'owner');
  await migrate(owner, cluster.url);
  await insertTerritories(owner, country);
  loadServerKeys(dataDirectory);
  return {
    owner,
    url: cluster.url,
    dataDirectory,
    stop: async () => {
      await owner.end({ timeout: 5 });
      await cluster.stop();
      if (kept === null) rmSync(dataDirectory, { recursive: true, force: true });
    },
  };
}

type TerritoryCells = Readonly<Record<string, string>>;

/** Territories as an approved geography has them, without the people who would approve it. */
async function insertTerritories(owner: Database, country: string): Promise<void> {
  const file = new URL(`../country-packs/${country}/territory.csv`, import.meta.url);
  const cells = parse(readFileSync(file, 'utf8'), { columns: true }) as readonly TerritoryCells[];
  const paths = new Map<string, string>();
  const rows = cells.map((row) => {
    const code = row['code'] ?? '';
    const parent = row['parent_code'] === '' ? null : (row['parent_code'] ?? null);
    const path = parent === null ? code : `${paths.get(parent) ?? ''}/${code}`;
    paths.set(code, path);
    const [level, type] = [Number(row['level']), row['type'] ?? ''];
    const name = JSON.stringify({ en: row['name_en'] });
    return { pack: country, version: 1, code, path, parent_code: parent, level, type, name };
  });
  await owner.begin(async (transaction) => {
    const [known] = await transaction`select from geography_versions`;
    if (known !== undefined) return;
    await transaction`set local session_replication_role = replica`;
    await transaction`
      insert into geography_versions (pack, number, status, hash, reason, territories, stations, stations_abroad,
        districts, difference, governed_acts, created_at, created_by, decided_at)
      values (${country}, 1, 'current', ${Buffer.alloc(32)}, 'for a measurement', ${rows.length}, 0, 0, 0, '{}', '{}',
        now(), ${randomUUID()}, now())`;
    await transaction`insert into territories ${transaction(rows)}`;
  });
}

const PACKS = loadCountryPacks();

export type LoadedBatch = {
  readonly seconds: number;
  /** Most memory that the loader held. */
  readonly peakBytes: number;
  readonly report: BatchReport;
};

/**
 * Puts a folder with a batch where the feed leaves one that arrived, and has it loaded: as one that two people released,
 * since the changes of a nation's day are beyond the limits of a small register.
 */
export async function loadBatchFolder(
  database: RegisterDatabase,
  folder: string,
): Promise<LoadedBatch> {
  const id = await stage(database, folder);
  const started = performance.now();
  let peakBytes = 0;
  const timer = setInterval(() => {
    for (const child of childrenOf(process.pid)) {
      if (isLoader(child)) peakBytes = Math.max(peakBytes, peakOf(child) ?? 0);
    }
  }, 100);
  const configuration = {
    dataDirectory: database.dataDirectory,
    logLevel: 'error',
    logJson: true,
  } as const;
  await runLoader(loaderSettings(configuration, PACKS, database.url));
  clearInterval(timer);
  const seconds = (performance.now() - started) / 1000;
  const [row] = await database.owner<{ status: string; refusal: string; report: BatchReport }[]>`
    select status, refusal, report from register_batches where id = ${id}`;
  assert(row?.status === 'applied', `${folder}: ${row?.status} ${row?.refusal ?? ''}`);
  return { seconds, peakBytes, report: present(row, 'the batch is there').report };
}

async function stage({ owner, dataDirectory }: RegisterDatabase, folder: string): Promise<string> {
  const id = randomUUID();
  const target = join(dataDirectory, 'register', id);
  mkdirSync(target, { recursive: true });
  for (const name of readdirSync(folder)) linkSync(join(folder, name), join(target, name));
  const bytes = readFileSync(join(folder, 'manifest.json'));
  const manifest = parseManifest(bytes.toString('utf8'));
  assert(manifest.ok, 'the folder has a manifest');
  const { pack, register, kind, sequence, asOf } = manifest.value;
  await owner.begin(async (transaction) => {
    await transaction`set local session_replication_role = replica`;
    await transaction`
      insert into register_batches (id, pack, register, sequence, kind, supplier, manifest, manifest_hash, signature,
        as_of, received_at, status, hold_proposal_id)
      values (${id}, ${pack}, ${register}, ${sequence}, ${kind}, ${randomUUID()}, ${bytes},
        ${createHash('sha256').update(bytes).digest()}, ${Buffer.alloc(64)}, ${asOf}, now(), 'received',
        ${randomUUID()})`;
  });
  return id;
}

function childrenOf(pid: number): readonly number[] {
  const text = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
  return text === '' ? [] : text.split(' ').map(Number);
}

function isLoader(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('load-program');
  } catch {
    return false;
  }
}
