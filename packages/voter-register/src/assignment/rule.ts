import type { StationNumber, TerritoryPath } from '@ovoz/election-model';

/** One address of the register belongs to a station. */
export type AddressRule = {
  readonly kind: 'address';
  readonly station: StationNumber;
  readonly addressId: number;
};

/** Which house numbers of a range are meant. */
export type Parity = 'all' | 'odd' | 'even';

/**
 * A part of a street (VIP 6 `StreetSegment`): the houses with numbers between `from` and `to`; the whole street
 * when both are null; the whole locality when `street` is empty as well.
 */
export type RangeRule = {
  readonly kind: 'range';
  readonly station: StationNumber;
  /** The territory right above the addresses, as the address register has it. */
  readonly territoryPath: TerritoryPath;
  readonly locality: string;
  readonly street: string;
  readonly from: number | null;
  readonly to: number | null;
  readonly parity: Parity;
};

/** Longitude and latitude in millionths of a degree. */
export type Position = readonly [longitudeE6: number, latitudeE6: number];
/** The outer ring, then its holes; each closed. */
export type Polygon = readonly (readonly Position[])[];

/** All that lies in one of the polygons. */
export type AreaRule = {
  readonly kind: 'area';
  readonly station: StationNumber;
  readonly polygons: readonly Polygon[];
};

export type AssignmentRule = AddressRule | RangeRule | AreaRule;

/** A rule with its place in its set, from 1. */
export type NumberedRule = AssignmentRule & { readonly id: number };

/**
 * Name of a locality or street as rules and addresses are compared: letter case, kinds of apostrophe and
 * of space do not matter.
 */
function placeKey(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[ʻʼ‘’`´′]/g, "'")
    .replace(/\s+/g, ' ')
    .trim();
}

/** One key for all rules of a street; the street is empty for a whole locality. */
export function streetPlace({
  territoryPath,
  locality,
  street,
}: Pick<RangeRule, 'territoryPath' | 'locality' | 'street'>): string {
  return [territoryPath, placeKey(locality), placeKey(street)].join('\t');
}

/** Rules in the order in which a set keeps, numbers and hashes them. */
export function inRuleOrder(rules: readonly AssignmentRule[]): readonly AssignmentRule[] {
  return rules
    .map((rule) => ({ rule, key: orderKey(rule) }))
    .toSorted((a, b) => (a.key < b.key ? -1 : Number(a.key > b.key)))
    .map(({ rule }) => rule);
}

function orderKey(rule: AssignmentRule): string {
  switch (rule.kind) {
    case 'address':
      return `1\t${digits(rule.addressId)}\t${rule.station}`;
    case 'range':
      return [
        `2\t${rule.territoryPath}\t${rule.locality}\t${rule.street}`,
        rule.from === null ? '' : digits(rule.from),
        rule.to === null ? '' : digits(rule.to),
        rule.parity,
        rule.station,
      ].join('\t');
    case 'area':
      return `3\t${rule.station}\t${JSON.stringify(rule.polygons)}`;
  }
}

/** Numbers of addresses have up to 15 digits. */
function digits(value: number): string {
  return String(value).padStart(15, '0');
}
