import { present } from '@ovoz/basics';
import { checkGeographyImport, parseCountryPack } from '@ovoz/election-model';
import { generateCandidates } from './candidates.ts';
import { generateCommissions } from './commissions.ts';
import { generateDistricts } from './districts.ts';
import { parseGenerationPlan } from './generation-plan.ts';
import { districtsCsv, stationsCsv } from './geography-csv.ts';
import { plainRows, readKnownDistricts, readKnownStations } from './given-files.ts';
import type { BoundaryCollection } from './outline.ts';
import { candidatesCsv, commissionsCsv, membersCsv, partiesCsv } from './people-csv.ts';
import { readPersonNames } from './persons.ts';
import { generateStations } from './stations.ts';

/** Reads a text file of a country pack by its path inside the pack; null when there is none. */
export type PackReader = (file: string) => string | null;

export type NationRequest = {
  readonly seed: string;
  /** Code of an electoral system of the pack; the first one when left out. */
  readonly system?: string;
  readonly votingYear: number;
  /** Day on which the commissions were formed, ISO 8601. */
  readonly formedOn: string;
  /** Stations that get a commission of their own. */
  readonly precinctCommissions?: (stationNumbers: readonly string[]) => readonly string[];
};

/** The files of a generated nation, each as its import takes it. */
export type NationFiles = {
  readonly territories: string;
  readonly stations: string;
  readonly districts: string;
  readonly parties: string;
  readonly candidates: string;
  readonly commissions: string;
  readonly members: string;
};

/**
 * A whole nation from a country pack and a seed: what the administration would deliver, as import files.
 * The same seed gives the same bytes. Everything but the pack's own territories is marked as generated.
 */
export function generateNation(read: PackReader, request: NationRequest): NationFiles {
  const given = readGiven(read);
  const { pack, plan } = given;
  const { seed } = request;
  const stations = generateStations({ ...given, seed });
  const sets = pack.districtSets.map(({ code }) =>
    generateDistricts({ ...given, set: code, stations }),
  );
  const districts = sets.flatMap((set) => set.districts);
  const memberships = sets.flatMap((set) => set.memberships);
  const names = readPersonNames(
    required(read, 'names/given-names.csv'),
    read('names/surnames.csv'),
  );
  const { parties, ballots } = generateCandidates({
    pack,
    plan,
    system: request.system ?? present(pack.systems[0], 'a pack has an electoral system').code,
    districts,
    names,
    votingYear: request.votingYear,
    seed,
  });
  const numbers = stations.map(({ number }) => number);
  const { commissions, members } = generateCommissions({
    ...given,
    districts,
    stations,
    memberships,
    names,
    formedOn: request.formedOn,
    seed,
    stationNumbers: request.precinctCommissions?.(numbers) ?? [],
  });
  return {
    territories: required(read, 'territory.csv'),
    stations: stationsCsv(stations, memberships),
    districts: districtsCsv(districts, plan.language),
    parties: partiesCsv(parties, plan.language),
    candidates: candidatesCsv(ballots),
    commissions: commissionsCsv(commissions, plan.language),
    members: membersCsv(members),
  };
}

/** What a pack states as fact: law, plan, territories, outlines, known districts and stations. */
function readGiven(read: PackReader) {
  const parsed = parseCountryPack(JSON.parse(required(read, 'pack.json')));
  if (!parsed.ok) throw new Error(`the pack is broken: ${JSON.stringify(parsed.refusal[0])}`);
  const plan = parseGenerationPlan(JSON.parse(required(read, 'generation.json')));
  if (!plan.ok) throw new Error(`the generation plan is broken: ${plan.refusal.reason}`);
  const pack = parsed.value;
  const rows = plainRows(required(read, 'territory.csv'));
  const table = {
    file: 'territory.csv',
    rows: rows.map((cells, index) => ({ line: index + 2, cells })),
  };
  const { geography } = checkGeographyImport(pack, { territories: table }, null);
  const { territories } = present(geography, 'the territories of a pack pass the import');
  const [districts, areas] = [read('districts.csv'), read('district-territories.csv')];
  const stations = read('stations.csv');
  return {
    pack,
    plan: plan.value,
    territories,
    boundaries: pack.boundaries.map(
      ({ file }) => JSON.parse(required(read, file)) as BoundaryCollection,
    ),
    ...(districts === null || areas === null
      ? {}
      : { known: readKnownDistricts(districts, areas, plan.value.language) }),
    ...(stations === null ? {} : { knownStations: readKnownStations(stations) }),
  };
}

function required(read: PackReader, file: string): string {
  return present(read(file), `the pack has the file ${file}`);
}
