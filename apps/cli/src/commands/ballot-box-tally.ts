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
import { appendLine, type HeldArchive, holdingArchive } from '../ballot-box/append-to-archive.ts';
import { archiveIn, BOX, openBox, sidecarOf } from '../ballot-box/box-folder.ts';
import { nodePlatform } from '../ballot-box/node-platform.ts';
import { openSecrets } from '../ballot-box/open-secrets.ts';
import { standsOf } from '../ballot-box/phases.ts';
import { resultLines } from '../ballot-box/result-lines.ts';
import { runBox } from '../ballot-box/run-box.ts';
import { openTrusteeKey } from '../ballot-box/trustee-steps.ts';
import { withValid } from '../ballot-box/verify-file.ts';
import { CommandFailure } from '../failure.ts';
import { fromWhereCalled } from '../server-program.ts';
import type { Outcome, Terminal } from '../terminal.ts';
import { wholeNumber } from './ballot-box-set-up.ts';

type Valid = Verification & { readonly setup: NonNullable<Verification['setup']> };

export function addTally(box: Command): void {
  box
    .command('tally')
    .description('Verifies all ballots and adds up the last of each voter, still encrypted.')
    .argument(...BOX)
    .action((path: string, _options: object, command: Command) =>
      runBox(command, (terminal) =>
        inPhase(terminal, path, ['closed'], (valid) => tally(path, valid)),
      ),
    );
  box
    .command('shuffle')
    .description('Shuffles the ballots of non-homomorphic questions, as a trustee.')
    .argument(...BOX)
    .requiredOption('--as <number>', 'which trustee, from 1', wholeNumber)
    .option('--last', 'no other trustee will shuffle')
    .action((path: string, options: { as: number; last?: true }, command: Command) =>
      runBox(command, (terminal) =>
        inPhase(terminal, path, ['tallied'], (valid) => shuffle(path, options, valid)),
      ),
    );
  box
    .command('decrypt')
    .description('Verifies the archive and decrypts a trustee’s share of the sums.')
    .argument(...BOX)
    .requiredOption('--own <folder>', 'the trustee’s own folder')
    .requiredOption('--as <number>', 'which trustee, from 1', wholeNumber)
    .action((path: string, options: { own: string; as: number }, command: Command) =>
      runBox(command, (terminal) =>
        inPhase(terminal, path, ['tallied', 'shuffled', 'decrypting'], (valid) =>
          decrypt(path, options, valid),
        ),
      ),
    );
  box
    .command('result')
    .description('Combines the shares and publishes the result.')
    .argument(...BOX)
    .action((path: string, _options: object, command: Command) =>
      runBox(command, (terminal) =>
        inPhase(terminal, path, ['decrypting'], (valid) => result(path, valid)),
      ),
    );
}

/** Continues an archive that is valid and so far. */
async function inPhase(
  terminal: Terminal,
  path: string,
  phases: readonly Phase[],
  act: (valid: Valid) => Promise<Outcome>,
): Promise<Outcome> {
  const archive = archiveIn(path);
  // What an append that was killed left would not be valid.
  await holdingArchive(archive, async () => {});
  return withValid(terminal, archive, async (valid) => {
    if (phases.includes(valid.phase)) return act(valid);
    throw new CommandFailure('phase-wrong', standsOf(valid.phase, valid.setup.isMixed));
  });
}

/** Appends to an archive what was worked out from it, if it still is what it was. */
async function append(
  path: string,
  { head }: Valid,
  add: (archive: HeldArchive) => void,
): Promise<void> {
  await holdingArchive(archiveIn(path), async (archive) => {
    if (archive.last.head.event !== head?.event) {
      const sentence = 'Something was appended to the archive meanwhile; do this again.';
      throw new CommandFailure('archive-changed', sentence);
    }
    add(archive);
  });
}

async function tally(path: string, valid: Valid): Promise<Outcome> {
  const { numTallied, totalWeight, tally: counted } = await valid.count();
  const text = encryptedTallyText(counted);
  const sized = {
    num_tallied: numTallied,
    total_weight: totalWeight,
    encrypted_tally: toHex(nodePlatform.sha256(text)),
  };
  const data = [text, JSON.stringify(sized)];
  await append(path, valid, (archive) => archive.append({ type: 'EncryptedTally', data }));
  return {
    json: sized,
    lines: [`${numTallied} ballots of the weight ${totalWeight} are added up.`],
  };
}

async function shuffle(
  path: string,
  options: { as: number; last?: true },
  valid: Valid,
): Promise<Outcome> {
  const { setup, tally: phase } = valid;
  const { group, election, fingerprint, key, isMixed } = setup;
  if (!isMixed || phase === null) {
    throw new CommandFailure('shuffle-not-needed', 'No question of this election is shuffled.');
  }
  if (options.as < 1 || options.as > setup.trusteeKeys.length) {
    throw new CommandFailure('trustee-unknown', `There is no trustee ${options.as}.`);
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
  const shuffled = { type: 'Shuffle', data: [text, JSON.stringify(owned)] } as const;
  const end = options.last ? [{ type: 'EndShuffles', data: [] } as const] : [];
  await append(path, valid, (archive) => archive.append(shuffled, ...end));
  return { json: owned, lines: [`Trustee ${options.as} shuffled.`] };
}

async function decrypt(
  path: string,
  options: { own: string; as: number },
  valid: Valid,
): Promise<Outcome> {
  const { setup, tally: phase, phase: name } = valid;
  if (phase === null || (setup.isMixed && name === 'tallied')) {
    throw new CommandFailure('phase-wrong', standsOf(name, setup.isMixed));
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
  await append(path, valid, (archive) => {
    appendLine(sidecarOf(archiveIn(path)), sidecarLine);
    archive.append({ type: 'PartialDecryption', data });
  });
  return { json: { trustee: options.as }, lines: [`Trustee ${options.as} decrypted.`] };
}

async function result(path: string, valid: Valid): Promise<Outcome> {
  const { setup, tally: phase } = valid;
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
  const data = [JSON.stringify({ result: rows })];
  await append(path, valid, (archive) => archive.append({ type: 'Result', data }));
  return {
    json: { result: rows },
    lines: resultLines(election, rows),
  };
}
