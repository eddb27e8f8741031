import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Logger, runMigrations } from 'graphile-worker';
import pg from 'pg';
import type postgres from 'postgres';
import { StartFailure } from './failure.ts';

const FOLDER = fileURLToPath(new URL('../../database/migrations/', import.meta.url));
/** Two servers that start at once migrate one after the other. Any fixed number does. */
const MIGRATION_LOCK = 4_040_001;

export type Migration = { readonly name: string; readonly sql: string; readonly hash: string };

/**
 * Brings the schema to this program's state, or only through the migration that is named. Each
 * migration is one transaction together with its entry in the list, so that a kill leaves a state
 * from which the next start goes on.
 * @returns names of the migrations that were applied now.
 * @throws StartFailure `schema-newer` or `schema-altered` when the database is not ours to migrate.
 */
export async function migrate(
  owner: postgres.Sql,
  url: string,
  through?: string,
): Promise<readonly string[]> {
  const connection = await owner.reserve();
  try {
    await connection`select pg_advisory_lock(${MIGRATION_LOCK})`;
    await connection`create table if not exists schema_migrations (
      name text primary key, hash text not null, applied_at timestamptz not null default now())`;
    const pending = await pendingMigrations(connection);
    const waiting = pending.filter(({ name }) => through === undefined || name <= through);
    for (const migration of waiting) await apply(connection, migration);
    await migrateQueue(url);
    return waiting.map(({ name }) => name);
  } finally {
    await connection`select pg_advisory_unlock(${MIGRATION_LOCK})`.catch(() => {});
    connection.release();
  }
}

/** Migrations that this database lacks. @throws StartFailure when the database has others. */
export async function pendingMigrations(queries: postgres.ISql): Promise<readonly Migration[]> {
  const known = knownMigrations();
  const applied = await queries<{ name: string; hash: string }[]>`
    select name, hash from schema_migrations order by name`;
  for (const { name, hash } of applied) {
    const migration = known.find((candidate) => candidate.name === name);
    if (migration === undefined) {
      throw new StartFailure(
        'schema-newer',
        `The database was made by a newer Ovoz (it has ${name}). Update the program.`,
      );
    }
    if (migration.hash !== hash) {
      throw new StartFailure(
        'schema-altered',
        `The migration ${name} is not the one that made this database. Restore the file.`,
      );
    }
  }
  return known.filter(({ name }) => !applied.some((entry) => entry.name === name));
}

/** @throws StartFailure `schema-missing` or `schema-old` when the database waits for `ovoz migrate`. */
export async function requireCurrentSchema(queries: postgres.ISql): Promise<void> {
  const [found] = await queries<{ ours: boolean }[]>`
    select to_regclass('public.schema_migrations') is not null as ours`;
  if (found?.ours !== true) {
    throw new StartFailure(
      'schema-missing',
      'The database has no Ovoz schema. Run: npm run ovoz -- migrate',
    );
  }
  const waiting = await pendingMigrations(queries);
  if (waiting.length > 0) {
    throw new StartFailure(
      'schema-old',
      `The database lacks ${waiting.length} migrations, from ${waiting[0]?.name} on. Run: npm run ovoz -- migrate`,
    );
  }
}

/** The migrations of this program, in their order. */
export function knownMigrations(): readonly Migration[] {
  const files = readdirSync(FOLDER).filter((file) => /^\d{4}_[a-z_]+\.sql$/.test(file));
  return files.toSorted().map((file) => {
    const sql = readFileSync(`${FOLDER}${file}`, 'utf8');
    return { name: file, sql, hash: createHash('sha256').update(sql).digest('hex') };
  });
}

async function apply(connection: postgres.ReservedSql, migration: Migration): Promise<void> {
  await connection`begin`;
  try {
    await connection.unsafe(migration.sql).simple();
    await connection`insert into schema_migrations (name, hash) values (${migration.name}, ${migration.hash})`;
    await connection`commit`;
  } catch (error) {
    await connection`rollback`;
    throw await explainRights(error, connection);
  }
}

/** 42501: on a shared server the account may own its database and nothing else. */
async function explainRights(error: unknown, connection: postgres.ReservedSql): Promise<unknown> {
  if (!(error instanceof Error) || !('code' in error) || error.code !== '42501') return error;
  const [row] = await connection<{ account: string }[]>`select current_user::text as account`;
  const account = row?.account ?? '';
  return new StartFailure(
    'database-rights-missing',
    `The account ${account} lacks a right in the database (${error.message}). As its administrator run: create role ovoz_server nologin; create role ovoz_auditor nologin; grant ovoz_server to "${account}"; and make it the owner of the database.`,
  );
}

/**
 * Migrates the queue's schema. The pool is ours because the queue neither waits for the end of one that it
 * opens itself nor listens to it any more: a connection that the database ended then would end this process.
 */
async function migrateQueue(url: string): Promise<void> {
  const pool = new pg.Pool({ connectionString: url, max: 2 });
  // What was lost fails the migration; what idled is of no use any more.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  try {
    await runMigrations({ pgPool: pool, logger: silentLogger });
  } finally {
    await pool.end();
  }
}

/** The queue's own migrations are many and uninteresting. */
const silentLogger = new Logger(() => () => {});
