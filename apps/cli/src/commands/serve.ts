import type { Command } from 'commander';
import { startServer } from '../server-program.ts';

export function addServe(program: Command): void {
  program
    .command('serve')
    .description('Starts the server. Options go to it as they are.')
    .argument('[options...]', 'options of the server')
    .allowUnknownOption()
    .addHelpText(
      'after',
      `
Options of the server:
  --port NUMBER        port of the public pages (4040)
  --admin-port NUMBER  port of the administration (4041)
  --host ADDRESS       address to listen on (127.0.0.1)
  --data FOLDER        folder of the embedded database, keys and published files (data)
  --demo-default       make a demonstration of an empty database
  --demo-empty         make it with its two founders only, without a nation
  --country CODE       country of the demonstration (uzbekistan)
Environment: DATABASE_URL for your own PostgreSQL; OVOZ_PUBLIC_ORIGIN and OVOZ_ADMIN_ORIGIN for the
addresses that people use.

Examples:
  npm run ovoz -- serve --port 8080
  DATABASE_URL=postgres://ovoz:secret@db:5432/ovoz npm run ovoz -- serve`,
    )
    .action(async (options: readonly string[]) => {
      process.exitCode = await startServer(options);
    });
}
