import { readFileSync } from 'node:fs';
import { exportStationRoll } from '@ovoz/contract';
import type { Command } from 'commander';
import { CommandFailure } from '../failure.ts';
import { checkRoll } from '../roll/check-roll.ts';
import { runCommand } from '../run-command.ts';
import { fromWhereCalled } from '../server-program.ts';
import { type Session, withServer, withSession } from '../sign-in.ts';
import { type Outcome, styled } from '../terminal.ts';
import { writeFiles } from '../write-files.ts';

/** `ovoz roll`: the frozen list of a station, exported and checked against what was published. */
export function addRoll(program: Command): void {
  const group = program.command('roll').description('The frozen roll of voters of a station.');
  addExport(group);
  group
    .command('check')
    .description('Holds the lines of a station against the root that was published.')
    .argument('<lines>', 'file with the exported lines')
    .requiredOption('--rolls <file>', 'rolls.json as it was published')
    .requiredOption('--station <number>', 'number of the station')
    .addHelpText(
      'after',
      `
Exit code 0: the lines are those that were frozen. Exit code 1: they are not, with what differs.
No server is asked. Compare the key that signed rolls.json with the one that the commission made known.

Example:
  npm run ovoz -- roll check ./roll-12.jsonl --station 12 --rolls ./rolls.json`,
    )
    .action((lines: string, _options, command: Command) =>
      runCommand(command, async () => {
        const { rolls, station } = command.opts<{ rolls: string; station: string }>();
        return checked(checkRoll(readText(rolls), station, readText(lines)));
      }),
    );
}

function addExport(group: Command): void {
  withServer(
    group
      .command('export')
      .description('Writes the lines of a station as they were hashed. The reading is recorded.')
      .requiredOption('--election <code>', 'code of the election')
      .requiredOption('--station <number>', 'number of the station')
      .requiredOption('--out <folder>', 'folder for the file; an existing one is not replaced'),
  ).action((_options, command: Command) =>
    runCommand(command, async () => {
      const options = command.opts<{ election: string; station: string; out: string }>();
      const lines = await withSession(command, (session) => readLines(session, options));
      return writeFiles(options.out, { [`roll-${options.station}.jsonl`]: lines });
    }),
  );
}

async function readLines(
  session: Session,
  { election, station }: { readonly election: string; readonly station: string },
): Promise<string> {
  const { lines } = await session.call(exportStationRoll, { params: { code: election, station } });
  return lines;
}

function checked(roll: ReturnType<typeof checkRoll>): Outcome {
  const { station, voters, root, rollRoot, signedBy } = roll;
  return {
    json: roll,
    lines: [
      styled('green', `Station ${station}: ${voters} lines, as they were frozen.`),
      `Root of the station: ${root}`,
      `Root of the roll:    ${rollRoot}`,
      `Signed by the key:   ${signedBy}`,
    ],
  };
}

function readText(file: string): string {
  try {
    return readFileSync(fromWhereCalled(file), 'utf8');
  } catch (error) {
    throw new CommandFailure('file-unreadable', `${(error as Error).message}.`);
  }
}
