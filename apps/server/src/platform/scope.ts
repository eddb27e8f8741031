import { covers, type Role, type TerritoryPath } from '@ovoz/election-model';
import type { PendingQuery, Row } from 'postgres';
import { grantsOf, type SignedIn } from './actor.ts';
import type { Queries } from './database.ts';

/** The parts of a scope that lie in the country with this root; the root itself when it is covered whole. */
export function scopeInside(
  root: TerritoryPath,
  scope: readonly TerritoryPath[],
): readonly TerritoryPath[] {
  if (scope.some((path) => covers(path, root))) return [root];
  const inside = scope.filter((path) => covers(root, path));
  return inside.filter(
    (path, index) =>
      !inside.some((other, place) => covers(other, path) && (other !== path || place < index)),
  );
}

/** Territories in the country of an election that a person's rights over it cover, the country itself when whole. */
export function scopeInElection(
  signedIn: SignedIn,
  roles: readonly Role[],
  { code, territoryPath }: { readonly code: string; readonly territoryPath: TerritoryPath },
): readonly TerritoryPath[] {
  const fitting = grantsOf(signedIn, roles).filter(
    ({ election }) => election === null || election === code,
  );
  return scopeInside(
    territoryPath,
    fitting.map((grant) => grant.territoryPath),
  );
}

/** What two lists of territories have in common. */
export function commonScope(
  a: readonly TerritoryPath[],
  b: readonly TerritoryPath[],
): readonly TerritoryPath[] {
  return [...new Set(a.flatMap((path) => scopeInside(path, b)))];
}

/**
 * A condition: the path in the column is one of the paths or below it. Written as a range of the
 * byte order (`0` comes right after `/`), which indexes with text_pattern_ops serve under every locale and
 * for prepared queries; `like` with a parameter has no plan by index.
 */
export function insideAny(
  queries: Queries,
  column: 'path' | 'territory_path',
  paths: readonly TerritoryPath[],
): PendingQuery<Row[]> {
  return paths.reduce(
    (condition, path) => queries`${condition} or ${queries(column)} = ${path}
      or (${queries(column)} ~>=~ ${`${path}/`} and ${queries(column)} ~<~ ${`${path}0`})`,
    queries`false`,
  );
}
