import type { CountryPack } from './country-pack.ts';
import { ElectoralDistrict } from './geography.ts';
import type { FindingCollector } from './import-findings.ts';
import { checkTable, type ImportTable } from './import-table.ts';
import { RowReader } from './row-reader.ts';
import { patternOf } from './text.ts';

export const DISTRICT_COLUMNS = [
  'set',
  'code',
  'name_en',
  'name_local',
  'name_ru',
  'seats',
  'generated',
] as const;

/** A country has ten sets at most, and the largest council of the region has far fewer districts. */
export const MAX_DISTRICTS = 5_000;

const CODE = patternOf(ElectoralDistrict.properties.code);

/** Key of a district among all: `constituencies/12`. */
export function districtKey(district: { readonly set: string; readonly code: string }): string {
  return `${district.set}/${district.code}`;
}

/** Reads the districts file. Wrong rows are findings and are left out. */
export function readDistricts(
  pack: Pick<CountryPack, 'districtSets' | 'languages'>,
  table: ImportTable,
  findings: FindingCollector,
): readonly ElectoralDistrict[] {
  if (!checkTable(table, DISTRICT_COLUMNS, MAX_DISTRICTS, findings)) return [];
  const sets = new Set(pack.districtSets.map((set) => set.code));
  const lines = new Map<string, number>();
  const districts: ElectoralDistrict[] = [];
  for (const row of table.rows) {
    const reader = new RowReader(table.file, row, findings);
    const district: ElectoralDistrict = {
      set: reader.line('set', 40),
      code: reader.matching('code', CODE, 'a code of up to 8 capital letters and digits'),
      name: reader.localized('name', pack.languages[0]?.tag ?? 'en'),
      seats: reader.wholeNumber('seats', 1, 500),
      generated: reader.flag('generated'),
    };
    if (district.set !== '' && !sets.has(district.set)) {
      const reason = `the country pack has no set "${district.set}"`;
      reader.fail('unknown-district-set', 'set', reason);
    }
    const key = districtKey(district);
    const earlier = lines.get(key);
    if (earlier !== undefined && district.code !== '') {
      reader.fail('duplicate-code', 'code', `${key} stands in line ${earlier} already`);
    }
    lines.set(key, earlier ?? row.line);
    if (!reader.failed) districts.push(district);
  }
  return districts;
}

/** Warns when a set has other numbers of districts or seats than the law that the pack states. */
export function checkDistrictNumbers(
  pack: Pick<CountryPack, 'districtSets'>,
  districts: readonly ElectoralDistrict[],
  file: string,
  findings: FindingCollector,
): void {
  for (const set of pack.districtSets) {
    const own = districts.filter((district) => district.set === set.code);
    const seats = own.reduce((sum, district) => sum + district.seats, 0);
    if (own.length === set.districts && seats === set.seats) continue;
    const reason =
      `${set.code}: ${own.length} districts with ${seats} seats; ` +
      `the law has ${set.districts} with ${set.seats}`;
    findings.add('district-count-differs', { file, line: null, field: 'set' }, reason);
  }
}
