import { readFileSync } from 'node:fs';
import type { PublishedElection, PublishedStations } from '@ovoz/contract';
import type { CountryPack, PollingStation, Territory } from '@ovoz/election-model';

/** A station of the fixture with its place in both trees. */
export type FixtureStation = {
  readonly station: PollingStation;
  readonly region: string;
  readonly constituency: string;
};

export type FixtureElection = {
  readonly election: PublishedElection;
  readonly stations: readonly FixtureStation[];
};

export const CODE = 'uzbekistan-2026-12-27-fixture';
const PACK_FOLDER = new URL('../../../../country-packs/uzbekistan/', import.meta.url);
const PARTIES = [
  ['uzlidep', 'UzLiDeP', 'Liberal Democratic Party'],
  ['milliy-tiklanish', 'Milliy tiklanish', 'Milliy Tiklanish Democratic Party'],
  ['xdp', 'XDP', 'People’s Democratic Party'],
  ['adolat', 'Adolat', 'Adolat Social Democratic Party'],
  ['ecological', 'Ekopartiya', 'Ecological Party'],
] as const;

/** A file of the country pack that the fixture stands on. */
export function packFile(name: string): string {
  return readFileSync(new URL(name, PACK_FOLDER), 'utf8');
}

/**
 * A nation of the real territories with a few stations in each unit and `districts` constituencies; its
 * people do not exist. `perUnit` stations stand in every unit of the first `regionLimit` regions.
 */
export function fixtureElection(
  perUnit: number,
  districts: number,
  regionLimit = Number.POSITIVE_INFINITY,
): FixtureElection {
  const pack: CountryPack = JSON.parse(packFile('pack.json'));
  const all = readTerritories();
  const regions = all
    .filter(({ level }) => level === 1)
    .slice(0, regionLimit)
    .map(({ code }) => code);
  const territories = all.filter(
    ({ level, path }) => level === 0 || regions.includes(path.split('/')[1] ?? ''),
  );
  const units = territories.filter(({ level }) => level === 2);
  const stations = units.flatMap((unit, place) =>
    Array.from({ length: perUnit }, (_, index): FixtureStation => {
      const number = place * perUnit + index + 1;
      const constituency = Math.floor(((number - 1) * districts) / (units.length * perUnit)) + 1;
      return {
        station: stationOf(String(number), unit.code),
        region: unit.parentCode ?? '',
        constituency: String(constituency),
      };
    }),
  );
  const below = (code: string) =>
    stations.filter((one) => one.station.territoryCode === code || one.region === code).length;
  const system = pack.systems[0];
  if (system === undefined || regions.length === 0) throw new Error('the pack has no system');
  const numbers = Array.from({ length: districts }, (_, index) => String(index + 1));
  const election: PublishedElection = {
    format: 1,
    publishedAt: '2026-11-21T19:00:00.000Z',
    definitionVersion: 1,
    definitionHash: 'd'.repeat(64),
    sealedAt: '2026-11-21T18:00:00.000Z',
    clock: null,
    pack,
    calendar: [],
    definition: {
      format: 1,
      code: CODE,
      title: {
        en: 'Election of the Legislative Chamber',
        'uz-Latn': 'Qonunchilik palatasi saylovi',
        ru: 'Выборы в Законодательную палату',
      },
      mode: 'training',
      pack: { code: pack.code, version: pack.version, hash: 'a'.repeat(64) },
      system: system.code,
      calledOn: '2026-09-25',
      votingDay: '2026-12-27',
      timeZone: pack.timeZone,
      languages: ['uz-Latn', 'ru'],
      geography: { version: 1, hash: 'b'.repeat(64) },
      contests: system.contests.map((one) =>
        one.districtSet === null ? one : { ...one, seats: districts },
      ),
      parties: PARTIES.map(([code, short, name]) => ({
        code,
        kind: 'party',
        name: { en: name, 'uz-Latn': `Oʻzbekiston «${short}» partiyasi`, ru: `Партия «${short}»` },
        shortName: { en: short, 'uz-Latn': short },
      })),
      ballots: [
        {
          contest: 'party-list',
          district: null,
          candidates: [],
          lists: PARTIES.map(([party], index) => ({ number: index + 1, party, candidates: [] })),
        },
        ...numbers.map((district) => ({
          contest: 'constituency',
          district,
          lists: [],
          candidates: PARTIES.map(([party], index) => ({
            number: index + 1,
            name: `Karimov ${party[0]?.toUpperCase()}. ${district}`,
            sex: 'male' as const,
            birthYear: 1970,
            occupation: null,
            party,
          })),
        })),
      ],
      generatedCandidates: true,
    },
    territories: territories.map((territory) => ({
      territory,
      stations: territory.level === 0 ? stations.length : below(territory.code),
    })),
    districts: numbers.map((code) => ({
      district: {
        set: 'constituencies',
        code,
        seats: 1,
        generated: true,
        name: {
          en: `Constituency No. ${code}`,
          'uz-Latn': `${code}-sonli saylov okrugi`,
          ru: `Избирательный округ № ${code}`,
        },
      },
      stations: stations.filter((one) => one.constituency === code).length,
    })),
    stationCounts: { domestic: stations.length, abroad: 0, remote: 0, special: 0 },
  };
  return { election, stations };
}

/** Files of stations by region, as the publisher writes them. */
export function fixtureStationFiles(
  stations: readonly FixtureStation[],
): readonly PublishedStations[] {
  return [...Map.groupBy(stations, ({ region }) => region)].map(([territory, own]) => ({
    format: 1,
    publishedAt: '2026-11-21T19:00:00.000Z',
    territory,
    stations: own.map(({ station, constituency }) => ({
      station,
      districts: { constituencies: constituency },
    })),
  }));
}

function readTerritories(): readonly Territory[] {
  const [, ...lines] = packFile('territory.csv').trim().split('\n');
  const paths = new Map<string, string>();
  return lines.map((line) => {
    const [code = '', parent = '', level = '', en = '', uzbek = '', russian = '', type = ''] =
      line.split(',');
    const path = parent === '' ? code : `${paths.get(parent)}/${code}`;
    paths.set(code, path);
    return {
      code,
      parentCode: parent === '' ? null : parent,
      level: Number(level),
      path,
      type,
      name: { en, 'uz-Latn': uzbek, ...(russian === '' ? {} : { ru: russian }) },
    };
  });
}

/** Only the first station says how its door is found. */
const DIRECTIONS = { en: 'Second door', 'uz-Latn': 'Ikkinchi eshik', ru: 'Второй вход' };

function stationOf(number: string, territoryCode: string): PollingStation {
  return {
    number,
    territoryCode,
    kind: 'domestic',
    name: `${number}-sonli maktab`,
    address: `Alisher Navoiy koʻchasi, ${number}-uy`,
    ...(number === '1' ? { directions: DIRECTIONS } : {}),
    latitudeE4: null,
    longitudeE4: null,
    stepFree: 'yes',
    opens: '08:00',
    closes: '20:00',
    timeZone: 'Asia/Tashkent',
    languages: ['uz-Latn'],
    hostCountry: null,
    generated: true,
  };
}
