import { hash } from 'node:crypto';
import { ok } from '@ovoz/basics';
import type { PublishedResultsManifest } from '@ovoz/contract';
import { formatMinisignKey, minisignKey, signMinisig, verifyMinisig } from '@ovoz/public-log';
import { type Database, inTransaction } from '../../../platform/database.ts';
import { verifyEd25519 } from '../../../platform/ed25519.ts';
import { recordFact, sha256 } from '../../../platform/evidence.ts';
import { resultsPublished } from '../events.ts';
import { type ElectionResults, headOf, type Times } from './election-results.ts';
import { sha256Hex } from './results-folder.ts';
import { membersOf, signedText } from './signed-file.ts';
import { asJson } from './station-content.ts';

const MANIFEST = 'manifest.json';
const MINISIG = `${MANIFEST}.minisig`;
const MINISIGN_KEY = 'minisign.pub';

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
  if (before !== null && isSame(before, files)) {
    // A kill may have come between the two.
    if (!hasMinisig(results, before)) {
      signForMinisign(results, before, JSON.parse(before.toString()) as PublishedResultsManifest);
    }
    return;
  }
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
  signForMinisign(results, bytes, content);
}

/** For people who check the list of all files by a program that is not ours: `minisign -V -p minisign.pub -m manifest.json`. */
function signForMinisign(
  { folder, key }: ElectionResults,
  manifest: Buffer,
  { election, mode, edition, publishedAt }: Omit<PublishedResultsManifest, 'signature'>,
): void {
  const ownKey = minisignKey(key.publicKey, sha256);
  const line = `untrusted comment: publication key of the results\n${formatMinisignKey(ownKey)}\n`;
  if (folder.read(MINISIGN_KEY)?.toString() !== line) {
    folder.write(MINISIGN_KEY, Buffer.from(line), false);
  }
  const trusted = `election=${election} mode=${mode} edition=${edition} time=${publishedAt}`;
  const minisig = signMinisig(manifest, trusted, ownKey, key.sign, blake2b512);
  folder.write(MINISIG, Buffer.from(minisig), false);
}

function hasMinisig({ folder, key }: ElectionResults, manifest: Buffer): boolean {
  const minisig = folder.read(MINISIG)?.toString() ?? '';
  const ownKey = minisignKey(key.publicKey, sha256);
  return verifyMinisig(manifest, minisig, ownKey, { verify: verifyEd25519, blake2b512 }).ok;
}

function blake2b512(bytes: Uint8Array): Uint8Array {
  return hash('blake2b512', bytes, 'buffer');
}

function isSame(before: Buffer, files: Readonly<Record<string, string>>): boolean {
  // Written by the function above, and replaced whole.
  const known = (JSON.parse(before.toString()) as PublishedResultsManifest).files;
  const names = Object.keys(files);
  return (
    names.length === Object.keys(known).length && names.every((name) => known[name] === files[name])
  );
}
