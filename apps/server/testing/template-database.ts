import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';
import postgres from 'postgres';
import { startEmbeddedPostgres } from '../src/platform/embedded-postgres.ts';
import { migrate } from '../src/platform/migrate.ts';

const MIGRATIONS = fileURLToPath(new URL('../database/migrations/', import.meta.url));
/** Test files that run side by side make the template once. */
const TEMPLATE_LOCK = 4_040_002;

export type Clone = { readonly url: string; readonly drop: () => Promise<void> };

/** A fresh database with the whole schema, copied from a template in some tens of milliseconds. */
export async function cloneTemplate(): Promise<Clone> {
  const adminUrl = await clusterUrl();
  const template = await ensureTemplate(adminUrl);
  const name = `ovoz_test_${randomBytes(6).toString('hex')}`;
  const admin = postgres(adminUrl, { max: 1, onnotice: () => {} });
  await admin.unsafe(`create database ${name} template ${template}`);
  return {
    url: withDatabase(adminUrl, name),
    drop: async () => {
      await admin.unsafe(`drop database ${name} with (force)`);
      await admin.end({ timeout: 1 });
    },
  };
}

/** An empty database, without any schema. */
export async function emptyDatabase(): Promise<Clone> {
  const adminUrl = await clusterUrl();
  const name = `ovoz_test_${randomBytes(6).toString('hex')}`;
  const admin = postgres(adminUrl, { max: 1, onnotice: () => {} });
  await admin.unsafe(`create database ${name} template template0`);
  return {
    url: withDatabase(adminUrl, name),
    drop: async () => {
      await admin.unsafe(`drop database ${name} with (force)`);
      await admin.end({ timeout: 1 });
    },
  };
}

let ownCluster: Promise<string> | null = null;
let stopOwnCluster = async (): Promise<void> => {};

/** The runner's cluster, or one of our own when a test file is run by hand. */
async function clusterUrl(): Promise<string> {
  const given = process.env['OVOZ_TEST_DATABASE_URL'];
  if (given !== undefined) return given;
  ownCluster ??= startOwnCluster();
  return ownCluster;
}

async function startOwnCluster(): Promise<string> {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'ovoz-test-cluster-'));
  const cluster = await startEmbeddedPostgres({ dataDirectory, durable: false, log: () => {} });
  stopOwnCluster = async () => {
    await cluster.stop();
    rmSync(dataDirectory, { recursive: true, force: true });
  };
  return cluster.adminUrl;
}

// Registered while the file loads, so that it belongs to the whole file and not to the test that came first.
after(() => stopOwnCluster());

async function ensureTemplate(adminUrl: string): Promise<string> {
  const hash = createHash('sha256');
  for (const file of readdirSync(MIGRATIONS).toSorted()) {
    hash.update(readFileSync(join(MIGRATIONS, file)));
  }
  const name = `ovoz_template_${hash.digest('hex').slice(0, 16)}`;
  const admin = postgres(adminUrl, { max: 1, onnotice: () => {} });
  try {
    await admin`select pg_advisory_lock(${TEMPLATE_LOCK})`;
    const [existing] = await admin`select 1 from pg_database where datname = ${name}`;
    if (existing === undefined) await makeTemplate(admin, adminUrl, name);
  } finally {
    await admin.end({ timeout: 1 });
  }
  return name;
}

async function makeTemplate(admin: postgres.Sql, adminUrl: string, name: string): Promise<void> {
  const draft = `${name}_draft`;
  await admin.unsafe(`drop database if exists ${draft} with (force)`);
  await admin.unsafe(`create database ${draft} template template0`);
  const url = withDatabase(adminUrl, draft);
  const owner = postgres(url, { max: 2, onnotice: () => {} });
  await migrate(owner, url);
  await owner.end({ timeout: 1 });
  await admin.unsafe(`alter database ${draft} rename to ${name}`);
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.toString();
}
