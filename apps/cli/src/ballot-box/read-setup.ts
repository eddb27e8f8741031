import {
  ArchiveBroken,
  FINDINGS,
  Malformed,
  parseSetupData,
  readArchive,
  readSetup,
  type Setup,
} from '@ovoz/verifiable-voting';
import { CommandFailure } from '../failure.ts';
import { openArchive } from './archive-file.ts';
import { nodePlatform } from './node-platform.ts';

/** BELENIOS, election, trustees, credentials, and their hashes. */
const SETUP_ENTRIES = 5;

/** The setup at the beginning of an archive, read without a look at the rest. */
export async function readSetupOf(archive: string): Promise<Setup> {
  const { source, close } = await openArchive(archive);
  try {
    const texts = new Map<string, string>();
    for await (const { name, body } of readArchive(source.chunks(0))) {
      texts.set(name.slice(0, 64), new TextDecoder().decode(body));
      if (texts.size === SETUP_ENTRIES) break;
    }
    const hashes = parseSetupData([...texts.values()].at(-1) ?? '');
    const text = (hash: string) => texts.get(hash) ?? '';
    return readSetup(
      {
        election: text(hashes.election),
        trustees: text(hashes.trustees),
        credentials: text(hashes.credentials),
      },
      nodePlatform,
    );
  } catch (error) {
    if (error instanceof ArchiveBroken) {
      throw new CommandFailure(error.code, `${archive}: ${FINDINGS[error.code]}`);
    }
    if (!(error instanceof Malformed)) throw error;
    throw new CommandFailure('setup-malformed', `${archive}: ${error.message}.`);
  } finally {
    await close();
  }
}
