import { type Command, Option } from 'commander';
import { CommandFailure } from '../failure.ts';
import { readText } from '../import-files.ts';
import { type ColumnPlan, parseColumnPlan, planOfHeader } from '../protocol-file/column-plan.ts';
import { type EntryReport, enterProtocols } from '../protocol-file/enter-protocols.ts';
import { csvLines, type FileFinding, readProtocols } from '../protocol-file/read-protocols.ts';
import {
  parseResolution,
  type RepeatedStation,
  resolveRepeated,
} from '../protocol-file/repeated-stations.ts';
import { runCommand } from '../run-command.ts';
import { fromWhereCalled } from '../server-program.ts';
import { withServer, withSession } from '../sign-in.ts';
import { type Outcome, styled, table } from '../terminal.ts';

type Options = {
  readonly election: string;
  readonly file: string;
  readonly columns?: string;
  readonly contest?: string;
  readonly count: 'hand' | 'machine';
  readonly resolve: readonly string[];
  readonly ownTerritory?: boolean;
  readonly check?: boolean;
};

const MOST_SHOWN = 40;

export function addImportProtocols(group: Command): void {
  withServer(
    group
      .command('protocols')
      .description('Keys the protocols of a file as one operator; a second person does it again.')
      .requiredOption('--election <code>', 'code of the election whose count is open')
      .requiredOption('--file <path>', 'CSV file, UTF-8, one protocol a row')
      .option('--columns <path>', 'JSON file that says what the columns mean')
      .option('--contest <code>', 'contest of the file, where no --columns says it')
      .addOption(
        new Option('--count <kind>', 'which count, where no --columns says it')
          .choices(['hand', 'machine'])
          .default('hand'),
      )
      .option(
        '--resolve <row>',
        '39-18#2=39-18-2: the second row of 39-18 is 39-18-2',
        collected,
        [],
      )
      .option('--own-territory', 'leave rows of other territories to others')
      .option('--check', 'read the file and say what is wrong; send nothing'),
  )
    .addHelpText(
      'after',
      `
Every row goes the way of an operator's entry. Run it as two people: nothing is received before both
have entered the same. Errors of arithmetic are entered as they stand and reported; who decides sees
them. An empty cell is unknown, not zero. A number that occurs twice is left out until somebody says
with --resolve which row is which station. A run that was ended goes on where it was.

Without --columns the headings are station, counts.… and votes.… with the codes of form and ballot.

Example:
  npm run ovoz -- import protocols --election georgia-2012-10-01-drill \\
    --file country-packs/georgia/elections/2012-parliament-proportional-protocols.csv \\
    --columns country-packs/georgia/elections/2012-parliament-proportional-columns.json \\
    --resolve 39-18#2=39-18-2 --demo demo.operator-1`,
    )
    .action((_options, command: Command) =>
      runCommand(command, async (terminal) => {
        const options = command.opts<Options>();
        const lines = csvLines(readText(fromWhereCalled(options.file)));
        const plan = planFor(options, lines[0] ?? []);
        const reading = readProtocols(lines, plan);
        if (reading.findings.length > 0) return wrongFile(reading.findings);
        const { protocols, repeated } = resolveRepeated(
          reading.protocols,
          options.resolve.map(parseResolution),
        );
        if (options.check === true) return checked(protocols.length, repeated);
        return withSession(command, async (session) => {
          const { contest, count } = plan;
          const report = await enterProtocols(
            session,
            { election: options.election, contest, count, protocols },
            (done, of) => terminal.progress(done, of, 'protocols entered'),
          );
          return entered(report, repeated, options.ownTerritory === true);
        });
      }),
    );
}

function planFor(options: Options, header: readonly string[]): ColumnPlan {
  if (options.columns !== undefined) {
    return parseColumnPlan(readText(fromWhereCalled(options.columns)));
  }
  if (options.contest === undefined) {
    throw new CommandFailure('contest-missing', 'Give --contest, or --columns with a plan.');
  }
  return planOfHeader(header, options.contest, options.count);
}

function wrongFile(findings: readonly FileFinding[]): Outcome {
  const rows = findings
    .slice(0, MOST_SHOWN)
    .map(({ line, column, code, reason }) => [String(line ?? ''), column ?? '', code, reason]);
  const more = findings.length - rows.length;
  return {
    json: { findings },
    lines: [
      ...table(['line', 'column', 'code', 'found'], rows),
      ...(more > 0 ? [`${more} more; with --json all are listed.`] : []),
      styled('red', 'Nothing was imported. Mend the file and import it again.'),
    ],
    exitCode: 1,
  };
}

function checked(rows: number, repeated: readonly RepeatedStation[]): Outcome {
  return {
    json: { rows, repeated },
    lines: [`${rows} protocols can be entered.`, ...repeatedLines(repeated)],
    exitCode: repeated.length === 0 ? 0 : 1,
  };
}

function entered(
  report: EntryReport,
  repeated: readonly RepeatedStation[],
  ownTerritory: boolean,
): Outcome {
  const { withErrors, outside, different } = report;
  const isDone = repeated.length === 0 && (ownTerritory || outside.length === 0);
  const errors = withErrors
    .slice(0, MOST_SHOWN)
    .map(({ line, station, codes }) => [String(line), station, codes.join(' ')]);
  return {
    json: { ...report, repeated },
    lines: [
      `${report.entered} entered first, ${report.received} received with a second entry that agrees, ${different.length} differ, ${report.doneBefore} done before.`,
      ...(different.length > 0 ? [`Differing: ${shortened(different)}`] : []),
      ...(outside.length > 0
        ? [`${outside.length} of other territories or unknown stations: ${shortened(outside)}`]
        : []),
      ...(errors.length > 0
        ? [
            `${withErrors.length} entered with errors:`,
            ...table(['line', 'station', 'checks'], errors),
          ]
        : []),
      ...repeatedLines(repeated),
    ],
    exitCode: isDone ? 0 : 1,
  };
}

function repeatedLines(repeated: readonly RepeatedStation[]): readonly string[] {
  return repeated.map(
    ({ station, lines }) =>
      `station-repeated: ${station} stands on the lines ${lines.join(' and ')}; none of them was imported. Decide with --resolve ${station}#2=NUMBER.`,
  );
}

function shortened(names: readonly string[]): string {
  const shown = names.slice(0, MOST_SHOWN).join(', ');
  return names.length > MOST_SHOWN ? `${shown} and ${names.length - MOST_SHOWN} more` : shown;
}

function collected(text: string, before: readonly string[]): readonly string[] {
  return [...before, text];
}
