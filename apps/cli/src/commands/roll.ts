import { readFileSync } from 'node:fs';
import { exportStationRoll, exportSupplements } from '@ovoz/contract';
import type { Command } from 'commander';
import { CommandFailure } from '../failure.ts';
import { type CheckedRoll, type CheckedSheet, checkRoll, checkSheet } from '../roll/check-roll.ts';
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
    .option(
      '--rolls <file>',
      'rolls.json as it was published: the lines are those of a frozen roll',
    )
    .option(
      '--supplements <file>',
      'roll-supplements.json as it was published: the lines are those of a supplementary sheet',
    )
    .requiredOption('--station <number>', 'number of the station')
    .option('--code <text>', 'what the square code on the paper says, to be checked as well')
    .addHelpText(
      'after',
      `
Exit code 0: the lines are those that were frozen, or decided since. Exit code 1: they are not, with what differs.
No server is asked. Compare the key that signed the published file with the one that the commission made known.

Examples:
  npm run ovoz -- roll check ./roll-12.jsonl --station 12 --rolls ./rolls.json
  npm run ovoz -- roll check ./supplements-12.jsonl --station 12 --supplements ./roll-supplements.json \\
    --code 'ovoz:supplements?election=…&station=12&version=3&root=…'`,
    )
    .action((lines: string, _options, command: Command) =>
      runCommand(command, async () => check(lines, command.opts<CheckOptions>())),
    );
}

type CheckOptions = {
  readonly rolls?: string;
  readonly supplements?: string;
  readonly station: string;
  readonly code?: string;
};

function check(file: string, { rolls, supplements, station, code }: CheckOptions): Outcome {
  const given = { station, lines: readText(file), code: code ?? null };
  if (rolls !== undefined && supplements === undefined) {
    return checked(checkRoll(readText(rolls), given), given.code);
  }
  if (supplements !== undefined && rolls === undefined) {
    return checkedSheet(checkSheet(readText(supplements), given), given.code);
  }
  throw new CommandFailure(
    'published-file-unclear',
    'Name one published file, by --rolls or by --supplements.',
  );
}

function addExport(group: Command): void {
  withServer(
    group
      .command('export')
      .description('Writes the lines of a station as they were hashed. The reading is recorded.')
      .requiredOption('--election <code>', 'code of the election')
      .requiredOption('--station <number>', 'number of the station')
      .option('--supplements', 'those of the supplementary sheet instead of the frozen roll')
      .requiredOption('--out <folder>', 'folder for the file; an existing one is not replaced'),
  ).action((_options, command: Command) =>
    runCommand(command, async () => {
      const options = command.opts<ExportOptions>();
      const lines = await withSession(command, (session) => readLines(session, options));
      const part = options.supplements === true ? 'supplements' : 'roll';
      return writeFiles(options.out, { [`${part}-${options.station}.jsonl`]: lines });
    }),
  );
}

type ExportOptions = {
  readonly election: string;
  readonly station: string;
  readonly supplements?: true;
  readonly out: string;
};

async function readLines(
  session: Session,
  { election, station, supplements }: ExportOptions,
): Promise<string> {
  const operation = supplements === true ? exportSupplements : exportStationRoll;
  const { lines } = await session.call(operation, { params: { code: election, station } });
  return lines;
}

function checked(roll: CheckedRoll, code: string | null): Outcome {
  const { station, voters, root, rollRoot, signedBy } = roll;
  return {
    json: roll,
    lines: [
      styled('green', `Station ${station}: ${voters} lines, as they were frozen.`),
      ...codeLine(code),
      `Root of the station: ${root}`,
      `Root of the roll:    ${rollRoot}`,
      `Signed by the key:   ${signedBy}`,
    ],
  };
}

function checkedSheet(sheet: CheckedSheet, code: string | null): Outcome {
  const { station, version, added, struck, root, signedBy } = sheet;
  return {
    json: sheet,
    lines: [
      styled(
        'green',
        `Station ${station}: version ${version}, ${added} added and ${struck} struck out, as they were decided.`,
      ),
      ...codeLine(code),
      `Root of the sheet:   ${root}`,
      `Signed by the key:   ${signedBy}`,
    ],
  };
}

function codeLine(code: string | null): readonly string[] {
  return code === null ? [] : [styled('green', 'The code on the paper is that of these lines.')];
}

function readText(file: string): string {
  try {
    return readFileSync(fromWhereCalled(file), 'utf8');
  } catch (error) {
    throw new CommandFailure('file-unreadable', `${(error as Error).message}.`);
  }
}
