import { existsSync, readFileSync, rmSync } from 'node:fs';
import {
  findBallot,
  hashOfTracker,
  isOpeningOf,
  Malformed,
  type OpenedBallot,
  parseOpenedBallot,
} from '@ovoz/verifiable-voting';
import type { Command } from 'commander';
import { appendLine, holdingArchive } from '../ballot-box/append-to-archive.ts';
import { openArchive } from '../ballot-box/archive-file.ts';
import {
  archiveIn,
  BOX,
  type BoxFolder,
  demandNew,
  openBox,
  readText,
  writeNew,
} from '../ballot-box/box-folder.ts';
import { nodePlatform } from '../ballot-box/node-platform.ts';
import { readSetupOf } from '../ballot-box/read-setup.ts';
import { runBox } from '../ballot-box/run-box.ts';
import { CommandFailure } from '../failure.ts';
import { fromWhereCalled } from '../server-program.ts';
import type { Outcome } from '../terminal.ts';

/** Trackers of ballots that were opened for audit, one a line: they are never cast. */
const AUDITED = 'audited.txt';

export function addAudit(box: Command): void {
  box
    .command('open')
    .description('Opens a ballot that was not cast, for audit: it is never cast then.')
    .argument(...BOX)
    .argument('<file>', 'what vote --out wrote')
    .requiredOption('--out <file>', 'the ballot with its opening, for a second device')
    .action((path: string, file: string, options: { out: string }, command: Command) =>
      runBox(command, () => openForAudit(path, fromWhereCalled(file), options.out)),
    );
  box
    .command('audit')
    .description('Checks on a second device that an opened ballot holds the vote that it shows.')
    .argument(...BOX)
    .argument('<file>', 'what open wrote')
    .action((path: string, file: string, _options: object, command: Command) =>
      runBox(command, () => audit(path, file)),
    );
}

/** Where a ballot that was not cast yet has what opens it: beside it, for its voter only. */
export function openingBeside(file: string): string {
  return `${file}.opening`;
}

export function demandNotAudited(box: BoxFolder, tracker: string): void {
  const path = box.at(AUDITED);
  if (existsSync(path) && readFileSync(path, 'utf8').split('\n').includes(tracker)) {
    throw new CommandFailure('ballot-was-audited', 'This ballot was opened for audit.');
  }
}

async function openForAudit(path: string, file: string, out: string): Promise<Outcome> {
  const opened = readOpened(openingBeside(file));
  const { tracker } = opened.opening;
  const archive = archiveIn(path);
  const box = openBox(path);
  demandNew(fromWhereCalled(out));
  // Nobody casts it between the look and the note. First that it is never cast, then what opens it.
  await holdingArchive(archive, async () => {
    if (await isCast(archive, tracker)) {
      throw new CommandFailure('ballot-was-cast', 'This ballot was cast: nobody may open it.');
    }
    demandNotAudited(box, tracker);
    appendLine(box.at(AUDITED), tracker);
  });
  writeNew(fromWhereCalled(out), JSON.stringify(opened), true);
  rmSync(openingBeside(file));
  return {
    json: { audited: true, tracker },
    lines: [`Opened for audit, never to be cast: ${tracker}`],
  };
}

async function isCast(archive: string, tracker: string): Promise<boolean> {
  const { source, close } = await openArchive(archive);
  try {
    const hash = hashOfTracker(tracker);
    return hash !== null && (await findBallot(source.chunks(0), nodePlatform, hash)) !== null;
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
