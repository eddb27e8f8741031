import type { CountryPack } from '@ovoz/election-model';
import type { Queries } from '../../platform/database.ts';
import { packOf } from './calendar.ts';
import {
  type ElectionRecord,
  findSealedVersion,
  findStoredElection,
  sealedHash,
  type WholeVersion,
} from './store.ts';

/** An election with the definition in force and the pack that it was drafted from. */
export type ElectionInForce = {
  readonly election: ElectionRecord;
  readonly version: WholeVersion;
  readonly pack: CountryPack;
};

/** Sealed definitions never change under their hash; this many are kept parsed. */
const MAX_PARSED = 20;
const parsed = new Map<string, Omit<ElectionInForce, 'election'>>();

/**
 * The election with its sealed definition; `version` null while it has none, and null when there is no such
 * election. Two short reads when the definition was read before: clock and hash.
 */
export async function electionInForce(
  queries: Queries,
  code: string,
): Promise<ElectionInForce | { readonly election: ElectionRecord; readonly version: null } | null> {
  const [election, hash] = await Promise.all([
    findStoredElection(queries, code, false),
    sealedHash(queries, code),
  ]);
  if (election === null) return null;
  if (hash === null) return { election, version: null };
  const known = parsed.get(`${code}/${hash}`);
  if (known !== undefined) return { election, ...known };
  const version = await findSealedVersion(queries, code);
  if (version === null) return { election, version: null };
  const found = { version, pack: await packOf(queries, version.outline) };
  if (parsed.size >= MAX_PARSED) parsed.clear();
  parsed.set(`${code}/${version.hash.toString('hex')}`, found);
  return { election, ...found };
}
