import { present } from '@ovoz/basics';
import { checkGeographyImport, parseCountryPack } from '@ovoz/election-model';
import { parseGenerationPlan } from './generation-plan.ts';
import { plainRows, readKnownDistricts, readKnownStations } from './given-files.ts';
import type { BoundaryCollection } from './outline.ts';

/** Reads a text file of a country pack by its path inside the pack; null when there is none. */
export type PackReader = (file: string) => string | null;

/** What a pack states as fact: law, plan, territories, outlines, known districts and stations. */
export function readGivenPack(read: PackReader) {
  const parsed = parseCountryPack(JSON.parse(requiredFile(read, 'pack.json')));
  if (!parsed.ok) throw new Error(`the pack is broken: ${JSON.stringify(parsed.refusal[0])}`);
  const plan = parseGenerationPlan(JSON.parse(requiredFile(read, 'generation.json')));
  if (!plan.ok) throw new Error(`the generation plan is broken: ${plan.refusal.reason}`);
  const pack = parsed.value;
  const rows = plainRows(requiredFile(read, 'territory.csv'));
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
      ({ file }) => JSON.parse(requiredFile(read, file)) as BoundaryCollection,
    ),
    ...(districts === null || areas === null
      ? {}
      : { known: readKnownDistricts(districts, areas, plan.value.language) }),
    ...(stations === null ? {} : { knownStations: readKnownStations(stations) }),
  };
}

/** The text of a file that every pack has. */
export function requiredFile(read: PackReader, file: string): string {
  return present(read(file), `the pack has the file ${file}`);
}
