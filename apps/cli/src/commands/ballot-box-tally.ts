import { appendFileSync } from 'node:fs';
import {
  decryptTally,
  encryptedTallyText,
  makeShare,
  makeShuffle,
  type Phase,
  resultOf,
  toHex,
  type Verification,
} from '@ovoz/verifiable-voting';
import type { Command } from 'commander';
import { appendToArchive } from '../ballot-box/archive-file.ts';
import { archiveIn, openBox, sidecarOf } from '../ballot-box/box-folder.ts';
import { nodePlatform } from '../ballot-box/node-platform.ts';
import { openSecrets } from '../ballot-box/open-secrets.ts';
import { openTrusteeKey } from '../ballot-box/trustee-steps.ts';
import { withValid } from '../ballot-box/verify-file.ts';
import { CommandFailure } from '../failure.ts';
import { runCommand } from '../run-command.ts';
import { fromWhereCalled } from '../server-program.ts';
import type { Outcome, Terminal } from '../terminal.ts';
import { wholeNumber } from './ballot-box-set-up.ts';

type Valid = Verification & { readonly setup: NonNullable<Verification['setup']> };

export function addTally(box: Command): void {
  box
    .command('tally')
    .description('Verifies all ballots and adds up the last of each voter, still encrypted.')
    .argument('<box>')
    .action((path: string, _options: object, command: Command) =>
      runCommand(command, (terminal) =>
        inPhase(terminal, path, ['closed'], (valid) => tally(path, valid)),
      ),
    );
  box
    .command('shuffle')
    .description('Shuffles the ballots of non-homomorphic questions, as a trustee.')
    .argument('<box>')
    .requiredOption('--as <number>', 'which trustee, from 1', wholeNumber)
    .option('--last', 'no other trustee will shuffle')
    .action((path: string, options: { as: number; last?: true }, command: Command) =>
      runCommand(command, (terminal) =>
        inPhase(terminal, path, ['tallied'], (valid) => shuffle(path, options, valid)),
      ),
    );
  box
    .command('decrypt')
    .description('Verifies the archive and decrypts a trustee’s share of the sums.')
    .argument('<box>')
    .requiredOption('--own <folder>', 'the trustee’s own folder')
    .requiredOption('--as <number>', 'which trustee, from 1', wholeNumber)
    .action((path: string, options: { own: string; as: number }, command: Command) =>
      runCommand(command, (terminal) =>
        inPhase(terminal, path, ['tallied', 'shuffled', 'decrypting'], (valid) =>
          decrypt(path, options, valid),
        ),
      ),
    );
  box
    .command('result')
    .description('Combines the shares and publishes the result.')
    .argument('<box>')
    .action((path: string, _options: object, command: Command) =>
      runCommand(command, (terminal) =>
        inPhase(terminal, path, ['decrypting'], (valid) => result(path, valid)),
      ),
    );
}

/** Continues an archive that is valid and so far. */
function inPhase(
  terminal: Terminal,
  path: string,
  phases: readonly Phase[],
  act: (valid: Valid) => Promise<Outcome>,
): Promise<Outcome> {
  return withValid(terminal, archiveIn(path), async (valid) => {
    if (phases.includes(valid.phase)) return act(valid);
    const sentence = `The election is ${valid.phase}; this is done when it is ${phases.join(' or ')}.`;
    throw new CommandFailure('phase-wrong', sentence);
  });
}

async function tally(path: string, { count }: Valid): Promise<Outcome> {
  const { numTallied, totalWeight, tally: counted } = await count();
  const text = encryptedTallyText(counted);
  const sized = {
    num_tallied: numTallied,
    total_weight: totalWeight,
    encrypted_tally: toHex(nodePlatform.sha256(text)),
  };
  appendToArchive(archiveIn(path), 'EncryptedTally', [text, JSON.stringify(sized)]);
  return {
    json: sized,
    lines: [`${numTallied} ballots of the weight ${totalWeight} are added up.`],
  };
}

async function shuffle(
  path: string,
  options: { as: number; last?: true },
  { setup, tally: phase }: Valid,
): Promise<Outcome> {
  const { group, election, fingerprint, key, isMixed } = setup;
  if (!isMixed || phase === null) {
    throw new CommandFailure('shuffle-not-needed', 'No question of this election is shuffled.');
  }
  const secrets = await openSecrets(group);
  const made = phase
    .current()
    .tally.flatMap((row, index) =>
      election.questions[index]?.kind === 'non-homomorphic'
        ? [makeShuffle(nodePlatform, secrets, row, key.y, fingerprint)]
        : [],
    );
  const text = JSON.stringify({
    ciphertexts: made.map(({ ciphertexts }) => ciphertexts),
    proofs: made.map(({ proof }) => proof),
  });
  const owned = { owner: options.as, payload: toHex(nodePlatform.sha256(text)) };
  const archive = archiveIn(path);
  appendToArchive(archive, 'Shuffle', [text, JSON.stringify(owned)]);
  if (options.last) appendToArchive(archive, 'EndShuffles', []);
  return { json: owned, lines: [`Trustee ${options.as} shuffled.`] };
}

async function decrypt(
  path: string,
  options: { own: string; as: number },
  { setup, tally: phase, phase: name }: Valid,
): Promise<Outcome> {
  if (phase === null || (setup.isMixed && name === 'tallied')) {
    throw new CommandFailure('phase-wrong', 'The ballots are to be shuffled first.');
  }
  const { tally: encrypted, tallyHash, head, shares } = phase.current();
  if (shares.some(({ owner }) => owner === options.as)) {
    throw new CommandFailure('share-repeated', 'This trustee decrypted already.');
  }
  const { tools, x } = await openTrusteeKey(
    openBox(path),
    fromWhereCalled(options.own),
    options.as,
  );
  if (tools.secrets.generatorPower(x).text !== setup.trusteeKeys[options.as - 1]?.text) {
    throw new CommandFailure('key-wrong', 'The key is not that of this trustee in the archive.');
  }
  const { data, sidecarLine } = makeShare(
    nodePlatform,
    tools.secrets,
    { x, owner: options.as },
    { fingerprint: setup.fingerprint, head, tallyHash, tally: encrypted },
  );
  const archive = archiveIn(path);
  appendFileSync(sidecarOf(archive), `${sidecarLine}\n`);
  appendToArchive(archive, 'PartialDecryption', data);
  return { json: { trustee: options.as }, lines: [`Trustee ${options.as} decrypted.`] };
}

async function result(path: string, { setup, tally: phase }: Valid): Promise<Outcome> {
  const { group, election, trustees } = setup;
  const current = phase?.current();
  const decrypted =
    current === undefined ? null : decryptTally(group, trustees, current.tally, current.shares);
  if (current === undefined || decrypted === null) {
    throw new CommandFailure('shares-missing', 'Not enough trustees have decrypted yet.');
  }
  const rows = resultOf(group, election, decrypted, current.totalWeight);
  if (rows === null)
    throw new CommandFailure('result-out-of-range', 'The sums decrypt to no counts.');
  appendToArchive(archiveIn(path), 'Result', [JSON.stringify({ result: rows })]);
  return {
    json: { result: rows },
    lines: election.questions.map(
      ({ question }, index) => `${question} ${JSON.stringify(rows[index])}`,
    ),
  };
}
