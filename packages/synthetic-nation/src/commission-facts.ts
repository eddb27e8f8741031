import { present } from '@ovoz/basics';
import type {
  DistrictMembership,
  ElectoralDistrict,
  LocalizedText,
  PollingStation,
  Territory,
} from '@ovoz/election-model';

type Places = {
  readonly territories: readonly Territory[];
  readonly stations: readonly PollingStation[];
  readonly memberships: readonly DistrictMembership[];
};

/** The smallest territory that holds all stations of a district at home. */
export function commonTerritory(places: Places, district: ElectoralDistrict): Territory {
  const byCode = new Map(places.territories.map((territory) => [territory.code, territory]));
  const numbers = new Set(
    places.memberships
      .filter(({ set, districtCode }) => set === district.set && districtCode === district.code)
      .map(({ stationNumber }) => stationNumber),
  );
  const paths = places.stations
    .filter(({ number, kind }) => kind !== 'abroad' && numbers.has(number))
    .map(({ territoryCode }) => present(byCode.get(territoryCode), 'a territory').path.split('/'));
  const shared = paths.reduce((common, path) =>
    common.filter((code, index) => code === path[index]),
  );
  return present(byCode.get(shared.at(-1) ?? ''), 'all stations lie in the country');
}

/** Two texts joined by a comma in every language that both have. */
export function joinNames(first: LocalizedText, second: LocalizedText | null): LocalizedText {
  if (second === null) return first;
  const shared = Object.entries(first).flatMap(([language, text]) => {
    const other = second[language];
    return other === undefined ? [] : [[language, `${text}, ${other}`] as const];
  });
  return { ...Object.fromEntries(shared), en: `${first.en}, ${second.en}` };
}

/** The same day some years later; 29 February becomes the 28th. */
export function addYears(day: string, years: number): string {
  const year = String(Number(day.slice(0, 4)) + years);
  return year + day.slice(4).replace('-02-29', '-02-28');
}
