import { rmSync } from 'node:fs';
import {
  createBallot,
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
import { appendToArchive, openArchive, readHead } from '../ballot-box/archive-file.ts';
import { archiveIn, openBox, readText, writeNew } from '../ballot-box/box-folder.ts';
import { isInArchive } from '../ballot-box/cast-index.ts';
import { nodePbkdf2, nodePlatform } from '../ballot-box/node-platform.ts';
import { openSecrets } from '../ballot-box/open-secrets.ts';
import { readSetupOf } from '../ballot-box/read-setup.ts';
import { CommandFailure } from '../failure.ts';
import { runCommand } from '../run-command.ts';
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
    .argument('<box>')
    .requiredOption('--credential <file>', 'the voter’s private credential')
    .requiredOption(
      '--choices <json>',
      'for each question 0 or 1 for each answer, the blank vote first: [[0,1,0]]',
    )
    .option('--out <file>', 'do not cast yet: write the ballot, to be cast or opened')
    .action((path: string, options: VoteOptions, command: Command) =>
      runCommand(command, () => vote(path, options)),
    );
  box
    .command('cast')
    .description('Casts a ballot that was made before.')
    .argument('<box>')
    .argument('<file>', 'the ballot')
    .action((path: string, file: string, _options: object, command: Command) =>
      runCommand(command, async () => {
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
    .argument('<box>')
    .action((path: string, _options: object, command: Command) =>
      runCommand(command, async () => {
        const archive = archiveIn(path);
        await demandVoting(archive);
        appendToArchive(archive, 'EndBallots', []);
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
  const choices = parseChoices(options.choices);
  if (!isVote(election, choices, largestValueOf(group))) {
    throw new CommandFailure('vote-not-allowed', 'The questions do not allow these choices.');
  }
  const material = { platform: nodePlatform, secrets, election, fingerprint, y: key.y, credential };
  const { text, tracker, opening } = createBallot(material, choices);
  if (options.out !== undefined) {
    const file = fromWhereCalled(options.out);
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
  await demandVoting(archive);
  const tracker = trackerOf(nodePlatform, text);
  demandNotAudited(openBox(path), tracker);
  const [verdict] = await localBallotWork(setup, nodePlatform).verify([text]);
  if (verdict?.ok !== true) {
    const refusal = verdict?.refusal ?? { code: 'ballot-malformed', detail: '' };
    throw new CommandFailure(refusal.code, `The ballot is not admitted: ${refusal.detail}.`);
  }
  if (await isInArchive(archive, toHex(nodePlatform.sha256(text)))) {
    throw new CommandFailure('ballot-repeated', 'This very ballot was cast already.');
  }
  appendToArchive(archive, 'Ballot', [text]);
  return { json: { cast: true, tracker }, lines: [`Cast. Tracker: ${tracker}`] };
}

/** Looks at the last event only. */
async function demandVoting(archive: string): Promise<void> {
  const { source, sizeBytes, close } = await openArchive(archive);
  try {
    const { height } = readHead(archive);
    const text = new TextDecoder().decode(await source.read(sizeBytes - 512, 512));
    if (height === 0 || text.includes('"type":"Ballot"')) return;
    throw new CommandFailure('voting-is-closed', 'The voting is closed.');
  } finally {
    await close();
  }
}
