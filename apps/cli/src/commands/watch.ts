import type { Command } from 'commander';
import { fromWhereCalled, startInPlace } from '../server-program.ts';
import { DATA_OPTION, dataArguments } from './installation.ts';

type WatchOptions = {
  readonly published?: string;
  readonly state: string;
  readonly every: string;
  readonly once?: boolean;
  readonly data?: string;
};

export function addWatch(program: Command): void {
  program
    .command('watch')
    .description('Compares the database and the published files with the public log, from outside.')
    .option('--published <place>', 'folder of published files, or address of the site')
    .option('--state <folder>', 'where it keeps what it saw of the log', 'watch')
    .option('--every <seconds>', 'pause between two looks', '15')
    .option('--once', 'look once, and end with exit code 1 if there is an alarm')
    .option(...DATA_OPTION)
    .addHelpText(
      'after',
      `
Run it on another machine than the server, under an account that can read and not write. It tells of
counts that were changed in the database, facts that were deleted or altered, rights that nobody gave,
files that nobody published, a log that shrank or forked. docs/guides/watch.md says what to do then.

Examples:
  npm run ovoz -- watch
  DATABASE_URL=postgres://auditor:secret@db/ovoz npm run ovoz -- watch --published https://elections.example.org --state /var/lib/ovoz-watch`,
    )
    .action(async (_options, command: Command) => {
      const options = command.optsWithGlobals<WatchOptions & { readonly json?: boolean }>();
      process.exitCode = await startInPlace('watch/watch-command.ts', [
        ...published(options.published),
        '--state',
        fromWhereCalled(options.state),
        '--every',
        options.every,
        ...(options.once === true ? ['--once'] : []),
        ...(options.json === true ? ['--json'] : []),
        ...dataArguments(options),
      ]);
    });
}

function published(place: string | undefined): readonly string[] {
  if (place === undefined) return [];
  return ['--published', /^https?:\/\//.test(place) ? place : fromWhereCalled(place)];
}
