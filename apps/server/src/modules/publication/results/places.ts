import { present } from '@ovoz/basics';
import {
  ballotFor,
  type ElectionDefinition,
  type Geography,
  type LocalizedText,
  type PollingStation,
} from '@ovoz/election-model';
import { numberOrderKey } from '../../../platform/number-order.ts';

/** A place that has a file of its own: the nation, a territory with stations, an electoral district of a contest. */
export type Area = {
  /** `nation`, `territory:1703`, `district:12`. */
  readonly code: string;
  /** Address of its file without ending, unique: `nation`, `territories/1703`, `districts/constituency-12`. */
  readonly file: string;
  readonly name: LocalizedText;
  /** From the nation down to the area above. */
  readonly above: readonly Area[];
  /** Codes of the contests that it has totals of. */
  readonly contests: readonly string[];
  /** Territories right below; for the nation the electoral districts too. */
  readonly areas: readonly Area[];
  /** Stations right below; of an electoral district all. */
  readonly stations: readonly Station[];
};

export type Station = {
  readonly station: PollingStation;
  /** Set code → district code. */
  readonly districts: Readonly<Record<string, string>>;
  /** Areas that list it: its territory, and its electoral districts. */
  readonly listedIn: readonly Area[];
  /** Areas whose totals it is part of. */
  readonly partOf: readonly Area[];
};

export type Places = {
  readonly nation: Area;
  /** From the lowest up, the nation last: whoever comes from above finds what is below. */
  readonly areas: readonly Area[];
  readonly stations: ReadonlyMap<string, Station>;
};

type Draft = {
  -readonly [Member in keyof Area]: Area[Member] extends readonly (infer Item)[]
    ? Item[]
    : Area[Member];
};

/** The tree of places of an election: only what has stations. Numbers sort as people count. */
export function placesOf(definition: ElectionDefinition, geography: Geography): Places {
  const districtsOf = membershipsOf(geography);
  const contests = definition.contests.map(({ code }) => code);
  const territories = territoryAreas(geography, contests);
  const nation = present(
    [...territories.values()].find(({ above }) => above.length === 0),
    'a country has a root',
  );
  const electoral = electoralAreas(definition, geography, nation);
  const stations = new Map<string, Station>();
  for (const station of inOrder(geography.stations)) {
    const territory = present(
      territories.get(station.territoryCode),
      'stations lie in territories',
    );
    const districts = districtsOf.get(station.number) ?? {};
    const own = definition.contests.flatMap(({ code, districtSet }) => {
      const district = districtSet === null ? undefined : districts[districtSet];
      const votes = district !== undefined && ballotFor(definition, code, districts) !== null;
      return votes ? [present(electoral.get(`${code}-${district}`), 'districts are areas')] : [];
    });
    const listedIn = [territory, ...own];
    const placed = { station, districts, listedIn, partOf: [...territory.above, ...listedIn] };
    for (const area of listedIn) area.stations.push(placed);
    stations.set(station.number, placed);
  }
  const used = new Set([...stations.values()].flatMap(({ partOf }) => partOf));
  for (const area of territories.values()) area.areas = area.areas.filter((one) => used.has(one));
  nation.areas.push(...[...electoral.values()].filter((one) => used.has(one)));
  const all = [...electoral.values(), ...territories.values()];
  return {
    nation,
    areas: all.filter((area) => used.has(area)).toSorted((a, b) => depthOf(b) - depthOf(a)),
    stations,
  };
}

/** Electoral districts first, then territories from the lowest up. */
function depthOf({ file, above }: Area): number {
  return file.startsWith('districts/') ? 1000 : above.length;
}

function territoryAreas(
  { territories }: Geography,
  contests: readonly string[],
): ReadonlyMap<string, Draft> {
  const areas = new Map<string, Draft>();
  for (const { code, name, parentCode } of territories.toSorted((a, b) => a.level - b.level)) {
    const parent =
      parentCode === null ? null : present(areas.get(parentCode), 'parents come first');
    const area: Draft = {
      code: parent === null ? 'nation' : `territory:${code}`,
      file: parent === null ? 'nation' : `territories/${code}`,
      name,
      above: parent === null ? [] : [...parent.above, parent],
      contests: [...contests],
      areas: [],
      stations: [],
    };
    parent?.areas.push(area);
    areas.set(code, area);
  }
  return areas;
}

/** By `<contest>-<code of the district>`. */
function electoralAreas(
  definition: ElectionDefinition,
  { districts }: Geography,
  nation: Area,
): ReadonlyMap<string, Draft> {
  const areas = new Map<string, Draft>();
  for (const contest of definition.contests) {
    const own = districts.filter(({ set }) => set === contest.districtSet);
    for (const { code, name } of own.toSorted((a, b) => order(a.code, b.code))) {
      areas.set(`${contest.code}-${code}`, {
        code: `district:${code}`,
        file: `districts/${contest.code}-${code}`,
        name,
        above: [nation],
        contests: [contest.code],
        areas: [],
        stations: [],
      });
    }
  }
  return areas;
}

function membershipsOf({ memberships }: Geography): ReadonlyMap<string, Record<string, string>> {
  const districtsOf = new Map<string, Record<string, string>>();
  for (const { set, districtCode, stationNumber } of memberships) {
    const districts = districtsOf.get(stationNumber) ?? {};
    districts[set] = districtCode;
    districtsOf.set(stationNumber, districts);
  }
  return districtsOf;
}

function inOrder(stations: readonly PollingStation[]): readonly PollingStation[] {
  return stations.toSorted((a, b) => order(a.number, b.number));
}

function order(a: string, b: string): number {
  const [left, right] = [numberOrderKey(a), numberOrderKey(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}
