import { existsSync, writeFileSync } from 'node:fs';
import {
  type Checkpoint,
  localBallotWork,
  readArchive,
  type Verification,
} from '@ovoz/verifiable-voting';
import type { Command } from 'commander';
import { openArchive } from '../ballot-box/archive-file.ts';
import { nodePlatform } from '../ballot-box/node-platform.ts';
import { readSetupOf } from '../ballot-box/read-setup.ts';
import { archiveIn, readText, sidecarOf } from '../ballot-box/box-folder.ts';
import { withVerified } from '../ballot-box/verify-file.ts';
import { CommandFailure } from '../failure.ts';
import { runCommand } from '../run-command.ts';
import { fromWhereCalled } from '../server-program.ts';
import type { Outcome, Terminal } from '../terminal.ts';

const SHOWN_FINDINGS = 20;

type VerifyOptions = { readonly sidecar?: string; readonly checkpoint?: string };

/** Enough for a steady figure. */
const BENCH_BALLOTS = 200;

export function addVerify(box: Command): void {
  box
    .command('bench')
    .description('Measures how fast one core verifies the ballots of an archive.')
    .argument('<archive>', 'the archive, or the folder that holds it')
    .action((path: string, _options: object, command: Command) =>
      runCommand(command, () => measure(archiveIn(path))),
    );
  box
    .command('verify')
    .description('Verifies an archive at two levels.')
    .argument('<archive>', 'the archive, or the folder that holds it')
    .option('--sidecar <file>', 'the full-context proofs (default: beside the archive)')
    .option('--checkpoint <file>', 'verify only what was appended since, and remember how far')
    .addHelpText(
      'after',
      `
It says "strictly valid", or "Belenios-valid, not strictly valid" with the codes of what is missing; both end
with 0. Anything else is invalid, or of a kind that this program cannot verify, and ends with 1.`,
    )
    .action((path: string, options: VerifyOptions, command: Command) =>
      runCommand(command, (terminal) => verify(terminal, path, options)),
    );
}

async function verify(terminal: Terminal, path: string, options: VerifyOptions): Promise<Outcome> {
  const archive = archiveIn(path);
  const sidecar =
    options.sidecar === undefined ? sidecarOf(archive) : fromWhereCalled(options.sidecar);
  const remembered = options.checkpoint === undefined ? null : fromWhereCalled(options.checkpoint);
  const checkpoint =
    remembered !== null && existsSync(remembered) ? readCheckpoint(remembered) : null;
  return withVerified(
    terminal,
    archive,
    { sidecar, ...(checkpoint === null ? {} : { checkpoint }) },
    async (verification) => {
      if (remembered !== null && verification.checkpoint !== null) {
        writeFileSync(remembered, `${JSON.stringify(verification.checkpoint)}\n`);
      }
      return outcomeOf(verification);
    },
  );
}

async function measure(archive: string): Promise<Outcome> {
  const setup = await readSetupOf(archive);
  const texts: string[] = [];
  const { source, close } = await openArchive(archive);
  for await (const { body } of readArchive(source.chunks(0))) {
    const text = new TextDecoder().decode(body);
    if (text.startsWith('{"election_uuid":')) texts.push(text);
    if (texts.length === BENCH_BALLOTS) break;
  }
  await close();
  const work = localBallotWork(setup, nodePlatform);
  // The first ballot also pays for tables and compilation.
  await work.verify(texts.slice(0, 1));
  const before = process.cpuUsage();
  const verdicts = await work.verify(texts);
  const { user, system } = process.cpuUsage(before);
  const right = verdicts.filter(({ ok }) => ok).length;
  const milliseconds = (user + system) / 1000 / texts.length;
  return {
    json: {
      group: setup.group.name,
      ballots: texts.length,
      right,
      millisecondsPerBallot: milliseconds,
    },
    lines: [
      `${setup.group.name}: ${milliseconds.toFixed(2)} ms of CPU for a ballot, ${right} of ${texts.length} right`,
    ],
  };
}

function readCheckpoint(path: string): Checkpoint {
  const checkpoint = JSON.parse(readText(path)) as Checkpoint;
  if (checkpoint.format !== 1) {
    throw new CommandFailure('checkpoint-malformed', `${path} is not a checkpoint.`);
  }
  return checkpoint;
}

function outcomeOf(verification: Verification): Outcome {
  const { verdict, codes, findings, phase, setup, ballots, verifiedNow, counted, result, head } =
    verification;
  const lines = [
    sentenceOf(verification),
    ...findings
      .slice(0, SHOWN_FINDINGS)
      .map(({ code, place, sentence }) => `  ${code} (${place}): ${sentence}`),
    ...(findings.length > SHOWN_FINDINGS ? [`  and ${findings.length - SHOWN_FINDINGS} more`] : []),
    `Phase: ${phase}. Ballots: ${ballots}, verified now: ${verifiedNow}, counted: ${counted}.`,
    ...(head?.event ? [`Head of the archive: ${head.event}`] : []),
    ...(setup === null ? [] : [`Fingerprint of the election: ${setup.fingerprint}`]),
    ...(result === null ? [] : [`Result: ${JSON.stringify(result)}`]),
  ];
  // In KiB, the largest that the whole process was, threads included.
  const peakMemoryBytes = process.resourceUsage().maxRSS * 1024;
  const json = {
    verdict,
    codes,
    findings,
    phase,
    ballots,
    verifiedNow,
    counted,
    result,
    peakMemoryBytes,
  };
  const isValid = verdict === 'strictly-valid' || verdict === 'belenios-valid';
  return { json, lines, exitCode: isValid ? 0 : 1 };
}

function sentenceOf({ verdict, codes }: Verification): string {
  switch (verdict) {
    case 'strictly-valid':
      return 'strictly valid';
    case 'belenios-valid':
      return `Belenios-valid, not strictly valid: ${codes.join(', ')}`;
    case 'invalid':
      return `invalid: ${codes.join(', ')}`;
    case 'not-verified':
      return `not verified: ${codes.join(', ')}`;
  }
}
