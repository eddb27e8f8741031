import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import {
  createBallot,
  isOpeningOf,
  isVote,
  largestValueOf,
  localBallotWork,
  Malformed,
  type OpenedBallot,
  parseOpenedBallot,
  type Setup,
  secretOfCredential,
  trackerOf,
  type Vote,
} from '@ovoz/verifiable-voting';
import type { Command } from 'commander';
import { appendToArchive, openArchive, readHead } from '../ballot-box/archive-file.ts';
import { archiveIn, openBox, readText, writeNew } from '../ballot-box/box-folder.ts';
import { nodePbkdf2, nodePlatform } from '../ballot-box/node-platform.ts';
import { openSecrets } from '../ballot-box/open-secrets.ts';
import { readSetupOf } from '../ballot-box/read-setup.ts';
import { CommandFailure } from '../failure.ts';
import { runCommand } from '../run-command.ts';
import { fromWhereCalled } from '../server-program.ts';
import type { Outcome } from '../terminal.ts';

/** Trackers of ballots that were opened for audit, one a line: they are never cast. */
const AUDITED = 'audited.txt';

type VoteOptions = {
  readonly credential: string;
  readonly choices: string;
  readonly audit?: string;
  readonly out?: string;
};

export function addVoting(box: Command): void {
  box
    .command('vote')
    .description('Encrypts a vote and casts it, or opens it for audit instead.')
    .argument('<box>')
    .requiredOption('--credential <file>', 'the voter’s private credential')
    .requiredOption(
      '--choices <json>',
      'for each question 0 or 1 for each answer, the blank vote first: [[0,1,0]]',
    )
    .option('--audit <file>', 'do not cast: write the ballot with its opening, for a second device')
    .option('--out <file>', 'do not cast: write the ballot, to be cast later')
    .action((path: string, options: VoteOptions, command: Command) =>
      runCommand(command, () => vote(path, options)),
    );
  box
    .command('audit')
    .description('Checks on a second device that an opened ballot holds the vote that it shows.')
    .argument('<box>')
    .argument('<file>', 'what vote --audit wrote')
    .action((path: string, file: string, _options: object, command: Command) =>
      runCommand(command, () => audit(path, file)),
    );
  box
    .command('cast')
    .description('Casts a ballot that was made before.')
    .argument('<box>')
    .argument('<file>', 'the ballot')
    .action((path: string, file: string, _options: object, command: Command) =>
      runCommand(command, async () => {
        const setup = await readSetupOf(archiveIn(path));
        return cast(path, setup, readText(fromWhereCalled(file)));
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
  if (options.audit !== undefined) {
    writeNew(fromWhereCalled(options.audit), JSON.stringify({ ballot: text, opening }), true);
    appendFileSync(openBox(path).at(AUDITED), `${tracker}\n`);
    return {
      json: { audited: true, tracker },
      lines: [`Opened for audit, never to be cast: ${tracker}`],
    };
  }
  if (options.out !== undefined) {
    writeNew(fromWhereCalled(options.out), text);
    return { json: { cast: false, tracker }, lines: [`Not cast yet: ${tracker}`] };
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
  const audited = openBox(path).at(AUDITED);
  if (existsSync(audited) && readFileSync(audited, 'utf8').split('\n').includes(tracker)) {
    throw new CommandFailure('ballot-was-audited', 'This ballot was opened for audit.');
  }
  const [verdict] = await localBallotWork(setup, nodePlatform).verify([text]);
  if (verdict?.ok !== true) {
    const refusal = verdict?.refusal ?? { code: 'ballot-malformed', detail: '' };
    throw new CommandFailure(refusal.code, `The ballot is not admitted: ${refusal.detail}.`);
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

async function audit(path: string, file: string): Promise<Outcome> {
  const { group, election } = await readSetupOf(archiveIn(path));
  const { ballot, opening } = readOpened(fromWhereCalled(file));
  if (!isOpeningOf(group, nodePlatform, election, ballot, opening)) {
    throw new CommandFailure('audit-failed', 'The ballot does not hold the vote that it shows.');
  }
  const { tracker, vote: shown } = opening;
  return {
    json: { tracker, vote: shown },
    lines: [
      `The ballot ${tracker} holds this vote: ${JSON.stringify(shown)}`,
      'Compare it with what was chosen, and the tracker with the first device.',
    ],
  };
}

function readOpened(path: string): OpenedBallot {
  try {
    return parseOpenedBallot(readText(path));
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    throw new CommandFailure('opening-malformed', `${path} is no opened ballot: ${error.message}.`);
  }
}
