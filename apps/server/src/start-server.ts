import { once } from 'node:events';
import { existsSync, mkdirSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';

import { isEmptyDatabase, openDatabaseService } from './connect.ts';
import { DEMO_SEED, loadDemo, readPackFile } from './demo/load-demo.ts';
import { loadDemoVoters } from './demo/load-voters.ts';
import { enqueue } from './platform/jobs.ts';
import { makeDemoInstallation } from './installation.ts';
import { loadCountryPacks } from './modules/geography/public.ts';
import { publishNow } from './modules/publication/publish.ts';
import { type Configuration, isLoopback } from './platform/configuration.ts';
import { isDiskFull, openDatabase } from './platform/database.ts';
import { EmbeddedPostgresError } from './platform/embedded-postgres-error.ts';
import { StartFailure } from './platform/failure.ts';
import { findInstallation } from './platform/installation-record.ts';
import { createLog } from './platform/log.ts';
import { migrate, requireCurrentSchema } from './platform/migrate.ts';
import type { Platform } from './platform/platform.ts';
import { loadServerKeys } from './platform/server-keys.ts';
import { siteFolder } from './platform/sites.ts';
import { createServices } from './services.ts';

export type RunningServer = {
  readonly publicAddress: string;
  readonly adminAddress: string;
  readonly demo: boolean;
  readonly stop: () => Promise<void>;
};

/** PostgreSQL needs a segment of 16 MB for its log, and pages and files some more. */
const LEAST_ROOM_BYTES = 32_000_000;

/** Says what is being done, for the person at the terminal. */
export type StartProgress = (step: string) => void;

/**
 * Brings everything up: database, schema, modules, jobs, addresses, and on the very first start the
 * demonstration. What was started is stopped again, in reverse, when a later step fails.
 */
export async function startServer(
  configuration: Configuration,
  progress: StartProgress,
): Promise<RunningServer> {
  const stops: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (const end of stops.splice(0).toReversed()) await end();
  };
  try {
    return { ...(await bringUp(configuration, progress, stops)), stop };
  } catch (error) {
    await stop();
    throw (await isForWantOfRoom(error, configuration)) ? noRoom(configuration) : error;
  }
}

/**
 * A full disk shows in many ways: PostgreSQL that ends itself for want of room for its log looks like a
 * lost connection. So after a failure that nobody has explained yet the room itself is looked at.
 */
async function isForWantOfRoom(error: unknown, configuration: Configuration): Promise<boolean> {
  if (isDiskFull(error)) return true;
  const explained = error instanceof StartFailure && error.code !== 'demo-not-loaded';
  if (explained || error instanceof EmbeddedPostgresError) return false;
  const { bavail, bsize } = await statfs(configuration.dataDirectory);
  return bavail * bsize < LEAST_ROOM_BYTES;
}

function noRoom({ dataDirectory }: Configuration): StartFailure {
  return new StartFailure(
    'disk-full',
    `The disk that holds the data folder ${dataDirectory} is full: free some space and start again.`,
  );
}

async function bringUp(
  configuration: Configuration,
  progress: StartProgress,
  stops: (() => Promise<unknown>)[],
): Promise<Omit<RunningServer, 'stop'>> {
  const log = createLog(configuration);
  await requireFreePort(configuration);
  const packs = loadCountryPacks();
  progress(configuration.databaseUrl === null ? 'Starting PostgreSQL' : 'Reaching the database');
  const service = await openDatabaseService(configuration, (line) => log.debug(line));
  stops.push(service.stop);
  const keys = loadServerKeys(configuration.dataDirectory);
  mkdirSync(siteFolder(configuration.dataDirectory), { recursive: true });

  await prepareSchema(configuration, service.url, service.embedded, progress);
  const database = openDatabase(service.url);
  stops.push(() => database.end({ timeout: 5 }));

  const loaded = packs.get(configuration.demoCountry);
  if (loaded === undefined) {
    throw new StartFailure(
      'configuration-invalid',
      `There is no country pack "${configuration.demoCountry}"; there are ${[...packs.keys()].join(', ')}.`,
    );
  }
  const country = { territoryPath: loaded.pack.root, name: loaded.pack.name.en };
  const installation =
    (await findInstallation(database)) ??
    (configuration.whenEmpty !== 'refuse'
      ? await makeDemoInstallation(database, keys, new Date(), country)
      : null);
  if (installation === null) {
    throw new StartFailure(
      'not-initialised',
      'The database is empty. Make the first two people with: npm run ovoz -- init',
    );
  }
  const demo = installation.kind === 'demo';
  if (demo && !isLoopback(configuration.host)) {
    throw new StartFailure(
      'demo-only-on-loopback',
      'A demonstration lets anybody sign in, so it listens on 127.0.0.1 only. Leave --host away.',
    );
  }
  // The demonstration is one site: the administration lives below the public address.
  const settled = demo
    ? { ...configuration, adminOrigin: configuration.publicOrigin }
    : configuration;
  const platform: Platform = {
    database,
    log,
    configuration: settled,
    installation,
    keys,
    now: () => new Date(),
  };
  const services = await createServices(platform, packs, service.url);
  stops.push(() => services.stop());
  if (demo && configuration.whenEmpty !== 'found-demo') {
    await loadDemo(services.admin, platform, loaded, progress);
    // Later publications are jobs; but whoever opens the printed address should find pages there.
    if (!existsSync(join(siteFolder(configuration.dataDirectory), 'en', 'index.html'))) {
      progress('Writing the public pages');
      await publishNow(platform, packs);
    }
  }
  await services.startJobs();
  if (demo && configuration.whenEmpty !== 'found-demo') {
    await loadDemoVoters(
      services.admin,
      {
        pack: loaded.pack.code,
        read: (file) => readPackFile(loaded.folder, file),
        seed: DEMO_SEED,
        today: platform.now().toISOString().slice(0, 10),
      },
      progress,
    );
    await enqueue(platform.database, 'build-lookups');
  }
  await listen(
    services.admin,
    configuration.host,
    demo ? configuration.port : configuration.adminPort,
  );
  if (services.public !== null) {
    await listen(services.public, configuration.host, configuration.port);
  }
  return {
    publicAddress: `${settled.publicOrigin}/`,
    adminAddress: `${settled.adminOrigin}/admin/`,
    demo,
  };
}

/** Our own and demonstration databases migrate by themselves; anybody else's waits for its keeper. */
async function prepareSchema(
  configuration: Configuration,
  url: string,
  embedded: boolean,
  progress: StartProgress,
): Promise<void> {
  const owner = openDatabase(url, 'owner');
  try {
    const ours =
      embedded || ((await isEmptyDatabase(owner)) && configuration.whenEmpty !== 'refuse');
    if (ours) {
      const applied = await migrate(owner, url);
      if (applied.length > 0) progress(`Applied ${applied.length} migrations`);
    } else {
      await requireOwnTables(owner);
      await requireCurrentSchema(owner);
    }
  } finally {
    await owner.end({ timeout: 5 });
  }
}

async function requireOwnTables(owner: ReturnType<typeof openDatabase>): Promise<void> {
  const [row] = await owner<{ known: boolean }[]>`
    select to_regclass('public.schema_migrations') is not null as known`;
  if (row?.known === true) return;
  throw new StartFailure(
    'schema-missing',
    'The database has no Ovoz schema. Run: npm run ovoz -- migrate',
  );
}

/** Looked at first: loading a demonstration for a minute only to find the port taken annoys people. */
async function requireFreePort({ host, port }: Configuration): Promise<void> {
  const probe = createServer();
  try {
    const listening = once(probe, 'listening');
    probe.listen({ host, port });
    await listening;
  } catch (error) {
    throw explainListening(error, host, port);
  }
  const closed = once(probe, 'close');
  probe.close();
  await closed;
}

async function listen(app: FastifyInstance, host: string, port: number): Promise<void> {
  try {
    await app.listen({ host, port });
  } catch (error) {
    throw explainListening(error, host, port);
  }
}

function explainListening(error: unknown, host: string, port: number): unknown {
  switch ((error as NodeJS.ErrnoException).code ?? '') {
    case 'EADDRINUSE':
      return new StartFailure(
        'port-taken',
        `Port ${port} is taken by another program. Stop it, or choose another: --port ${port + 10}`,
      );
    case 'EACCES':
      return new StartFailure('port-not-allowed', `This account may not listen on port ${port}.`);
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new StartFailure('host-unknown', `This machine has no address ${host}.`);
    default:
      return error;
  }
}
