import { ok, type Result, refused } from '@ovoz/basics';
import type { RefusalCode } from '@ovoz/contract';
import type { GeographyVersionStatus, Role, TerritoryPath } from '@ovoz/election-model';
import { coveringGrant, grantsOf, type SignedIn } from '../../platform/actor.ts';
import type { Queries } from '../../platform/database.ts';
import { scopeInside } from '../../platform/scope.ts';
import type { CountryPacks, LoadedPack } from './packs.ts';
import { currentVersion, findVersion } from './store-versions.ts';

/** Those who see what is not decided yet, when their right covers the country. */
const DRAFT_READERS: readonly Role[] = ['central-member', 'auditor', 'administrator'];

/** A version that the caller may read, and the parts of it that lie in the caller's territories. */
export type VisibleVersion = {
  readonly pack: string;
  readonly number: number;
  readonly inside: readonly TerritoryPath[];
};

/** The pack with the caller's territories in it. A country without any is as if it were not there. */
export function packInScope(
  packs: CountryPacks,
  code: string,
  scope: readonly TerritoryPath[],
): Result<{ readonly loaded: LoadedPack; readonly inside: readonly TerritoryPath[] }, RefusalCode> {
  const loaded = packs.get(code);
  if (loaded === undefined) return refused('pack-unknown');
  const inside = scopeInside(loaded.pack.root, scope);
  return inside.length === 0 ? refused('not-found') : ok({ loaded, inside });
}

/** The version that is asked for, or the current one. */
export async function versionInScope(
  queries: Queries,
  packs: CountryPacks,
  signedIn: SignedIn,
  asked: { readonly pack: string; readonly version: string | undefined },
  scope: readonly TerritoryPath[],
): Promise<Result<VisibleVersion, RefusalCode>> {
  const found = packInScope(packs, asked.pack, scope);
  if (!found.ok) return found;
  const { loaded, inside } = found.value;
  const number = await readableNumber(queries, loaded, signedIn, asked.version);
  return number.ok ? ok({ pack: asked.pack, number: number.value, inside }) : number;
}

/** Number of the version that is asked for, or of the current one, when the caller may read it. */
export async function readableNumber(
  queries: Queries,
  { pack }: LoadedPack,
  signedIn: SignedIn,
  asked: string | undefined,
): Promise<Result<number, RefusalCode>> {
  if (asked === undefined) {
    const current = await currentVersion(queries, pack.code);
    return current === null ? refused('no-geography') : ok(current.number);
  }
  const version = await findVersion(queries, pack.code, Number(asked));
  if (version === null || !mayReadStatus(signedIn, pack.root, version.status)) {
    return refused('not-found');
  }
  return ok(version.number);
}

/** What was decided is for all readers; drafts, proposals and what was put aside for a few. */
export function mayReadStatus(
  signedIn: SignedIn,
  root: TerritoryPath,
  status: GeographyVersionStatus,
): boolean {
  if (status === 'current' || status === 'superseded') return true;
  const place = { territoryPath: root, election: null };
  return coveringGrant(grantsOf(signedIn, DRAFT_READERS), place) !== null;
}
