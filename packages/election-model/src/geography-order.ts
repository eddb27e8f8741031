import type { JsonValue } from '@ovoz/basics';
import type { Geography } from './geography.ts';

/**
 * The geography in its canonical order: territories by path, stations by number, districts by set and
 * code, memberships by set and station, all compared by UTF-16 code units (as `<` does), so that
 * any program in any country gets the same order. Screens sort by number and alphabet instead.
 */
export function sortGeography(geography: Geography): Geography {
  return {
    territories: sortedBy(geography.territories, (territory) => territory.path),
    stations: sortedBy(geography.stations, (station) => station.number),
    districts: sortedBy(geography.districts, (district) => `${district.set}/${district.code}`),
    memberships: sortedBy(geography.memberships, (one) => `${one.set}/${one.stationNumber}`),
  };
}

/** What is hashed for a version: the sorted geography, whose text no order of rows can change. */
export function geographyCanonical(geography: Geography): JsonValue {
  const { territories, stations, districts, memberships } = sortGeography(geography);
  return { territories, stations, districts, memberships };
}

function sortedBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): readonly Item[] {
  return items
    .map((item) => ({ item, key: keyOf(item) }))
    .toSorted((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ item }) => item);
}
