import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openDatabase } from './database.ts';
import { dumpSchema } from './dump-schema.ts';
import { startEmbeddedPostgres } from './embedded-postgres.ts';
import { migrate } from './migrate.ts';

// Writes database/schema.sql from a fresh database: run it after adding a migration.
const FILE = fileURLToPath(new URL('../../database/schema.sql', import.meta.url));

const dataDirectory = mkdtempSync(join(tmpdir(), 'ovoz-schema-'));
const postgres = await startEmbeddedPostgres({ dataDirectory, durable: false, log: () => {} });
const owner = openDatabase(postgres.url, 'owner');
try {
  await migrate(owner, postgres.url);
  writeFileSync(FILE, await dumpSchema(owner));
} finally {
  await owner.end();
  await postgres.stop();
  rmSync(dataDirectory, { recursive: true, force: true });
}
