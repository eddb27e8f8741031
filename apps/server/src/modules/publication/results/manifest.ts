import { ok } from '@ovoz/basics';
import type { PublishedResultsManifest } from '@ovoz/contract';
import { type Database, inTransaction } from '../../../platform/database.ts';
import { recordFact } from '../../../platform/evidence.ts';
import { resultsPublished } from '../events.ts';
import { type ElectionResults, headOf, type Times } from './election-results.ts';
import { sha256Hex } from './results-folder.ts';
import { membersOf, signedText } from './signed-file.ts';
import { asJson } from './station-content.ts';

const MANIFEST = 'manifest.json';

/**
 * Writes the hashes of all files of areas and records the hash of that list. Fact first: no manifest stands
 * there without its fact. Does nothing when no hash changed.
 */
export async function publishManifest(
  database: Database,
  results: ElectionResults,
  times: Times,
): Promise<void> {
  const { folder, hashes, key, edition } = results;
  const files = Object.fromEntries([...hashes].toSorted(([a], [b]) => (a < b ? -1 : 1)));
  const before = folder.read(MANIFEST);
  if (before !== null && isSame(before, files)) return;
  const content: Omit<PublishedResultsManifest, 'signature'> = {
    ...headOf(results, times),
    edition: Math.max(1, edition),
    files,
  };
  const bytes = Buffer.from(signedText(membersOf(asJson(content)), key));
  await inTransaction(database, async (transaction) => {
    await recordFact(
      transaction,
      resultsPublished,
      {
        now: new Date(times.publishedAt),
        actor: null,
        election: results.election,
        territoryPath: results.pack.root,
        subject: `${results.election}/results/${MANIFEST}`,
      },
      { manifestHash: sha256Hex(bytes), files: hashes.size, edition: content.edition },
    );
    return ok({});
  });
  folder.write(MANIFEST, bytes, true);
}

function isSame(before: Buffer, files: Readonly<Record<string, string>>): boolean {
  // Written by the function above, and replaced whole.
  const known = (JSON.parse(before.toString()) as PublishedResultsManifest).files;
  const names = Object.keys(files);
  return (
    names.length === Object.keys(known).length && names.every((name) => known[name] === files[name])
  );
}
