import { existsSync, writeFileSync } from 'node:fs';
import type { Checkpoint, Verification } from '@ovoz/verifiable-voting';
import type { Command } from 'commander';
import { archiveIn, readText, sidecarOf } from '../ballot-box/box-folder.ts';
import { withVerified } from '../ballot-box/verify-file.ts';
import { CommandFailure } from '../failure.ts';
import { runCommand } from '../run-command.ts';
import { fromWhereCalled } from '../server-program.ts';
import type { Outcome, Terminal } from '../terminal.ts';

const SHOWN_FINDINGS = 20;

type VerifyOptions = { readonly sidecar?: string; readonly checkpoint?: string };

export function addVerify(box: Command): void {
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
with 0. Anything else is invalid and ends with 1.`,
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
  const json = { verdict, codes, findings, phase, ballots, verifiedNow, counted, result };
  return { json, lines, exitCode: verdict === 'invalid' ? 1 : 0 };
}

function sentenceOf({ verdict, codes }: Verification): string {
  switch (verdict) {
    case 'strictly-valid':
      return 'strictly valid';
    case 'belenios-valid':
      return `Belenios-valid, not strictly valid: ${codes.join(', ')}`;
    case 'invalid':
      return `invalid: ${codes.join(', ')}`;
  }
}
