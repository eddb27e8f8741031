import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { runCommand } from '../command-report.ts';
import { reachDatabase } from '../connect.ts';
import { readConfiguration } from '../platform/configuration.ts';
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
