import { present } from '@ovoz/basics';
import type { Geography } from '@ovoz/election-model';
import { numberOrderKey } from '../../platform/number-order.ts';
import { foldForSearch } from '../../platform/search-text.ts';

/** The rows of a version as JSON arrays, one text for each table, as store-content.ts inserts them. */
export type ContentRows = {
  readonly territories: string;
  readonly stations: string;
  readonly districts: string;
  readonly memberships: string;
};

/** Adds what the tables hold beyond the geography: paths, the order of the numbers, the text that is searched. */
export function contentRows({
  territories,
  stations,
  districts,
  memberships,
}: Geography): ContentRows {
  const paths = new Map(territories.map(({ code, path }) => [code, path]));
  const inOrder = stations
    .map((station) => ({ station, key: numberOrderKey(station.number) }))
    .toSorted((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  const stationRows = inOrder.map(({ station }, position) => ({
    ...station,
    position,
    territoryPath: present(paths.get(station.territoryCode), 'a station lies in a territory'),
    searchText: foldForSearch(`${station.name}\n${station.address}`),
  }));
  return {
    territories: JSON.stringify(territories),
    stations: JSON.stringify(stationRows),
    districts: JSON.stringify(districts),
    memberships: JSON.stringify(memberships),
  };
}
