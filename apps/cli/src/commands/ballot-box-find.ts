import { findBallot, hashOfTracker, Malformed } from '@ovoz/verifiable-voting';
import type { Command } from 'commander';
import { openArchive } from '../ballot-box/archive-file.ts';
import { archiveIn } from '../ballot-box/box-folder.ts';
import { nodePlatform } from '../ballot-box/node-platform.ts';
import { runBox } from '../ballot-box/run-box.ts';
import { CommandFailure } from '../failure.ts';
import type { Outcome } from '../terminal.ts';

export function addFind(box: Command): void {
  box
    .command('find')
    .description('Looks the ballot of a tracker up: whether it is recorded, and counts.')
    .argument('<archive>', 'the archive, or the folder that holds it')
    .argument('<tracker>', 'what was shown when the ballot was cast')
    .action((path: string, tracker: string, _options: object, command: Command) =>
      runBox(command, () => find(archiveIn(path), tracker)),
    );
}

async function find(archive: string, tracker: string): Promise<Outcome> {
  const hash = hashOfTracker(tracker);
  if (hash === null) {
    throw new CommandFailure('tracker-malformed', 'A tracker has 43 letters, digits, + and /.');
  }
  const { source, close } = await openArchive(archive);
  try {
    const found = await findBallot(source.chunks(0), nodePlatform, hash);
    if (found === null) {
      return { json: { found: false }, lines: ['This ballot is not recorded.'], exitCode: 1 };
    }
    const { height, replacedBy } = found;
    const counts = replacedBy === null;
    return {
      json: { found: true, event: height, counts, replacedBy },
      lines: [
        `The ballot is recorded as event ${height}.`,
        counts
          ? 'It is the last of its voter: it counts.'
          : `A later one of the same voter, event ${replacedBy}, counts instead.`,
        'Verify the archive, too: this looks for one ballot only.',
      ],
    };
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    throw new CommandFailure('event-malformed', `${archive}: ${error.message}.`);
  } finally {
    await close();
  }
}
