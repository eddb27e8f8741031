import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { present } from '@ovoz/basics';
import type { FastifyInstance } from 'fastify';
import { createApp } from '../apps/server/src/app.ts';
import { loadDemo } from '../apps/server/src/demo/load-demo.ts';
import { makeDemoInstallation } from '../apps/server/src/installation.ts';
import { loadCountryPacks } from '../apps/server/src/modules/geography/public.ts';
import { readConfiguration } from '../apps/server/src/platform/configuration.ts';
import { type Database, openDatabase } from '../apps/server/src/platform/database.ts';
import { startEmbeddedPostgres } from '../apps/server/src/platform/embedded-postgres.ts';
import { createLog } from '../apps/server/src/platform/log.ts';
import { migrate } from '../apps/server/src/platform/migrate.ts';
import type { Platform } from '../apps/server/src/platform/platform.ts';
import { loadServerKeys } from '../apps/server/src/platform/server-keys.ts';
import { PROJECT, start } from './demo-server.ts';

export type NationDatabase = {
  /** As the server works. */
  readonly database: Database;
  readonly owner: Database;
  /** Address of the database, and the folder with the keys: for a server of its own on the same nation. */
  readonly url: string;
  readonly dataDirectory: string;
  /** The administration's server on it, without a socket. */
  readonly app: FastifyInstance;
  readonly stop: () => Promise<void>;
};

/** A database of its own with the nation of the demonstration and its sealed election; no webs. */
export async function openNation(): Promise<NationDatabase> {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'ovoz-bench-'));
  const cluster = await startEmbeddedPostgres({ dataDirectory, durable: true, log: () => {} });
  const owner = openDatabase(cluster.url, 'owner');
  const database = openDatabase(cluster.url);
  const stop = async () => {
    await Promise.all([database.end({ timeout: 1 }), owner.end({ timeout: 1 })]);
    await cluster.stop();
    rmSync(dataDirectory, { recursive: true, force: true });
  };
  try {
    await migrate(owner, cluster.url);
    const app = await load(dataDirectory, owner, database);
    return {
      database,
      owner,
      url: cluster.url,
      dataDirectory,
      app,
      stop: async () => {
        await app.close();
        await stop();
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function load(
  dataDirectory: string,
  owner: Database,
  database: Database,
): Promise<FastifyInstance> {
  const options = ['--data', dataDirectory];
  const configuration = {
    ...readConfiguration(options, process.env, process.cwd()),
    logLevel: 'silent' as const,
  };
  const packs = loadCountryPacks();
  const loaded = present(packs.get(configuration.demoCountry), 'the country has a pack');
  const keys = loadServerKeys(dataDirectory);
  const country = { territoryPath: loaded.pack.root, name: loaded.pack.name.en };
  const installation = await makeDemoInstallation(owner, keys, new Date(), country);
  const platform: Platform = {
    database,
    configuration,
    log: createLog(configuration),
    installation,
    keys,
    now: () => new Date(),
  };
  const app = await createApp(platform, packs);
  await loadDemo(app, platform, loaded, (step) => console.log(`  (${step})`));
  return app;
}

/** The server as it is delivered, a process of its own on this nation. */
export function startServerOn({ url, dataDirectory }: NationDatabase, port: number): ChildProcess {
  const args = ['apps/server/src/main.ts', '--data', dataDirectory, '--port', String(port)];
  const log = join(dataDirectory, 'server.log');
  return start(process.execPath, args, PROJECT, log, { DATABASE_URL: url });
}
