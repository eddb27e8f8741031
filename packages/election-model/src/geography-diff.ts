import type { Geography } from './geography.ts';
import { sortGeography } from './geography-order.ts';
import { type Comparable, diffItems, type ItemDiff } from './item-diff.ts';

/**
 * The difference of two geographies. Keys: code of the territory, number of the station, `set/code` of
 * the district; a membership is `set/station`, with the name of its station, and changes its district.
 * Everything is in the canonical order of geographies.
 */
export type GeographyDiff = {
  readonly territories: ItemDiff;
  readonly stations: ItemDiff;
  readonly districts: ItemDiff;
  readonly memberships: ItemDiff;
};

/** What `after` changes; against nothing, everything was added. */
export function diffGeography(before: Geography | null, after: Geography): GeographyDiff {
  const stationNames = new Map(
    [...(before?.stations ?? []), ...after.stations].map(({ number, name }) => [number, name]),
  );
  const old = comparables(sortGeography(before ?? NOTHING), stationNames);
  const now = comparables(sortGeography(after), stationNames);
  return {
    territories: diffItems(old.territories, now.territories),
    stations: diffItems(old.stations, now.stations),
    districts: diffItems(old.districts, now.districts),
    memberships: diffItems(old.memberships, now.memberships),
  };
}

const NOTHING: Geography = { territories: [], stations: [], districts: [], memberships: [] };

type Comparables = { readonly [Kind in keyof GeographyDiff]: readonly Comparable[] };

function comparables(geography: Geography, stationNames: ReadonlyMap<string, string>): Comparables {
  return {
    territories: geography.territories.map((one) => ({
      key: one.code,
      name: one.name,
      fields: one,
    })),
    stations: geography.stations.map((one) => ({
      key: one.number,
      name: { en: one.name },
      // So that a text that is new is told language by language, as one that changed is.
      fields: { ...one, directions: one.directions ?? {} },
    })),
    districts: geography.districts.map((one) => ({
      key: `${one.set}/${one.code}`,
      name: one.name,
      fields: one,
    })),
    memberships: geography.memberships.map((one) => ({
      key: `${one.set}/${one.stationNumber}`,
      name: { en: stationNames.get(one.stationNumber) ?? one.stationNumber },
      fields: one,
    })),
  };
}
