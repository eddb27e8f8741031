import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { assert } from '@ovoz/basics';
import { isEmptyDatabase } from '../connect.ts';
import { type Database, openDatabase, type Transaction } from '../platform/database.ts';
import { StartFailure } from '../platform/failure.ts';
import { knownMigrations, migrate } from '../platform/migrate.ts';
import { type BackupFile, type Manifest, readManifest } from './manifest.ts';
import { countRows, measureBytes } from './measured-stream.ts';
import { tablesInOrder } from './tables.ts';
import type { BackupProgress } from './take-backup.ts';

/**
 * Puts a backup into an empty database: every file is checked against the manifest first, then the
 * schema of the backup's time is made, all rows come in one transaction, and newer migrations follow.
 * Killed at any moment it leaves a database without rows, or the restored one.
 * @throws StartFailure `backup-…`, or `database-not-empty`.
 */
export async function restoreBackup(
  url: string,
  folder: string,
  progress: BackupProgress,
): Promise<{ manifest: Manifest; migrated: readonly string[] }> {
  const manifest = readManifest(folder);
  requireKnownSchema(manifest);
  await checkFiles(folder, manifest, progress);
  const owner = openDatabase(url, 'owner');
  try {
    await requireEmpty(owner);
    await migrate(owner, url, manifest.migrations.at(-1)?.name);
    await owner.begin((transaction) => loadTables(transaction, folder, manifest, progress));
    const migrated = await migrate(owner, url);
    await owner`analyze`;
    return { manifest, migrated };
  } finally {
    await owner.end({ timeout: 5 });
  }
}

function requireKnownSchema(manifest: Manifest): void {
  const known = knownMigrations();
  for (const [index, { name, hash }] of manifest.migrations.entries()) {
    if (known[index]?.name !== name) {
      throw new StartFailure(
        'backup-newer',
        `The backup was made by Ovoz ${manifest.ovoz}, which has the migration ${name} and this program has not. Update the program.`,
      );
    }
    if (known[index]?.hash !== hash) {
      throw new StartFailure(
        'backup-of-other-schema',
        `The migration ${name} of this program is not the one of the backup. Use the program that made the backup.`,
      );
    }
  }
}

async function checkFiles(
  folder: string,
  { tables }: Manifest,
  progress: BackupProgress,
): Promise<void> {
  for (const [index, file] of tables.entries()) {
    progress(index, tables.length * 2, `checking ${file.table}`);
    const measured = measureBytes();
    measured.stream.resume();
    try {
      await pipeline(createReadStream(join(folder, file.file)), measured.stream);
    } catch (error) {
      throw damaged(file, (error as Error).message);
    }
    requireMeasure(file, measured.result());
  }
}

function requireMeasure(file: BackupFile, found: { bytes: number; sha256: string }): void {
  if (found.bytes !== file.bytes)
    throw damaged(file, `${found.bytes} bytes instead of ${file.bytes}`);
  if (found.sha256 !== file.sha256) throw damaged(file, 'its SHA-256 is another');
}

function damaged({ file }: BackupFile, why: string): StartFailure {
  return new StartFailure(
    'backup-damaged',
    `${file} is not as the manifest says (${why}). Nothing was restored; take another copy of the backup.`,
  );
}

/** Without tables, or with our tables and no row in them. */
async function requireEmpty(owner: Database): Promise<void> {
  if (await isEmptyDatabase(owner)) return;
  const [found] = await owner<{ ours: boolean }[]>`
    select to_regclass('public.schema_migrations') is not null as ours`;
  if (found?.ours !== true) {
    throw new StartFailure(
      'database-not-empty',
      'The database holds tables of something else; give an empty one.',
    );
  }
  for (const { name } of await tablesInOrder(owner)) await requireNoRows(owner, name);
}

async function requireNoRows(queries: Database | Transaction, table: string): Promise<void> {
  const rows = await queries`select from ${queries(table)} limit 1`;
  if (rows.length === 0) return;
  throw new StartFailure(
    'database-not-empty',
    `The database holds data already (in ${table}); a backup is restored into an empty one only.`,
  );
}

/**
 * The triggers of our tables judge acts, not restored states: a version begins as a draft, a grant
 * comes after its proposal. They are disabled inside the transaction, which only the owner can do and
 * nobody else sees; checks, keys and references of every row are enforced as always.
 */
async function loadTables(
  transaction: Transaction,
  folder: string,
  manifest: Manifest,
  progress: BackupProgress,
): Promise<void> {
  const ours = await tablesInOrder(transaction);
  for (const { name } of ours) {
    await transaction`alter table ${transaction(name)} disable trigger user`;
    // Again, now that nobody else can write.
    await requireNoRows(transaction, name);
  }
  const total = manifest.tables.length;
  for (const [index, file] of manifest.tables.entries()) {
    progress(total + index, total * 2, file.table);
    const columns = ours.find(({ name }) => name === file.table)?.columns ?? [];
    assert(
      columns.join() === file.columns.join(),
      `${file.table} has the columns of its migrations`,
    );
    await loadTable(transaction, folder, file);
  }
  assert(ours.length === total, 'the backup holds every table of its schema');
  await continueNumbers(transaction);
  for (const { name } of ours) {
    await transaction`alter table ${transaction(name)} enable trigger user`;
  }
}

/** Running numbers go on behind the highest that was restored. */
async function continueNumbers(transaction: Transaction): Promise<void> {
  const columns = await transaction<{ table: string; column: string }[]>`
    select relname as table, attname as column from pg_attribute join pg_class on pg_class.oid = attrelid
    where relnamespace = 'public'::regnamespace and relkind = 'r' and attidentity <> ''`;
  for (const { table, column } of columns) {
    await transaction`
      select setval(pg_get_serial_sequence(${table}, ${column}), max(${transaction(column)}))
      from ${transaction(table)} having max(${transaction(column)}) is not null`;
  }
}

async function loadTable(
  transaction: Transaction,
  folder: string,
  file: BackupFile,
): Promise<void> {
  const measured = measureBytes();
  const rows = countRows();
  const target = await transaction`
    copy ${transaction(file.table)} (${transaction([...file.columns])}) from stdin`.writable();
  await pipeline(
    createReadStream(join(folder, file.file)),
    measured.stream,
    createGunzip(),
    rows.stream,
    target,
  );
  requireMeasure(file, measured.result());
  const [found] = await transaction<{ rows: number }[]>`
    select count(*)::float8 as rows from ${transaction(file.table)}`;
  if (rows.rows() !== file.rows || found?.rows !== file.rows) {
    throw damaged(file, `${found?.rows} rows instead of ${file.rows}`);
  }
}
