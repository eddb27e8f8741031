import { rmSync } from 'node:fs';
import {
  type BallotRefusal,
  createBallot,
  FINDINGS,
  isVote,
  largestValueOf,
  localBallotWork,
  type Setup,
  secretOfCredential,
  toHex,
  trackerOf,
  type Vote,
} from '@ovoz/verifiable-voting';
import type { Command } from 'commander';
import { holdingArchive } from '../ballot-box/append-to-archive.ts';
import type { LastEvent } from '../ballot-box/archive-file.ts';
import {
  archiveIn,
  BOX,
  demandNew,
  openBox,
  readText,
  writeNew,
} from '../ballot-box/box-folder.ts';
import { isInArchive, readOn } from '../ballot-box/cast-index.ts';
import { nodePbkdf2, nodePlatform } from '../ballot-box/node-platform.ts';
import { openSecrets } from '../ballot-box/open-secrets.ts';
import { readSetupOf } from '../ballot-box/read-setup.ts';
import { runBox } from '../ballot-box/run-box.ts';
import { CommandFailure } from '../failure.ts';
import { fromWhereCalled } from '../server-program.ts';
import type { Outcome } from '../terminal.ts';
import { demandNotAudited, openingBeside } from './ballot-box-audit.ts';

type VoteOptions = {
  readonly credential: string;
  readonly choices: string;
  readonly out?: string;
};

export function addVoting(box: Command): void {
  box
    .command('vote')
    .description('Encrypts a vote and casts it.')
    .argument(...BOX)
    .requiredOption('--credential <file>', 'the voter’s private credential')
    .requiredOption(
      '--choices <json>',
      'for each question 0 or 1 for each answer, the blank vote first: [[0,1,0]]; ' +
        'where a question is of the type NonHomomorphic, a number from 0 to 255 for each answer',
    )
    .option('--out <file>', 'do not cast yet: write the ballot, to be cast or opened')
    .action((path: string, options: VoteOptions, command: Command) =>
      runBox(command, () => vote(path, options)),
    );
  box
    .command('cast')
    .description('Casts a ballot that was made before.')
    .argument(...BOX)
    .argument('<file>', 'the ballot')
    .action((path: string, file: string, _options: object, command: Command) =>
      runBox(command, async () => {
        const setup = await readSetupOf(archiveIn(path));
        const outcome = await cast(path, setup, readText(fromWhereCalled(file)));
        // What would show others the vote.
        rmSync(openingBeside(fromWhereCalled(file)), { force: true });
        return outcome;
      }),
    );
  box
    .command('close')
    .description('Ends the voting.')
    .argument(...BOX)
    .action((path: string, _options: object, command: Command) =>
      runBox(command, async () => {
        const archive = archiveIn(path);
        await holdingArchive(archive, async ({ last, append }) => {
          demandVoting(last);
          await readOn(archive);
          append({ type: 'EndBallots', data: [] });
          await readOn(archive);
        });
        return { json: { closed: true }, lines: ['The voting is closed.'] };
      }),
    );
}

async function vote(path: string, options: VoteOptions): Promise<Outcome> {
  const setup = await readSetupOf(archiveIn(path));
  const { group, election, fingerprint, key } = setup;
  const secrets = await openSecrets(group);
  const typed = readText(fromWhereCalled(options.credential)).split(' ').at(-1) ?? '';
  const credential = secretOfCredential(nodePlatform, secrets, nodePbkdf2, election.uuid, typed);
  if (credential === null) {
    throw new CommandFailure('credential-malformed', 'This is no credential; look for a slip.');
  }
  if (!setup.weights.has(secrets.generatorPower(credential).text)) throw credentialUnknown();
  const choices = parseChoices(options.choices);
  if (!isVote(election, choices, largestValueOf(group))) {
    throw new CommandFailure('vote-not-allowed', 'The questions do not allow these choices.');
  }
  const file = options.out === undefined ? null : fromWhereCalled(options.out);
  if (file !== null) for (const one of [file, openingBeside(file)]) demandNew(one);
  const material = { platform: nodePlatform, secrets, election, fingerprint, y: key.y, credential };
  const { text, tracker, opening } = createBallot(material, choices);
  if (file !== null) {
    writeNew(file, text);
    writeNew(openingBeside(file), JSON.stringify({ ballot: text, opening }), true);
    return {
      json: { cast: false, tracker },
      lines: [
        `Not cast yet. Tracker: ${tracker}`,
        'Note it, then cast the ballot or open it for audit.',
      ],
    };
  }
  return cast(path, setup, text);
}

function parseChoices(text: string): Vote {
  try {
    const value: unknown = JSON.parse(text);
    if (Array.isArray(value) && value.every((row) => Array.isArray(row))) return value as Vote;
  } catch {
    // The sentence below says what is wrong.
  }
  throw new CommandFailure(
    'choices-malformed',
    'The choices are to be lists of numbers in a list.',
  );
}

/** Admits a ballot: at least as strict as any verifier, because one bad ballot spoils the archive. */
async function cast(path: string, setup: Setup, text: string): Promise<Outcome> {
  const archive = archiveIn(path);
  const tracker = trackerOf(nodePlatform, text);
  const [verdict] = await localBallotWork(setup, nodePlatform).verify([text]);
  await holdingArchive(archive, async ({ last, append }) => {
    demandVoting(last);
    demandNotAudited(openBox(path), tracker);
    if (verdict?.ok !== true) throw notAdmitted(verdict?.refusal);
    if (await isInArchive(archive, toHex(nodePlatform.sha256(text)))) {
      throw new CommandFailure('ballot-repeated', 'This very ballot was cast already.');
    }
    append({ type: 'Ballot', data: [text] });
    await readOn(archive);
  });
  return { json: { cast: true, tracker }, lines: [`Cast. Tracker: ${tracker}`] };
}

function notAdmitted(refusal: BallotRefusal | undefined): CommandFailure {
  const { code, detail } = refusal ?? { code: 'ballot-malformed', detail: 'not read' };
  // Its detail would be a public key, which tells nobody anything.
  if (code === 'ballot-credential-unknown') return credentialUnknown();
  return new CommandFailure(code, `Not admitted: ${FINDINGS[code]} (${detail})`);
}

function credentialUnknown(): CommandFailure {
  const sentence = 'This credential is not on the list; look for a slip.';
  return new CommandFailure('ballot-credential-unknown', sentence);
}

function demandVoting({ type }: LastEvent): void {
  if (type === 'Setup' || type === 'Ballot') return;
  throw new CommandFailure('voting-is-closed', 'The voting is closed.');
}
