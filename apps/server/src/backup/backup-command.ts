import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { runCommand } from '../command-report.ts';
import { type DatabaseService, openDatabaseService } from '../connect.ts';
import { type Configuration, readConfiguration } from '../platform/configuration.ts';
import { EmbeddedPostgresError } from '../platform/embedded-postgres.ts';
import { runningClusterUrl } from '../platform/embedded-postgres-cluster.ts';
import { takeBackup } from './take-backup.ts';

// --out FOLDER [--data FOLDER]: writes a backup of DATABASE_URL or of the embedded database.
await runCommand(async (report) => {
  const { out = '', data } = parseArgs({
    options: { out: { type: 'string' }, data: { type: 'string' } },
  }).values;
  const options = data === undefined ? [] : ['--data', data];
  const configuration = readConfiguration(options, process.env, process.cwd());
  const service = await reachDatabase(configuration);
  try {
    const folder = resolve(out);
    const manifest = await takeBackup(service.url, folder, new Date(), report.progress);
    const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
    return {
      folder,
      tables: manifest.tables.length,
      rows,
      bytes: manifest.tables.reduce((sum, table) => sum + table.bytes, 0),
      takenAt: manifest.takenAt,
      keys: join(configuration.dataDirectory, 'keys'),
    };
  } finally {
    await service.stop();
  }
});

/** A server that runs on the embedded database goes on running: the backup reads beside it. */
async function reachDatabase(configuration: Configuration): Promise<DatabaseService> {
  try {
    return await openDatabaseService(configuration, () => {});
  } catch (error) {
    if (!(error instanceof EmbeddedPostgresError) || error.code !== 'data-folder-locked')
      throw error;
    const url = runningClusterUrl(join(configuration.dataDirectory, 'database'));
    return openDatabaseService({ ...configuration, databaseUrl: url }, () => {});
  }
}
