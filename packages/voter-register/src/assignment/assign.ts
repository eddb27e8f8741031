import type { StationNumber, TerritoryPath } from '@ovoz/election-model';
import { boxAround, isInArea, isInBox } from './area.ts';
import { type NumberedRule, type Position, streetPlace } from './rule.ts';

/** What the rules ask of an address. */
export type PlacedAddress = {
  readonly id: number;
  readonly territoryPath: TerritoryPath;
  readonly locality: string;
  readonly street: string;
  /** The leading digits of the house; null when there are none. */
  readonly houseNumber: number | null;
  readonly point: Position | null;
};

/** A rule that fits an address. */
export type Claim = { readonly station: StationNumber; readonly rule: number };

/** The station of an address, by what and by which rule; or why it waits for a person. */
export type Assignment =
  | {
      readonly station: StationNumber;
      readonly method: 'address' | 'range' | 'area';
      readonly rule: number;
    }
  | { readonly station: null; readonly method: 'unplaced'; readonly rule: null }
  | {
      readonly station: null;
      readonly method: 'conflict';
      readonly rule: null;
      readonly claims: readonly Claim[];
    };

/**
 * The stations of addresses by a set of rules. The most exact rule that fits decides: the address itself, the
 * houses of a street, the whole street, the whole locality, the area on the map. Rules of the same exactness that
 * name two stations are a conflict, and nobody's station is guessed.
 */
export function createAssigner(
  rules: readonly NumberedRule[],
): (address: PlacedAddress) => Assignment {
  const byAddress = Map.groupBy(rules.filter(isAddress), ({ addressId }) => addressId);
  const byPlace = Map.groupBy(rules.filter(isRange), streetPlace);
  const areas = rules.filter(isArea).map((rule) => ({ rule, box: boxAround(rule.polygons) }));

  return (address) => {
    const onStreet = byPlace.get(streetPlace(address)) ?? [];
    return (
      decide('address', byAddress.get(address.id) ?? []) ??
      decide(
        'range',
        onStreet.filter((rule) => holdsHouse(rule, address.houseNumber)),
      ) ??
      decide('range', address.street === '' ? [] : onStreet.filter(({ from }) => from === null)) ??
      decide('range', byPlace.get(streetPlace({ ...address, street: '' })) ?? []) ??
      decide('area', areasAround(address.point)) ?? {
        station: null,
        method: 'unplaced',
        rule: null,
      }
    );
  };

  function areasAround(point: Position | null): readonly NumberedRule[] {
    if (point === null) return [];
    return areas
      .filter(({ rule, box }) => isInBox(box, point) && isInArea(rule.polygons, point))
      .map(({ rule }) => rule);
  }
}

function decide(
  method: 'address' | 'range' | 'area',
  fitting: readonly NumberedRule[],
): Assignment | null {
  const [first, ...others] = fitting.toSorted((a, b) => a.id - b.id);
  if (first === undefined) return null;
  const { station } = first;
  if (others.every((other) => other.station === station))
    return { station, method, rule: first.id };
  const claims = [first, ...others].map(({ station: claimed, id }) => ({
    station: claimed,
    rule: id,
  }));
  return { station: null, method: 'conflict', rule: null, claims };
}

/** Whole streets are asked for afterwards. */
function holdsHouse(
  { from, to, parity }: NumberedRule & { kind: 'range' },
  house: number | null,
): boolean {
  if (house === null || from === null || to === null || house < from || house > to) return false;
  return parity === 'all' || (parity === 'odd') === (house % 2 === 1);
}

type Of<Kind extends NumberedRule['kind']> = Extract<NumberedRule, { kind: Kind }>;

const isAddress = (rule: NumberedRule): rule is Of<'address'> => rule.kind === 'address';
const isRange = (rule: NumberedRule): rule is Of<'range'> => rule.kind === 'range';
const isArea = (rule: NumberedRule): rule is Of<'area'> => rule.kind === 'area';
