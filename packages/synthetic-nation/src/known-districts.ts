import type { ElectoralDistrict } from '@ovoz/election-model';
import { apportion } from './apportion.ts';
import { divideInSpace } from './divide-in-space.ts';

/** A territory that a district covers, whole or in part. */
export type DistrictArea = {
  readonly set: string;
  readonly districtCode: string;
  readonly territoryCode: string;
};

/** Districts that are given with the pack: `districts.csv` and `district-territories.csv`. */
export type KnownDistricts = {
  readonly districts: readonly ElectoralDistrict[];
  readonly areas: readonly DistrictArea[];
};

/** A district's part in a territory; parts of one territory weigh against each other. */
export type DistrictPart = { readonly districtCode: string; readonly weight: number };

/** Districts of a set that cover a territory or one above it; a district's weight is shared by its areas. */
export function partsOf(known: KnownDistricts, set: string, path: string): readonly DistrictPart[] {
  const ofSet = known.areas.filter((area) => area.set === set);
  const codes = new Set(path.split('/'));
  return ofSet
    .filter((area) => codes.has(area.territoryCode))
    .map(({ districtCode }) => ({
      districtCode,
      weight: 1 / ofSet.filter((area) => area.districtCode === districtCode).length,
    }));
}

/** The stations of a territory, shared by the districts that cover it: at least one each, lying together. */
export function shareTerritory<
  Station extends { readonly latitudeE4: number | null; readonly longitudeE4: number | null },
>(
  known: KnownDistricts,
  set: string,
  path: string,
  stations: readonly Station[],
): readonly { readonly districtCode: string; readonly members: readonly Station[] }[] {
  const parts = partsOf(known, set, path);
  const sizes = apportion(
    stations.length,
    parts.map((part) => part.weight),
    1,
  );
  const groups = divideInSpace(stations, sizes);
  return parts.map(({ districtCode }, index) => ({ districtCode, members: groups[index] ?? [] }));
}
