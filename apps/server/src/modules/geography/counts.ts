import type { ElectoralDistrict, Territory, TerritoryPath } from '@ovoz/election-model';
import type { Queries } from '../../platform/database.ts';
import { numberOrderKey } from '../../platform/number-order.ts';
import type { CountryPacks } from './packs.ts';
import { countStationsByPath } from './store-stations.ts';
import {
  districtsInside,
  listStoredDistricts,
  listStoredTerritories,
} from './store-territories.ts';

type Version = { readonly pack: string; readonly number: number };

/** Territories inside of the given ones, and above them, each with all stations in it and below. */
export async function territoriesWithStations(
  queries: Queries,
  version: Version,
  inside: readonly TerritoryPath[],
): Promise<readonly { readonly territory: Territory; readonly stations: number }[]> {
  const [territories, byPath] = await Promise.all([
    listStoredTerritories(queries, version, inside),
    countStationsByPath(queries, version),
  ]);
  const totals = new Map<TerritoryPath, number>();
  for (const [path, stations] of byPath) {
    const codes = path.split('/');
    for (let length = 1; length <= codes.length; length += 1) {
      const above = codes.slice(0, length).join('/');
      totals.set(above, (totals.get(above) ?? 0) + stations);
    }
  }
  return territories.map((territory) => ({ territory, stations: totals.get(territory.path) ?? 0 }));
}

/** Districts by set and number with all their stations; `set` null: of all sets. */
export async function districtsWithStations(
  queries: Queries,
  version: Version,
  set: string | null,
): Promise<readonly { readonly district: ElectoralDistrict; readonly stations: number }[]> {
  const districts = await listStoredDistricts(queries, version, set);
  const key = ({ set: own, code }: ElectoralDistrict) => `${own}/${numberOrderKey(code)}`;
  return districts.toSorted((a, b) => (key(a.district) < key(b.district) ? -1 : 1));
}

/** Districts that touch the caller's territories: for the whole country all, for a part those with a station there. */
export async function districtsInScope(
  queries: Queries,
  packs: CountryPacks,
  { inside, ...version }: Version & { readonly inside: readonly TerritoryPath[] },
  set: string | null,
): Promise<readonly { readonly district: ElectoralDistrict; readonly stations: number }[]> {
  const districts = await districtsWithStations(queries, version, set);
  if (inside.some((path) => path === packs.get(version.pack)?.pack.root)) return districts;
  const touched = await districtsInside(queries, version, inside);
  return districts.filter(({ district }) => touched.has(`${district.set}/${district.code}`));
}
