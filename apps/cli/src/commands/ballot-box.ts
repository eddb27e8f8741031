import type { Command } from 'commander';
import { addAudit } from './ballot-box-audit.ts';
import { addFind } from './ballot-box-find.ts';
import { addSetUp } from './ballot-box-set-up.ts';
import { addTally } from './ballot-box-tally.ts';
import { addVerify } from './ballot-box-verify.ts';
import { addVoting } from './ballot-box-voting.ts';

export function addBallotBox(program: Command): void {
  const box = program
    .command('ballot-box')
    .description('Holds an election with verifiable encrypted ballots, in folders.')
    .addHelpText(
      'after',
      `
<box> is the public folder of an election: the archive (UUID.bel), which
belenios-tool can check too, the sidecar with the full-context proofs of
decryption (UUID.proofs.jsonl), and the public messages of the set-up. Each
trustee and the registrar have folders of their own for what is secret.

An election: plan, trustee (each, until its key is ready), credentials, create,
vote, close, tally, decrypt (enough trustees), result; verify at any time.
docs/guides/ballot-box.md walks through one.`,
    );
  for (const add of [addSetUp, addVoting, addAudit, addTally, addVerify, addFind]) add(box);
}
