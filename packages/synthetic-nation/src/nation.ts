import { present } from '@ovoz/basics';
import { generateCandidates } from './candidates.ts';
import { generateCommissions } from './commissions.ts';
import { generateDistricts } from './districts.ts';
import { districtsCsv, stationsCsv } from './geography-csv.ts';
import { type PackReader, readGivenPack, requiredFile } from './given-pack.ts';
import { candidatesCsv, commissionsCsv, membersCsv, partiesCsv } from './people-csv.ts';
import { readPersonNames } from './persons.ts';
import { generateStations } from './stations.ts';

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
  const given = readGivenPack(read);
  const { pack, plan } = given;
  const { seed } = request;
  const stations = generateStations({ ...given, seed });
  const sets = pack.districtSets.map(({ code }) =>
    generateDistricts({ ...given, set: code, stations }),
  );
  const districts = sets.flatMap((set) => set.districts);
  const memberships = sets.flatMap((set) => set.memberships);
  const names = readPersonNames(
    requiredFile(read, 'names/given-names.csv'),
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
    territories: requiredFile(read, 'territory.csv'),
    stations: stationsCsv(stations, memberships, plan.language),
    districts: districtsCsv(districts, plan.language),
    parties: partiesCsv(parties, plan.language),
    candidates: candidatesCsv(ballots),
    commissions: commissionsCsv(commissions, plan.language),
    members: membersCsv(members),
  };
}
