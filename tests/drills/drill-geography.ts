import { existsSync, readFileSync } from 'node:fs';
import { present } from '@ovoz/basics';
import { closingTime, type PollingStation, type Territory } from '@ovoz/election-model';
import { generateNation, type NationFiles, type NightStation } from '@ovoz/synthetic-nation';
import { parse } from 'csv-parse/sync';

const PACKS = new URL('../../country-packs/', import.meta.url);

/** A station as the night sees it. */
export type DrillStation = NightStation & {
  readonly territoryPath: string;
  /** Legal time in milliseconds since 1970. */
  readonly closesAtMs: number;
};

type StationRow = Readonly<Record<string, string>>;

/** The generated nation of a pack, with a part of its stations where `wanted` is less than all of them. */
export function drillNation(
  country: string,
  seed: string,
  votingDay: string,
  wanted: number | null,
): NationFiles {
  const nation = generateNation((file) => packText(country, file), {
    seed,
    votingYear: Number(votingDay.slice(0, 4)),
    formedOn: `${votingDay.slice(0, 4)}-01-15`,
  });
  if (wanted === null) return nation;
  const lines = nation.stations.trimEnd().split('\n');
  const rows = rowsOf(nation.stations);
  const kept = spreadOver(rows, wanted);
  const stations = [lines[0], ...lines.slice(1).filter((_, index) => kept.has(index))].join('\n');
  return { ...nation, stations: `${stations}\n` };
}

export function packText(country: string, file: string): string | null {
  const path = new URL(`${country}/${file}`, PACKS);
  return existsSync(path) ? readFileSync(path, 'utf8') : null;
}

/** Rows by turns from every district, so that all of them have stations, however few are wanted. */
function spreadOver(rows: readonly StationRow[], wanted: number): ReadonlySet<number> {
  const groups = [...Map.groupBy(rows.keys(), (index) => groupOf(rows[index]))].map(
    ([, all]) => all,
  );
  const kept = new Set<number>();
  for (let turn = 0; kept.size < Math.min(wanted, rows.length); turn++) {
    for (const group of groups) {
      // From both ends by turns: what is special stands last.
      const at = turn % 2 === 0 ? turn / 2 : group.length - (turn + 1) / 2;
      const index = group[at];
      if (index !== undefined && kept.size < wanted) kept.add(index);
    }
  }
  return kept;
}

function groupOf(row: StationRow | undefined): string {
  return row?.['kind'] === 'abroad' ? 'abroad' : (row?.['districts'] ?? '');
}

/** The stations of an import file. */
export function stationsOf(
  file: string,
  territories: readonly Territory[],
  votingDay: string,
): readonly DrillStation[] {
  const paths = new Map(territories.map(({ code, path }) => [code, path]));
  return rowsOf(file).map((row): DrillStation => {
    const territoryPath = present(
      paths.get(row['territory_code'] ?? ''),
      'a station lies somewhere',
    );
    const [opens = '', closes = '', timeZone = ''] = [
      row['opens'],
      row['closes'],
      row['time_zone'],
    ];
    return {
      number: row['number'] ?? '',
      // The import checked the column against the kinds.
      kind: row['kind'] as PollingStation['kind'],
      region: territoryPath.split('/')[1] ?? territoryPath,
      districts: districtsOf(row['districts'] ?? ''),
      territoryPath,
      closesAtMs: closingTime({ opens, closes, timeZone }, votingDay).getTime(),
    };
  });
}

function districtsOf(cell: string): Readonly<Record<string, string>> {
  const pairs = cell.split(';').filter((pair) => pair !== '');
  return Object.fromEntries(pairs.map((pair) => pair.split('=') as [string, string]));
}

function rowsOf(file: string): readonly StationRow[] {
  return parse<StationRow>(file, { columns: true });
}
