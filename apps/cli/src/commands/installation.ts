import type { Command } from 'commander';
import { runCommand } from '../run-command.ts';
import { fromWhereCalled, runServerProgram } from '../server-program.ts';
import { styled } from '../terminal.ts';

export const DATA_OPTION = [
  '--data <folder>',
  'folder of the embedded database and keys, without DATABASE_URL',
] as const;

/** The server reads its folder as it always does, unless it is told another. */
export function dataArguments({ data }: { readonly data?: string }): readonly string[] {
  return data === undefined ? [] : ['--data', fromWhereCalled(data)];
}

export function addInstallation(program: Command): void {
  addMigrate(program);
  addInit(program);
}

function addMigrate(program: Command): void {
  program
    .command('migrate')
    .description('Brings the schema of the database to the state of this program.')
    .option(...DATA_OPTION)
    .addHelpText(
      'after',
      `
It works on DATABASE_URL, as the owner of the database, or on the embedded database.
Killed in the middle, the next run goes on where it was. Take a backup first.

Example:
  DATABASE_URL=postgres://ovoz:secret@db:5432/ovoz npm run ovoz -- migrate`,
    )
    .action((_options, command: Command) =>
      runCommand(command, async (terminal) => {
        const { applied } = await runServerProgram<{ applied: string[] }>(
          terminal,
          'migrate-command.ts',
          dataArguments(command.opts()),
        );
        const lines =
          applied.length === 0
            ? ['The schema is current; nothing was to be done.']
            : ['Applied:', ...applied.map((name) => `  ${name}`)];
        return { json: { applied }, lines };
      }),
    );
}

type Founded = {
  readonly validUntil: string;
  readonly people: readonly { username: string; name: string; invitation: string }[];
};

function addInit(program: Command): void {
  program
    .command('init')
    .description('Makes an empty, migrated database a real installation with its first two people.')
    .requiredOption('--country <code>', 'country pack, such as uzbekistan')
    .requiredOption('--first <username:name>', 'the first person')
    .requiredOption('--second <username:name>', 'the second person')
    .option(...DATA_OPTION)
    .addHelpText(
      'after',
      `
Both become members of the central commission. Nobody ever starts alone: everything that one person
could abuse needs the other. It cannot be undone, and it cannot be done twice.

Example:
  npm run ovoz -- init --country uzbekistan \\
    --first "aziza.karimova:Aziza Karimova" --second "bobur.tohirov:Bobur Tohirov"`,
    )
    .action((_options, command: Command) =>
      runCommand(command, async (terminal) => {
        const options = command.opts<{
          country: string;
          first: string;
          second: string;
          data?: string;
        }>();
        const { country, first, second } = options;
        const named = Object.entries({ country, first, second });
        const args = [
          ...named.flatMap(([name, value]) => [`--${name}`, value]),
          ...dataArguments(options),
        ];
        const founded = await runServerProgram<Founded>(terminal, 'init.ts', args);
        const lines = founded.people.flatMap(({ username, name, invitation }) => [
          `  ${styled('bold', name)} (${username})`,
          `  ${invitation}`,
          '',
        ]);
        return {
          json: founded,
          lines: [
            'The installation is made. Hand each person their own address, to nobody else:',
            '',
            ...lines,
            `The addresses are shown this once and work until ${founded.validUntil}.`,
            'Start the server with: npm run ovoz -- serve',
          ],
        };
      }),
    );
}
