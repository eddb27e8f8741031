import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { runCommand } from '../command-report.ts';
import { openDatabaseService } from '../connect.ts';
import { readConfiguration } from '../platform/configuration.ts';
import { restoreBackup } from './restore-backup.ts';

// --from FOLDER [--data FOLDER]: restores a backup into DATABASE_URL or the embedded database.
await runCommand(async (report) => {
  const { from = '', data } = parseArgs({
    options: { from: { type: 'string' }, data: { type: 'string' } },
  }).values;
  const options = data === undefined ? [] : ['--data', data];
  const configuration = readConfiguration(options, process.env, process.cwd());
  const service = await openDatabaseService(configuration, () => {});
  try {
    const restored = await restoreBackup(service.url, resolve(from), report.progress);
    return {
      takenAt: restored.manifest.takenAt,
      tables: restored.manifest.tables.length,
      rows: restored.manifest.tables.reduce((sum, table) => sum + table.rows, 0),
      migrated: [...restored.migrated],
      keys: join(configuration.dataDirectory, 'keys'),
    };
  } finally {
    await service.stop();
  }
});
