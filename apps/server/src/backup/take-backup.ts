import {
  createWriteStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { type Database, openDatabase, type Transaction } from '../platform/database.ts';
import { StartFailure } from '../platform/failure.ts';
import { MANIFEST, type BackupFile, type Manifest } from './manifest.ts';
import { countRows, measureBytes } from './measured-stream.ts';
import { type BackupTable, LEFT_OUT, tablesInOrder } from './tables.ts';

export type BackupProgress = (done: number, of: number, table: string) => void;

const PACKAGE = new URL('../../../../package.json', import.meta.url);

/**
 * Writes every table as it was at one moment into the folder `out`, which must not exist yet. The
 * folder appears whole or not at all; it can be read by its owner alone, for it holds personal data.
 * @throws StartFailure `backup-exists`, `schema-missing`.
 */
export async function takeBackup(
  url: string,
  out: string,
  now: Date,
  progress: BackupProgress,
): Promise<Manifest> {
  if (existsSync(out))
    throw new StartFailure('backup-exists', `${out} exists already; choose another name.`);
  const unfinished = makeUnfinished(out);
  const owner = openDatabase(url, 'owner');
  try {
    const manifest = await writeTables(owner, unfinished, now, progress);
    writeFileSync(join(unfinished, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`, {
      mode: 0o600,
      flush: true,
    });
    renameSync(unfinished, out);
    return manifest;
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
    await owner.end({ timeout: 5 });
  }
}

/** Beside the place where it will stand, so that renaming is one step of the file system. */
function makeUnfinished(out: string): string {
  try {
    const folder = mkdtempSync(`${out}.unfinished-`);
    mkdirSync(join(folder, 'tables'), { mode: 0o700 });
    return folder;
  } catch (error) {
    throw new StartFailure(
      'backup-not-writable',
      `The folder ${out} cannot be made: ${(error as Error).message}.`,
    );
  }
}

async function writeTables(
  owner: Database,
  folder: string,
  now: Date,
  progress: BackupProgress,
): Promise<Manifest> {
  // Repeatable read: all tables are copied from the state of one moment, while others go on writing.
  return owner.begin('isolation level repeatable read read only', async (transaction) => {
    const migrations = await readAppliedMigrations(transaction);
    const tables = await tablesInOrder(transaction);
    const files: BackupFile[] = [];
    for (const [index, table] of tables.entries()) {
      progress(index, tables.length, table.name);
      files.push(await writeTable(transaction, folder, index, table));
    }
    const [server] = await transaction<{ version: string }[]>`
      select current_setting('server_version') as version`;
    return {
      format: 1,
      ovoz: (JSON.parse(readFileSync(PACKAGE, 'utf8')) as { version: string }).version,
      postgres: server?.version ?? '',
      takenAt: now.toISOString(),
      migrations: [...migrations],
      tables: files,
      leftOut: [
        ...Object.entries(LEFT_OUT).map(([what, why]) => ({ what, why })),
        { what: 'graphile_worker', why: 'Jobs that wait belong to the running server.' },
        { what: 'keys', why: 'Secrets never lie beside what they protect. Keep data/keys apart.' },
      ],
    };
  }) as Promise<Manifest>;
}

async function readAppliedMigrations(transaction: Transaction): Promise<Manifest['migrations']> {
  const [found] = await transaction<{ there: boolean }[]>`
    select to_regclass('public.schema_migrations') is not null as there`;
  if (found?.there !== true) {
    throw new StartFailure(
      'schema-missing',
      'The database has no Ovoz schema; there is nothing to back up.',
    );
  }
  return transaction<
    Manifest['migrations']
  >`select name, hash from schema_migrations order by name`;
}

async function writeTable(
  transaction: Transaction,
  folder: string,
  index: number,
  { name, columns }: BackupTable,
): Promise<BackupFile> {
  const file = `tables/${String(index + 1).padStart(2, '0')}-${name}.copy.gz`;
  const rows = countRows();
  const measured = measureBytes();
  const source = await transaction`
    copy ${transaction(name)} (${transaction([...columns])}) to stdout`.readable();
  await pipeline(
    source,
    rows.stream,
    createGzip(),
    measured.stream,
    createWriteStream(join(folder, file), { mode: 0o600, flush: true }),
  );
  return { table: name, columns: [...columns], file, rows: rows.rows(), ...measured.result() };
}
