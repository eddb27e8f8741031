import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { type Client, createClient } from '@ovoz/client';
import { signInToDemo } from '@ovoz/contract';
import type { Role, TerritoryPath } from '@ovoz/election-model';
import type { FastifyInstance } from 'fastify';
import type postgres from 'postgres';
import { createApp, createPublicApp } from '../src/app.ts';
import { loadCountryPacks } from '../src/modules/geography/public.ts';
import type { Configuration } from '../src/platform/configuration.ts';
import { openDatabase } from '../src/platform/database.ts';
import { createLog } from '../src/platform/log.ts';
import type { Platform } from '../src/platform/platform.ts';
import { loadServerKeys } from '../src/platform/server-keys.ts';
import { checkedFetch } from './checked-fetch.ts';
import { addPerson } from './people.ts';
import { cloneTemplate } from './template-database.ts';

/** The public origin of the same installation, where there are no sessions. */
export function startPublicApp({
  platform,
}: Pick<TestServer, 'platform'>): Promise<FastifyInstance> {
  return createPublicApp(platform, packs);
}

const PORT = 4040;
/** Read once for all servers of a test file: packs never change. */
const packs = loadCountryPacks();

export type TestServer = {
  readonly app: FastifyInstance;
  readonly platform: Platform;
  /** Owner's connection: to look behind the scenes, and to play the superuser who cheats. */
  readonly owner: postgres.Sql;
  /** A new client without a session, with cookies of its own: another browser. */
  readonly browser: () => Client;
  /** Moves the server's clock: real time as the server sees it. */
  readonly setNow: (now: Date) => void;
  /** A new person with this role, perhaps for one election only, who is signed in. */
  readonly signInAs: (
    role: Role,
    territoryPath?: TerritoryPath,
    election?: string,
  ) => Promise<TestPerson>;
  /** Signs an existing demonstration account in once more, as from another device. */
  readonly signIn: (username: string) => Promise<Client>;
};

export type TestPerson = Client & {
  readonly personId: string;
  readonly username: string;
  readonly name: string;
};

/**
 * A whole server on a database of its own, cloned from a migrated template. Everything goes through
 * HTTP (injected, no socket), and every answer is checked against the contract's schema.
 */
export async function startTestServer(
  test: TestContext,
  kind: 'demo' | 'real' = 'demo',
): Promise<TestServer> {
  const clone = await cloneTemplate();
  const dataDirectory = mkdtempSync(join(tmpdir(), 'ovoz-test-'));
  const database = openDatabase(clone.url);
  const owner = openDatabase(clone.url, 'owner');
  const clock = { now: null as Date | null };
  const configuration: Configuration = {
    databaseUrl: clone.url,
    dataDirectory,
    logStateDirectory: join(dataDirectory, 'log-state'),
    host: '127.0.0.1',
    port: PORT,
    adminPort: PORT,
    publicOrigin: `http://127.0.0.1:${PORT}`,
    adminOrigin: `http://127.0.0.1:${PORT}`,
    whenEmpty: 'refuse',
    demoCountry: 'uzbekistan',
    logLevel: (process.env['OVOZ_TEST_LOG'] as Configuration['logLevel'] | undefined) ?? 'silent',
    logJson: true,
  };
  const platform: Platform = {
    database,
    configuration,
    log: createLog(configuration),
    installation: { id: randomUUID(), kind },
    keys: loadServerKeys(dataDirectory),
    now: () => clock.now ?? new Date(),
  };
  const app = await createApp(platform, packs);
  await app.ready();
  test.after(async () => {
    await app.close();
    await Promise.all([database.end({ timeout: 1 }), owner.end({ timeout: 1 })]);
    await clone.drop();
    rmSync(dataDirectory, { recursive: true, force: true });
  });

  const signIn = async (username: string): Promise<Client> => {
    const client = createClient({ origin: '', fetch: checkedFetch(app) });
    const answer = await client.call(signInToDemo, { body: { username } });
    if (!answer.ok) throw new Error(`${username} cannot sign in: ${answer.refusal.code}`);
    return client;
  };
  return {
    app,
    platform,
    owner,
    browser: () => createClient({ origin: '', fetch: checkedFetch(app) }),
    setNow: (now) => {
      clock.now = now;
    },
    signIn,
    signInAs: async (role, territoryPath = 'UZ', election) => {
      const person = await addPerson(owner, role, territoryPath, platform.now(), election);
      return { ...person, ...(await signIn(person.username)) };
    },
  };
}
