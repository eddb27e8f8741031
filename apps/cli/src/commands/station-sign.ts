import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { text as ask, isCancel } from '@clack/prompts';
import {
  type CheckFinding,
  type CountKind,
  contentFaults,
  legalTimeMs,
  MAX_COUNT,
  ProtocolContent,
  type ResultPayload,
} from '@ovoz/election-model';
import { packageHash, signPackage } from '@ovoz/public-log';
import { checkProtocol } from '@ovoz/tally';
import { type Command, Option } from 'commander';
import { Value } from 'typebox/value';
import { CommandFailure } from '../failure.ts';
import { runCommand } from '../run-command.ts';
import { fromWhereCalled } from '../server-program.ts';
import { withFolder } from '../station/folder-option.ts';
import { type DevicePaper, readElection } from '../station/published-papers.ts';
import {
  keepPackage,
  lastVersion,
  openStationFolder,
  packagePath,
  type StationSettings,
} from '../station/station-folder.ts';
import type { Outcome } from '../terminal.ts';

type SignOptions = {
  readonly folder: string;
  readonly contest: string;
  readonly count: CountKind;
  readonly version?: string;
  readonly protocol?: string;
  readonly errorsOnPaper?: boolean;
};

export function addStationSign(group: Command): void {
  withFolder(
    group
      .command('sign')
      .description('Signs the protocol of a contest, as it stands on the paper.')
      .requiredOption('--contest <code>', 'which contest, such as party-list')
      .option('--protocol <file>', 'figures as JSON; left out: they are asked for, line by line')
      .addOption(
        new Option('--count <kind>', 'who counted').choices(['hand', 'machine']).default('hand'),
      )
      .option('--version <number>', 'left out: the next one')
      .option('--errors-on-paper', 'the paper itself has the errors that the checks find'),
  )
    .addHelpText(
      'after',
      `
The file has the names of the form and of the ballot: {"counts": {"ballots-valid": 79, …}, "votes":
{"candidate-1": 40, …}}; null where the paper is empty. Works without a network. A version is signed once.

Example:
  npm run ovoz -- station sign --folder ./station-17 --contest party-list --protocol figures.json`,
    )
    .action((_options, command: Command) => runCommand(command, () => sign(command.opts())));
}

async function sign(options: SignOptions): Promise<Outcome> {
  const folder = openStationFolder(options.folder);
  const { settings, key } = folder;
  const { contest, count } = options;
  const paper = settings.papers.find((one) => one.contest === contest);
  if (paper === undefined) {
    const known = settings.papers.map((one) => one.contest).join(', ');
    throw new CommandFailure('contest-unknown', `The station has ${known}, not ${contest}.`);
  }
  const version = readVersion(options.version, lastVersion(folder, contest, count) + 1);
  const content =
    options.protocol === undefined ? await askFigures(paper) : readFigures(options.protocol);
  requireNames(paper, content);
  const findings = checkProtocol(paper.form, content, paper);
  const errors = findings.filter(({ severity }) => severity === 'error');
  if (errors.length > 0 && options.errorsOnPaper !== true) {
    throw new CommandFailure(
      'protocol-has-errors',
      'The figures do not pass the checks of the form. Compare them with the paper; if it has them so, add --errors-on-paper.',
      errors.map((finding) => inWords(paper, finding)),
    );
  }
  const payload: ResultPayload = {
    format: 1,
    election: settings.election,
    mode: settings.mode,
    definition: settings.definition,
    contest,
    station: settings.station,
    count,
    version,
    origin: { kind: 'station-signed' },
    madeAt: new Date(legalTimeMs(await clockOf(settings), Date.now())).toISOString(),
    content,
  };
  const { text } = signPackage(payload, key.fingerprint, key.sign);
  const file = packagePath(folder, payload);
  keepPackage(folder, file, text);
  const hash = packageHash(text, (bytes) => createHash('sha256').update(bytes).digest());
  return {
    json: { file, hash, version, findings },
    lines: [
      `Signed: ${paper.title}, station ${settings.station}, version ${version}.`,
      ...findings.map(
        (finding) => `  ${inWords(paper, finding).field}: ${inWords(paper, finding).reason}`,
      ),
      `  ${file}`,
      `  SHA-256 ${hash}`,
      'Send it by:',
      `  npm run ovoz -- station send --folder ${options.folder}`,
    ],
  };
}

function readVersion(given: string | undefined, next: number): number {
  if (given === undefined) return next;
  if (/^[1-9][0-9]{0,2}$/.test(given)) return Number(given);
  throw new CommandFailure('version-invalid', `--version "${given}" should be 1 to 999.`);
}

function readFigures(given: string): ProtocolContent {
  const path = fromWhereCalled(given);
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new CommandFailure('file-unreadable', `${path}: ${(error as Error).message}.`);
  }
  if (Value.Check(ProtocolContent, value)) return value;
  const errors = Value.Errors(ProtocolContent, value).map(({ instancePath, message }) => ({
    field: instancePath || 'file',
    reason: message,
  }));
  throw new CommandFailure(
    'fields-wrong',
    `${path} does not hold the figures of a protocol.`,
    errors,
  );
}

/** Before the device signs: the server refuses other names than those of the form and the ballot. */
function requireNames({ form, options }: DevicePaper, content: ProtocolContent): void {
  const codes = options.map(({ code }) => code);
  const faults = contentFaults(form, codes, content);
  if (faults.length === 0) return;
  const errors = faults.map(({ code, field }) => ({ field, reason: code }));
  throw new CommandFailure(
    'fields-wrong',
    'The fields are not those of the form and the ballot.',
    errors,
  );
}

async function askFigures({ title, form, options }: DevicePaper): Promise<ProtocolContent> {
  if (!process.stdin.isTTY) {
    throw new CommandFailure(
      'protocol-missing',
      'There is nobody at a terminal to ask; give the figures by --protocol FILE.',
    );
  }
  console.error(`${title}. Figures as they stand on the paper; empty where it is empty.`);
  const counts: Record<string, number | null> = {};
  const votes: Record<string, number | null> = {};
  for (const { code, row, caption } of form.fields) {
    counts[code] = await askFigure(`${row}  ${caption.en}`);
  }
  for (const { code, name } of options) votes[code] = await askFigure(name);
  return { counts, votes };
}

async function askFigure(message: string): Promise<number | null> {
  const answer = await ask({
    message,
    output: process.stderr,
    validate: (given = '') =>
      /^(|0|[1-9][0-9]{0,8})$/.test(given) ? undefined : `A whole number up to ${MAX_COUNT}.`,
  });
  if (isCancel(answer)) throw new CommandFailure('interrupted', 'Nothing was signed.');
  return answer === '' || answer === undefined ? null : Number(answer);
}

function inWords(
  { form }: DevicePaper,
  { code, severity, fields, left, comparison, right }: CheckFinding,
) {
  const check = form.checks.find((one) => one.code === code);
  const figures = comparison === null ? '' : ` ${left} ${comparison} ${right}.`;
  const meaning = check?.meaning.en ?? 'The paper must give this count.';
  return {
    field: `${code} (${severity})`,
    reason: `${meaning}${figures} Look at ${fields.join(', ')}.`,
  };
}

/** The clock of a training is moved now and then; without a network the one of the enrolment goes on. */
async function clockOf(settings: StationSettings) {
  if (settings.mode === 'live') return null;
  try {
    return (await readElection(settings.public, settings.election)).clock;
  } catch (error) {
    if (error instanceof CommandFailure) return settings.clock;
    throw error;
  }
}
