import type { StationPoints } from '@ovoz/contract';
import type { LocalizedText, StationKind } from '@ovoz/election-model';
import type { StationPoints as MapPoints } from '@ovoz/ui';
import type { TerritoryRow } from '../../places/territory-tree.ts';

type Choice = { readonly territory: string; readonly kind: StationKind | '' };

/**
 * The stations of a territory and kind, as the map and the list want them. In place of an address, which
 * only the station itself carries, stands the name of its territory.
 */
export function choosePoints(
  points: StationPoints,
  rows: readonly TerritoryRow[],
  { territory, kind }: Choice,
  text: (name: LocalizedText) => string,
): MapPoints {
  const byCode = new Map(rows.map((row) => [row.territory.code, row.territory]));
  const path = byCode.get(territory)?.path ?? null;
  const isInside = (code: string) => {
    if (path === null) return territory === '';
    const own = byCode.get(code)?.path ?? '';
    return own === path || own.startsWith(`${path}/`);
  };
  const kept = points.numbers.flatMap((_, index) =>
    isInside(points.territories[index] ?? '') && (kind === '' || points.kinds[index] === kind)
      ? [index]
      : [],
  );
  const nameOf = (code: string) => {
    const found = byCode.get(code);
    return found === undefined ? code : text(found.name);
  };
  const pick = <Value>(column: readonly Value[], missing: Value) =>
    kept.map((index) => column[index] ?? missing);
  return {
    numbers: pick(points.numbers, ''),
    names: pick(points.names, ''),
    addresses: kept.map((index) => nameOf(points.territories[index] ?? '')),
    latitudesE4: pick(points.latitudesE4, null),
    longitudesE4: pick(points.longitudesE4, null),
  };
}
