import { canonicalJson, type JsonValue } from '@ovoz/basics';
import { toHex } from '../bytes.ts';
import type {
  Definition,
  District,
  Hash,
  Pack,
  PlacedStation,
  SealedElection,
  Station,
  Territory,
} from '../election-types.ts';
import type { ElectionState } from '../facts/log-state.ts';
import type { Findings } from '../findings.ts';
import type { Primitives } from '../primitives.ts';
import type { RecordSource } from '../sources/record-source.ts';
import { ELECTION, STATIONS } from './file-shapes.ts';
import { MAX_JSON_BYTES, parseFile, type ReadFile, readBytes } from './read-file.ts';

type ElectionFile = {
  readonly definition: Definition;
  readonly definitionVersion: number;
  readonly definitionHash: Hash;
  readonly pack: Pack;
  readonly territories: readonly { readonly territory: Territory }[];
  readonly districts: readonly { readonly district: District }[];
};
type StationsFile = {
  readonly stations: readonly {
    readonly station: Station;
    readonly districts: Readonly<Record<string, string>>;
  }[];
};

type Reading = {
  readonly source: RecordSource;
  readonly primitives: Primitives;
  readonly findings: Findings;
  /** Paths that the manifest of the site names. */
  readonly paths: readonly string[];
};

/**
 * Everything that was fixed before the vote, held against what the log says was sealed: the definition by its hash,
 * and by the hash in it the geography. Null when there is no election to look at.
 */
export async function readSealed(
  reading: Reading,
  election: ElectionState,
): Promise<SealedElection | null> {
  const { source, findings } = reading;
  const path = `elections/${election.code}/election.json`;
  const bytes = await readBytes(source, path, MAX_JSON_BYTES, findings.add);
  if (bytes === null) {
    gap(
      reading,
      'file-missing',
      path,
      'The file of the election is missing, so nothing of it can be verified.',
    );
    return null;
  }
  const file = parseFile<ElectionFile>(path, bytes, ELECTION, findings.add);
  if (file === null) return null;
  checkDefinition(reading, file, election);
  const { definition, pack, territories, districts } = file.content;
  const listed = await readStations(reading, election.code);
  if (listed === null) {
    const sentence =
      'Not all stations of the election are in the record, so nothing of it can be verified.';
    gap(reading, 'stations-missing', path, sentence);
    return null;
  }
  const places = territories.map(({ territory }) => territory);
  const sealed = {
    definition,
    definitionHash: file.content.definitionHash,
    pack,
    territories: places,
    districts: districts.map(({ district }) => district),
    stations: placed(reading, listed, places),
  };
  checkGeography(reading, path, sealed, listed);
  return sealed;
}

function checkDefinition(
  { primitives, findings }: Reading,
  { path, content }: ReadFile<ElectionFile>,
  election: ElectionState,
): void {
  const wrong = (code: string, sentence: string) =>
    findings.add({ severity: 'false', code, place: path, sentence });
  const own = hashOf(content.definition, primitives);
  if (own !== content.definitionHash) {
    wrong('definition-hash-wrong', 'The definition is not the one whose hash stands beside it.');
  }
  const sealed = election.opened?.definition ?? election.sealed.at(-1)?.hash;
  if (sealed === undefined) {
    wrong('definition-not-sealed', 'The log knows of no sealed definition of this election.');
  } else if (own !== sealed) {
    wrong(
      'definition-differs',
      'The definition is not the one that two people sealed and the count was opened on.',
    );
  }
  const fact = election.sealed.findLast(({ hash }) => hash === sealed);
  if (fact !== undefined && fact.mode !== content.definition.mode) {
    wrong(
      'mode-changed',
      `The election was sealed as ${fact.mode} and is published as ${content.definition.mode}.`,
    );
  }
  if (fact !== undefined && fact.packHash !== content.definition.pack.hash) {
    wrong('pack-differs', 'The country pack is not the one that was sealed.');
  }
  checkPack(primitives, content, wrong);
  if (content.definition.code !== election.code) {
    wrong('definition-differs', `The definition is of the election ${content.definition.code}.`);
  }
}

/** Forms, seat rules and systems are those that were sealed: the definition names their hash. */
function checkPack(
  primitives: Primitives,
  { definition, pack }: ElectionFile,
  wrong: (code: string, sentence: string) => void,
): void {
  const sealed = definition.pack.content;
  if (sealed === undefined || hashOf(pack, primitives) === sealed) return;
  wrong('pack-altered', 'The forms and rules of the country are not those that were sealed.');
}

async function readStations(
  reading: Reading,
  code: string,
): Promise<StationsFile['stations'][number][] | null> {
  const folder = `elections/${code}/stations/`;
  const stations: StationsFile['stations'][number][] = [];
  const paths = reading.paths.filter((one) => one.startsWith(folder)).toSorted();
  if (paths.length === 0) return null;
  for (const path of paths) {
    const bytes = await readBytes(reading.source, path, MAX_JSON_BYTES, reading.findings.add);
    const file =
      bytes === null ? null : parseFile<StationsFile>(path, bytes, STATIONS, reading.findings.add);
    // That it is missing is found where the manifest is compared.
    if (file === null) return null;
    // One by one: a list of thousands is too long for a spread.
    for (const station of file.content.stations) stations.push(station);
  }
  return stations;
}

function placed(
  { findings }: Reading,
  listed: StationsFile['stations'],
  territories: readonly Territory[],
): ReadonlyMap<string, PlacedStation> {
  const paths = new Map(territories.map(({ code, path }) => [code, path]));
  const stations = new Map<string, PlacedStation>();
  for (const { station, districts } of listed) {
    const path = paths.get(station.territoryCode);
    if (path === undefined || stations.has(station.number)) {
      const sentence = `Station ${station.number} stands twice, or in a territory that is not there.`;
      findings.add({
        severity: 'false',
        code: 'station-misplaced',
        place: `station ${station.number}`,
        sentence,
      });
    } else {
      stations.set(station.number, { ...station, path, districts });
    }
  }
  return stations;
}

/** The geography has one order, so it has one hash: docs/record-format.md, section 4. */
function checkGeography(
  { primitives, findings }: Reading,
  path: string,
  { definition, territories, districts }: SealedElection,
  listed: StationsFile['stations'],
): void {
  const memberships = listed.flatMap(({ station, districts: own }) =>
    Object.entries(own).map(([set, districtCode]) => ({
      set,
      districtCode,
      stationNumber: station.number,
    })),
  );
  const geography = {
    territories: sortedBy(territories, (one) => one.path),
    stations: sortedBy(
      listed.map(({ station }) => station),
      (one) => one.number,
    ),
    districts: sortedBy(districts, (one) => `${one.set}/${one.code}`),
    memberships: sortedBy(memberships, (one) => `${one.set}/${one.stationNumber}`),
  };
  if (hashOf(geography, primitives) === definition.geography.hash) return;
  const sentence =
    'Territories, stations and electoral districts are not those that the sealed definition rests on.';
  findings.add({ severity: 'false', code: 'geography-differs', place: path, sentence });
}

function sortedBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): readonly Item[] {
  return items
    .map((item) => ({ item, key: keyOf(item) }))
    .toSorted((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ item }) => item);
}

/** SHA-256 of the canonical JSON. */
export function hashOf(value: object, { sha256 }: Primitives): Hash {
  // It was parsed from canonical JSON.
  return toHex(sha256(new TextEncoder().encode(canonicalJson(value as JsonValue))));
}

function gap({ findings }: Reading, code: string, place: string, sentence: string): void {
  findings.add({ severity: 'gap', code, place, sentence });
}
