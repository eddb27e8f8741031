import { join } from 'node:path';
import type postgres from 'postgres';
import type { Configuration } from './platform/configuration.ts';
import { isConnectionLoss, openDatabase } from './platform/database.ts';
import { EmbeddedPostgresError, startEmbeddedPostgres } from './platform/embedded-postgres.ts';
import { runningClusterUrl } from './platform/embedded-postgres-cluster.ts';
import { StartFailure } from './platform/failure.ts';

/** A database that answers, whoever runs it. */
export type DatabaseService = {
  readonly url: string;
  readonly embedded: boolean;
  readonly stop: () => Promise<void>;
};

/** PostgreSQL 15 is the oldest that the schema keeps to. */
const OLDEST_MAJOR = 15;

/** Starts the embedded PostgreSQL, or reaches the user's own. @throws StartFailure in one sentence. */
export async function openDatabaseService(
  configuration: Configuration,
  log: (line: string) => void,
): Promise<DatabaseService> {
  if (configuration.databaseUrl !== null) {
    await requireReachable(configuration.databaseUrl);
    return { url: configuration.databaseUrl, embedded: false, stop: async () => {} };
  }
  const postgres = await startEmbeddedPostgres({
    dataDirectory: join(configuration.dataDirectory, 'database'),
    durable: true,
    log,
  });
  return { url: postgres.url, embedded: true, stop: () => postgres.stop() };
}

/** The database for a program that only reads: beside a server that runs on the embedded one. */
export async function reachDatabase(configuration: Configuration): Promise<DatabaseService> {
  try {
    return await openDatabaseService(configuration, () => {});
  } catch (error) {
    if (!(error instanceof EmbeddedPostgresError) || error.code !== 'data-folder-locked')
      throw error;
    const url = runningClusterUrl(join(configuration.dataDirectory, 'database'));
    return openDatabaseService({ ...configuration, databaseUrl: url }, () => {});
  }
}

/** Connects once as the owner and says plainly what is wrong. */
async function requireReachable(url: string): Promise<void> {
  const owner = openDatabase(url, 'owner');
  try {
    const [row] = await owner<{ version: number }[]>`
      select current_setting('server_version_num')::integer / 10000 as version`;
    if (row === undefined || row.version < OLDEST_MAJOR) {
      throw new StartFailure(
        'database-too-old',
        `The database is PostgreSQL ${row?.version}; Ovoz needs ${OLDEST_MAJOR} or newer.`,
      );
    }
  } catch (error) {
    throw explainConnection(error, url);
  } finally {
    await owner.end({ timeout: 1 });
  }
}

function explainConnection(error: unknown, url: string): Error {
  if (error instanceof StartFailure) return error;
  const { hostname, port, pathname } = new URL(url);
  const place = `${hostname}:${port || 5432}`;
  const code = (error as { code?: string }).code ?? '';
  const wrong = (sentence: string) =>
    new StartFailure('database-url-wrong', `DATABASE_URL: ${sentence}`);
  if (isConnectionLoss(error) || code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return wrong(`no PostgreSQL answers at ${place}.`);
  }
  if (code === '28P01' || code === '28000') return wrong(`${place} refuses this user or password.`);
  if (code === '3D000')
    return wrong(`there is no database ${pathname.slice(1)} at ${place}; create it.`);
  return wrong(`${place} answers with an error (${code || (error as Error).message}).`);
}

/** True while nobody has made anything in this database. */
export async function isEmptyDatabase(owner: postgres.Sql): Promise<boolean> {
  const [row] = await owner<{ tables: number }[]>`
    select count(*)::integer as tables from pg_tables where schemaname = 'public'`;
  return row?.tables === 0;
}
