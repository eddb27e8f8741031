import type { TerritoryPath } from '@ovoz/election-model';

/** A territory and those above it, the widest first: `UZ`, `UZ/1703`. */
export function trailOf(path: TerritoryPath): readonly TerritoryPath[] {
  const codes = path.split('/').filter((code) => code !== '');
  return codes.map((_, index) => codes.slice(0, index + 1).join('/'));
}
