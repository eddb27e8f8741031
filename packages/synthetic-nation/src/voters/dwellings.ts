import type { PollingStation } from '@ovoz/election-model';
import type { SeededRandom } from '../seeded-random.ts';
import type { AddressRow, StreetRange } from './register-rows.ts';

/** Mahalla, bag, settlement: several stations may share one, and then a street, too. */
export type Locality = { readonly name: string; nextStreet(): string };

export type DwellingSources = {
  readonly station: PollingStation;
  readonly isTown: boolean;
  readonly locality: Locality;
  /** The last street of the station before goes on here. */
  readonly continues: StreetEnd | null;
  readonly nextAddress: () => number;
};

/** How far a street goes; only its odd houses, when the other side belongs to a neighbour. */
export type StreetEnd = {
  readonly street: string;
  readonly lastHouse: number;
  readonly side: Side;
};
type Side = StreetRange['parity'];

export type Dwelling = { readonly addressId: number; readonly flat: string };

/** The homes of one station's area, one after the other. */
export type Dwellings = {
  next(): Dwelling;
  /** A hall of residence: many people at one address. */
  hall(): Dwelling;
  readonly addresses: readonly AddressRow[];
  ranges(): readonly StreetRange[];
  end(): StreetEnd;
};

const HOUSES_PER_STREET = { town: 30, village: 48 };
/** Share of the streets of a town that have blocks of flats. */
const STREETS_OF_FLATS = 0.45;
const NO_PLACE = 0.03;
/** Streets whose last house is so new that no rule gives it to a station. */
const NEW_HOUSE = 0.03;
const SECOND_HOUSEHOLD = 0.06;
/** House numbers that were never given. */
const SKIPPED = 0.04;
/** Streets whose even side is a neighbour's, or a river. */
const ONE_SIDED = 0.1;
/** From one house number to the next, in millionths of a degree: at most some ten metres. */
const MAX_STEP_E6 = 90;

type Street = {
  readonly name: string;
  readonly first: number;
  last: number;
  readonly flats: number;
  readonly side: Side;
  readonly hasNewHouse: boolean;
  readonly latitudeE6: number;
  readonly longitudeE6: number;
  readonly stepE6: readonly [latitude: number, longitude: number];
};

export function dwellingsOf(sources: DwellingSources, random: SeededRandom): Dwellings {
  const { station, isTown, locality, nextAddress } = sources;
  const { territoryCode } = station;
  const addresses: AddressRow[] = [];
  const streets: Street[] = [];
  let street = openStreet(sources, true, random);
  streets.push(street);
  let flatsLeft = 0;
  let flat = 0;
  const newHouse = (): void => {
    const limit = street.first + (isTown ? HOUSES_PER_STREET.town : HOUSES_PER_STREET.village);
    if (street.last >= limit) {
      street = openStreet(sources, false, random);
      streets.push(street);
    }
    street.last += street.side !== 'all' || random.next() < SKIPPED ? 2 : 1;
    addresses.push({
      addressId: nextAddress(),
      territoryCode,
      locality: locality.name,
      street: street.name,
      house: houseText(street.last, random),
      ...(station.latitudeE4 === null || random.next() < NO_PLACE ? NOWHERE : placeOf(street)),
    });
    flatsLeft = street.flats === 0 ? 1 : street.flats + random.below(street.flats);
    flat = 0;
  };
  const current = (text: string): Dwelling => ({
    addressId: addresses[addresses.length - 1]?.addressId ?? 0,
    flat: text,
  });
  return {
    addresses,
    next() {
      const sharesHouse = street.flats === 0 && flat > 0 && random.next() < SECOND_HOUSEHOLD;
      if (flatsLeft === 0 && !sharesHouse) newHouse();
      if (flatsLeft > 0) flatsLeft--;
      flat++;
      return current(street.flats === 0 ? '' : String(flat));
    },
    hall() {
      newHouse();
      flatsLeft = 0;
      flat = 0;
      return current('');
    },
    ranges: () =>
      streets
        .map(({ name, first, last, side, hasNewHouse }) => ({
          station: station.number,
          territoryCode,
          locality: locality.name,
          street: name,
          from: first,
          to: last - (hasNewHouse ? 1 : 0),
          parity: side,
        }))
        .filter(({ from, to }) => to >= from),
    end: () => ({ street: street.name, lastHouse: street.last, side: street.side }),
  };
}

const NOWHERE = { latitudeE6: null, longitudeE6: null };

/** The first street goes on from the station before where they share a locality. */
function openStreet(sources: DwellingSources, isFirst: boolean, random: SeededRandom): Street {
  const { continues, station, isTown, locality } = sources;
  const before = isFirst && continues?.side !== 'even' ? continues : null;
  const side = before === null ? drawSide(random) : before.side === 'odd' ? 'even' : 'all';
  const first = side === 'odd' ? 1 : side === 'even' ? 2 : (before?.lastHouse ?? 0) + 1;
  return {
    name: before?.street ?? locality.nextStreet(),
    first,
    // The first house is one step on.
    last: first - (side === 'all' ? 1 : 2),
    side,
    flats: isTown && random.next() < STREETS_OF_FLATS ? 16 + random.below(40) : 0,
    hasNewHouse: random.next() < NEW_HOUSE,
    latitudeE6: 100 * (station.latitudeE4 ?? 0) + random.below(4000) - 2000,
    longitudeE6: 100 * (station.longitudeE4 ?? 0) + random.below(5000) - 2500,
    stepE6: [
      random.below(2 * MAX_STEP_E6) - MAX_STEP_E6,
      random.below(2 * MAX_STEP_E6) - MAX_STEP_E6,
    ],
  };
}

function drawSide(random: SeededRandom): Side {
  return random.next() < ONE_SIDED ? 'odd' : 'all';
}

function placeOf({ latitudeE6, longitudeE6, stepE6, first, last }: Street) {
  return {
    latitudeE6: latitudeE6 + (last - first) * stepE6[0],
    longitudeE6: longitudeE6 + (last - first) * stepE6[1],
  };
}

function houseText(house: number, random: SeededRandom): string {
  const draw = random.next();
  if (draw < 0.04) return `${house}A`;
  return draw < 0.06 ? `${house}/${1 + random.below(3)}` : String(house);
}
