import type { Territory } from '@ovoz/election-model';

export type TerritoryRow = { readonly territory: Territory; readonly stations: number };

export type TerritoryNode = TerritoryRow & { readonly children: readonly TerritoryNode[] };

/** The tree of territories; a territory whose parent is not among them stands at the top. */
export function territoryTree(rows: readonly TerritoryRow[]): readonly TerritoryNode[] {
  const codes = new Set(rows.map(({ territory }) => territory.code));
  const children = Map.groupBy(rows, ({ territory }) =>
    territory.parentCode !== null && codes.has(territory.parentCode) ? territory.parentCode : '',
  );
  const nodesBelow = (code: string): readonly TerritoryNode[] =>
    (children.get(code) ?? []).map((row) => ({ ...row, children: nodesBelow(row.territory.code) }));
  return nodesBelow('');
}

/** A territory and all above it, the country first. */
export function chainTo(rows: readonly TerritoryRow[], path: string): readonly Territory[] {
  return rows
    .map(({ territory }) => territory)
    .filter((territory) => path === territory.path || path.startsWith(`${territory.path}/`))
    .toSorted((a, b) => a.level - b.level);
}
