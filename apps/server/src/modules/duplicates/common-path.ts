import type { TerritoryPath } from '@ovoz/election-model';

/** The lowest territory that holds both: whoever covers it covers both. */
export function commonPath(a: TerritoryPath, b: TerritoryPath): TerritoryPath {
  const [one, other] = [a.split('/'), b.split('/')];
  const differs = one.findIndex((code, at) => other[at] !== code);
  return (differs === -1 ? one : one.slice(0, differs)).join('/');
}
