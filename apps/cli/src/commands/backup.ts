import type { Command } from 'commander';
import { runCommand } from '../run-command.ts';
import { fromWhereCalled, runServerProgram } from '../server-program.ts';
import { styled } from '../terminal.ts';
import { DATA_OPTION, dataArguments } from './installation.ts';

export function addBackup(program: Command): void {
  addTake(program);
  addRestore(program);
}

type Taken = {
  readonly folder: string;
  readonly tables: number;
  readonly rows: number;
  readonly bytes: number;
  readonly takenAt: string;
  readonly keys: string;
};

function addTake(program: Command): void {
  program
    .command('backup')
    .description('Writes all tables as they are at one moment into a new folder.')
    .requiredOption('--out <folder>', 'folder to make; it must not exist')
    .option(...DATA_OPTION)
    .addHelpText(
      'after',
      `
The server may go on running. The folder holds personal data and password hashes: keep it as you keep
the database. The keys are NOT in it; see docs/guides/backup-and-restore.md.

Example:
  npm run ovoz -- backup --out /backups/ovoz-2026-11-21`,
    )
    .action((_options, command: Command) =>
      runCommand(command, async (terminal) => {
        const options = command.opts<{ out: string; data?: string }>();
        const taken = await runServerProgram<Taken>(terminal, 'backup/backup-command.ts', [
          '--out',
          fromWhereCalled(options.out),
          ...dataArguments(options),
        ]);
        return {
          json: taken,
          lines: [
            `${taken.folder}: ${taken.rows} rows of ${taken.tables} tables, ${taken.bytes} bytes, as of ${taken.takenAt}.`,
            keysWarning(`The keys are NOT in it. Keep ${taken.keys} in another place:`),
            'without them one-time codes of restored accounts cannot be read.',
          ],
        };
      }),
    );
}

type Restored = Omit<Taken, 'folder' | 'bytes'> & { readonly migrated: readonly string[] };

function addRestore(program: Command): void {
  program
    .command('restore')
    .description('Puts a backup into an empty database.')
    .argument('<folder>', 'folder that backup made')
    .option(...DATA_OPTION)
    .addHelpText(
      'after',
      `
Every file is checked against its hash before anything is written; then all rows come in one
transaction. Killed in the middle, the database is left without rows.

Example:
  DATABASE_URL=postgres://ovoz:secret@db:5432/ovoz npm run ovoz -- restore /backups/ovoz-2026-11-21`,
    )
    .action((folder: string, _options, command: Command) =>
      runCommand(command, async (terminal) => {
        const restored = await runServerProgram<Restored>(terminal, 'backup/restore-command.ts', [
          '--from',
          fromWhereCalled(folder),
          ...dataArguments(command.opts()),
        ]);
        const migrated =
          restored.migrated.length === 0 ? [] : [`Then applied: ${restored.migrated.join(', ')}.`];
        return {
          json: restored,
          lines: [
            `Restored ${restored.rows} rows of ${restored.tables} tables, as of ${restored.takenAt}. All counts agree.`,
            ...migrated,
            keysWarning(`The keys do not come from the backup. Put yours into ${restored.keys}`),
            'before you start the server. Everybody has to sign in again.',
          ],
        };
      }),
    );
}

function keysWarning(sentence: string): string {
  return styled('yellow', sentence);
}
