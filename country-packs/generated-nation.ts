import { checkGeographyImport, type ImportTable } from '@ovoz/election-model';
import {
  type BoundaryCollection,
  generateCandidates,
  generateCommissions,
  generateDistricts,
  generateStations,
  parseGenerationPlan,
  plainRows,
  readKnownDistricts,
  readKnownStations,
  readPersonNames,
} from '@ovoz/synthetic-nation';
import { hasFile, packText, readPack } from './pack-folder.ts';

/** A file of a pack as the import takes it after parsing. */
export function packTable(code: string, file: string): ImportTable {
  const rows = plainRows(packText(code, file));
  return { file, rows: rows.map((cells, index) => ({ line: index + 2, cells })) };
}

/** Geography of a pack's nation, generated from a seed. */
export function generateGeography(code: string, seed: string) {
  const pack = readPack(code);
  const plan = parseGenerationPlan(JSON.parse(packText(code, 'generation.json')));
  if (!plan.ok) throw new Error(`${code}: ${plan.refusal.reason}`);
  const boundaries = pack.boundaries.map(
    ({ file }): BoundaryCollection => JSON.parse(packText(code, file)),
  );
  const files = { territories: packTable(code, 'territory.csv') };
  const { geography, report } = checkGeographyImport(pack, files, null);
  if (geography === null) throw new Error(`${code}: ${JSON.stringify(report.findings[0])}`);
  const { territories } = geography;
  const given = { pack, plan: plan.value, territories, ...givenFacts(code, plan.value.language) };
  const stations = generateStations({ ...given, boundaries, seed });
  const sets = pack.districtSets.map(({ code: set }) =>
    generateDistricts({ ...given, set, stations }),
  );
  return {
    ...given,
    boundaries,
    seed,
    stations,
    districts: sets.flatMap((set) => set.districts),
    memberships: sets.flatMap((set) => set.memberships),
  };
}

/** People of a pack's nation: candidates of every system, and commissions above the precincts. */
export function generatePeople(
  code: string,
  geography: ReturnType<typeof generateGeography>,
  stationNumbers: readonly string[],
) {
  const surnames = 'names/surnames.csv';
  const names = readPersonNames(
    packText(code, 'names/given-names.csv'),
    hasFile(code, surnames) ? packText(code, surnames) : null,
  );
  const formedOn = '2026-10-01';
  return {
    systems: geography.pack.systems.map((system) => ({
      system,
      ...generateCandidates({ ...geography, names, system: system.code, votingYear: 2026 }),
    })),
    ...generateCommissions({ ...geography, names, formedOn, stationNumbers }),
  };
}

function givenFacts(code: string, language: string) {
  const known = ['districts.csv', 'district-territories.csv'].map((file) =>
    hasFile(code, file) ? packText(code, file) : '',
  );
  const [districts = '', areas = ''] = known;
  return {
    ...(districts === '' ? {} : { known: readKnownDistricts(districts, areas, language) }),
    ...(hasFile(code, 'stations.csv')
      ? { knownStations: readKnownStations(packText(code, 'stations.csv')) }
      : {}),
  };
}
