import { runCommand } from './command-report.ts';
import { openDatabaseService } from './connect.ts';
import { readConfiguration } from './platform/configuration.ts';
import { openDatabase } from './platform/database.ts';
import { migrate } from './platform/migrate.ts';

// Brings the schema of DATABASE_URL, or of the embedded database, to this program's state.
await runCommand(async (report) => {
  const configuration = readConfiguration(process.argv.slice(2), process.env, process.cwd());
  const service = await openDatabaseService(configuration, () => {});
  const owner = openDatabase(service.url, 'owner');
  try {
    report.step('Comparing the schema with the migrations');
    return { applied: [...(await migrate(owner, service.url))] };
  } finally {
    await owner.end({ timeout: 5 });
    await service.stop();
  }
});
