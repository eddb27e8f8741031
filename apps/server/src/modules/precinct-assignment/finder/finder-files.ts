import { canonicalJson } from '@ovoz/basics';
import type { FinderDistrict, FinderLocality } from '@ovoz/contract';
import type { CountryPack, TerritoryPath } from '@ovoz/election-model';
import { finderStreets } from '@ovoz/voter-register';
import { sha256Hex } from '../../publication/public.ts';
import type { FinderAddress } from '../store-addresses.ts';

/** A file under the hash of its content, which therefore never changes. */
type NamedFile = { readonly name: string; readonly bytes: Buffer };

/** The files of a territory: one of its localities, and one for each of them. */
export function territoryFiles(
  pack: CountryPack,
  territoryPath: TerritoryPath,
  addresses: readonly FinderAddress[],
): { readonly district: NamedFile; readonly localities: readonly NamedFile[] } {
  const { compare } = new Intl.Collator(pack.languages[0]?.tag ?? 'en', { numeric: true });
  const localities = [...Map.groupBy(addresses, ({ locality }) => locality)]
    .toSorted(([a], [b]) => compare(a, b))
    .map(([locality, inside]) => {
      const content: FinderLocality = {
        format: 1,
        locality,
        centre: centreOf(inside),
        streets: finderStreets(inside, compare).map((street) =>
          'houses' in street
            ? { ...street, houses: street.houses.map(([house, station]) => [house, station]) }
            : street,
        ),
      };
      return { locality, file: named(content) };
    });
  const district: FinderDistrict = {
    format: 1,
    territory: territoryPath.slice(territoryPath.lastIndexOf('/') + 1),
    localities: localities.map(({ locality, file: { name } }) => ({ name: locality, file: name })),
  };
  return { district: named(district), localities: localities.map(({ file }) => file) };
}

function named(content: FinderLocality | FinderDistrict): NamedFile {
  const bytes = Buffer.from(canonicalJson(content));
  return { name: sha256Hex(bytes), bytes };
}

/** Where the addresses with a known place lie on average: nobody's own door. */
function centreOf(addresses: readonly FinderAddress[]): FinderLocality['centre'] {
  const known = addresses.filter(({ latitudeE6 }) => latitudeE6 !== null);
  if (known.length === 0) return null;
  const mean = (of: (address: FinderAddress) => number | null) =>
    Math.round(known.reduce((sum, address) => sum + (of(address) ?? 0), 0) / known.length / 100);
  return {
    latitudeE4: mean(({ latitudeE6 }) => latitudeE6),
    longitudeE4: mean(({ longitudeE6 }) => longitudeE6),
  };
}
