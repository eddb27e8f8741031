import type { CertifiedResult } from '@ovoz/contract';
import type { Queries } from '../../../platform/database.ts';
import { certifiedText } from '../../certification/public.ts';
import type { ElectionResults } from './election-results.ts';
import { markDirty } from './publish-areas.ts';
import { sha256Hex } from './results-folder.ts';

/** Certified results are published as the bytes that two people certified. */
export async function publishCertified(
  database: Queries,
  results: ElectionResults,
  newest: number,
): Promise<void> {
  for (let version = 1; version <= newest; version += 1) {
    const path = `certified/${version}.json`;
    const text = await certifiedText(database, results.election, version);
    if (text === null) continue;
    const bytes = Buffer.from(text);
    if (results.folder.read(path)?.equals(bytes) !== true) results.folder.write(path, bytes, true);
    results.hashes.set(path, sha256Hex(bytes));
    if (version < newest) continue;
    // Written by the certification, canonical.
    const { protocols } = JSON.parse(text) as CertifiedResult;
    results.certified = {
      version,
      protocols: new Map(
        protocols.map(({ contest, station, hash }) => [`${contest}/${station}`, hash]),
      ),
    };
  }
  for (const area of results.places.areas) markDirty(results, area);
}
