import { existsSync, writeFileSync } from 'node:fs';
import { localBallotWork, readArchive, type Verification } from '@ovoz/verifiable-voting';
import type { Command } from 'commander';
import { openArchive } from '../ballot-box/archive-file.ts';
import { nodePlatform } from '../ballot-box/node-platform.ts';
import { readSetupOf } from '../ballot-box/read-setup.ts';
import { archiveIn, readWhole, readWith, sidecarOf } from '../ballot-box/box-folder.ts';
import { demandContinues, parseCheckpoint } from '../ballot-box/read-checkpoint.ts';
import { repairArchive } from '../ballot-box/repair-archive.ts';
import { resultLines } from '../ballot-box/result-lines.ts';
import { runBox } from '../ballot-box/run-box.ts';
import { withVerified } from '../ballot-box/verify-file.ts';
import { CommandFailure } from '../failure.ts';
import { fromWhereCalled } from '../server-program.ts';
import type { Outcome, Terminal } from '../terminal.ts';

const SHOWN_FINDINGS = 20;

type VerifyOptions = { readonly sidecar?: string; readonly checkpoint?: string };

/** Enough for a steady figure. */
const BENCH_BALLOTS = 200;

const ARCHIVE = ['<archive>', 'the archive, or the folder that holds it'] as const;

export function addVerify(box: Command): void {
  box
    .command('verify')
    .description('Verifies an archive at two levels.')
    .argument(...ARCHIVE)
    .option('--sidecar <file>', 'the full-context proofs (default: beside the archive)')
    .option('--checkpoint <file>', 'verify only what was appended since, and remember how far')
    .addHelpText(
      'after',
      `
It says "strictly valid", or "Belenios-valid, not strictly valid" with the codes
of what is missing; both end with 0. Anything else is invalid, or of a kind that
this program cannot verify, and ends with 1.`,
    )
    .action((path: string, options: VerifyOptions, command: Command) =>
      runBox(command, (terminal) => verify(terminal, path, options)),
    );
  box
    .command('repair')
    .description('Cuts an archive that ends within an event back to the event before.')
    .argument(...ARCHIVE)
    .action((path: string, _options: object, command: Command) =>
      runBox(command, () => repair(archiveIn(path))),
    );
  box
    .command('bench')
    .description('Measures how fast one core verifies the ballots of an archive.')
    .argument(...ARCHIVE)
    .action((path: string, _options: object, command: Command) =>
      runBox(command, () => measure(archiveIn(path))),
    );
}

async function verify(terminal: Terminal, path: string, options: VerifyOptions): Promise<Outcome> {
  const archive = archiveIn(path);
  const sidecar = readSidecar(archive, options);
  const remembered = options.checkpoint === undefined ? null : fromWhereCalled(options.checkpoint);
  const checkpoint =
    remembered !== null && existsSync(remembered)
      ? readWith(remembered, 'checkpoint-malformed', parseCheckpoint)
      : null;
  if (checkpoint !== null) demandContinues(archive, checkpoint);
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
  if (texts.length === 0) {
    throw new CommandFailure('ballots-missing', 'There is no ballot in this archive to measure.');
  }
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

/** The one that is named must be there; the one beside the archive comes with the first decryption. */
function readSidecar(archive: string, { sidecar }: VerifyOptions): string | null {
  const path = sidecar === undefined ? sidecarOf(archive) : fromWhereCalled(sidecar);
  // Not without the end of its last line, which the format demands.
  return sidecar === undefined && !existsSync(path) ? null : readWhole(path);
}

async function repair(archive: string): Promise<Outcome> {
  const cutBytes = await repairArchive(archive);
  return {
    json: { cutBytes },
    lines: [
      cutBytes === 0
        ? 'The archive ends with an event: nothing is to be repaired.'
        : `${cutBytes} bytes after the last event are cut off.`,
    ],
  };
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
    ...(result === null || setup === null
      ? []
      : ['Result:', ...resultLines(setup.election, result)]),
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
