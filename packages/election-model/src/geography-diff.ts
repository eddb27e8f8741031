import type { JsonValue } from '@ovoz/basics';
import { changedFields, type FieldChange } from './field-diff.ts';
import type { DistrictMembership, ElectoralDistrict, Geography } from './geography.ts';
import { sortGeography } from './geography-order.ts';
import type { LocalizedText } from './text.ts';

export type DiffItem = { readonly key: string; readonly name: LocalizedText };
export type ChangedItem = DiffItem & { readonly fields: readonly FieldChange[] };

/** What came, went and changed, each in the order of the keys. */
export type ItemDiff = {
  readonly added: readonly DiffItem[];
  readonly removed: readonly DiffItem[];
  readonly changed: readonly ChangedItem[];
};

/**
 * The difference of two geographies. Keys: code of the territory, number of the station, `set/code` of
 * the district; a membership is `set/station`, with the name of its station, and changes its district.
 */
export type GeographyDiff = {
  readonly territories: ItemDiff;
  readonly stations: ItemDiff;
  readonly districts: ItemDiff;
  readonly memberships: ItemDiff;
};

/** What `after` changes; against nothing, everything was added. */
export function diffGeography(before: Geography | null, after: Geography): GeographyDiff {
  const [old, now] = [sortGeography(before ?? NOTHING), sortGeography(after)];
  const stationNames = new Map(
    [...old.stations, ...now.stations].map((station) => [station.number, { en: station.name }]),
  );
  const nameOfMember = ({ stationNumber }: DistrictMembership): LocalizedText =>
    stationNames.get(stationNumber) ?? { en: stationNumber };
  const districtKey = (district: ElectoralDistrict) => `${district.set}/${district.code}`;
  return {
    territories: diffItems(old.territories, now.territories, (one) => one.code, nameOf),
    stations: diffItems(
      old.stations,
      now.stations,
      (one) => one.number,
      (one) => ({ en: one.name }),
    ),
    districts: diffItems(old.districts, now.districts, districtKey, nameOf),
    memberships: diffItems(
      old.memberships,
      now.memberships,
      (one) => `${one.set}/${one.stationNumber}`,
      nameOfMember,
    ),
  };
}

const NOTHING: Geography = { territories: [], stations: [], districts: [], memberships: [] };

function nameOf(item: { readonly name: LocalizedText }): LocalizedText {
  return item.name;
}

function diffItems<Item extends { readonly [field: string]: JsonValue }>(
  before: readonly Item[],
  after: readonly Item[],
  keyOf: (item: Item) => string,
  nameOfItem: (item: Item) => LocalizedText,
): ItemDiff {
  const old = new Map(before.map((item) => [keyOf(item), item]));
  const now = new Map(after.map((item) => [keyOf(item), item]));
  const listed = (item: Item): DiffItem => ({ key: keyOf(item), name: nameOfItem(item) });
  return {
    added: after.filter((item) => !old.has(keyOf(item))).map(listed),
    removed: before.filter((item) => !now.has(keyOf(item))).map(listed),
    changed: after.flatMap((item) => {
      const earlier = old.get(keyOf(item));
      const fields = earlier === undefined ? [] : changedFields(earlier, item);
      return fields.length === 0 ? [] : [{ ...listed(item), fields }];
    }),
  };
}
