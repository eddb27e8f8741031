import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';

/** Drills belong to the tests of the project; they are a program of their own. */
const DRILL = new URL('../../../../tests/drills/main.ts', import.meta.url);

export function addDrill(program: Command): void {
  program
    .command('drill')
    .description('Plays an election night on a server of its own. Options go to it as they are.')
    .argument('[options...]', 'options of the drill')
    .allowUnknownOption()
    .addHelpText(
      'after',
      `
Options of the drill:
  --country CODE     uzbekistan (a generated night) or georgia (the real protocols of 2012)
  --seed TEXT        the same seed gives the same night; it is printed
  --speed FACTOR     2 plays it in half of about two minutes
  --stations NUMBER  a part of the stations, 80 or more
  --runoffs NUMBER   districts without an absolute majority
  --out FOLDER       folder for database, site and log; it is kept
  --keep             go on serving the published site until Ctrl+C
It ends with 0 only when everything published agrees with sums of its own. docs/guides/drills.md

Examples:
  npm run drill -- --country uzbekistan
  npm run drill -- --country georgia --keep`,
    )
    .action(async (options: readonly string[]) => {
      const child = spawn(process.execPath, [fileURLToPath(DRILL), ...options], {
        stdio: 'inherit',
      });
      for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
        process.on(signal, () => child.kill(signal));
      }
      const [exitCode] = (await once(child, 'close')) as [number | null];
      process.exitCode = exitCode ?? 1;
    });
}
