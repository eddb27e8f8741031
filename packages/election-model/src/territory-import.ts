import type { CountryPack } from './country-pack.ts';
import { type Territory, TerritoryCode } from './geography.ts';
import type { FindingCollector } from './import-findings.ts';
import { checkTable, type ImportTable } from './import-table.ts';
import { RowReader } from './row-reader.ts';
import { patternOf } from './text.ts';

export const TERRITORY_COLUMNS = [
  'code',
  'parent_code',
  'level',
  'name_en',
  'name_local',
  'name_ru',
  'type',
] as const;

/** Several times what the largest of the countries has below its districts. */
export const MAX_TERRITORIES = 20_000;

const CODE = patternOf(TerritoryCode);
const CODE_FORM = 'a code of capital letters and digits, parts joined by hyphens';
const TYPE_FORM = 'a word of small letters, like capital_city';

type Unplaced = Omit<Territory, 'path'>;
type ReadTerritory = { readonly territory: Unplaced; readonly reader: RowReader };

/** Reads the territories file into a tree with paths. Wrong rows are findings and are left out. */
export function readTerritories(
  pack: Pick<CountryPack, 'root' | 'languages' | 'territoryLevels'>,
  table: ImportTable,
  findings: FindingCollector,
): readonly Territory[] {
  if (!checkTable(table, TERRITORY_COLUMNS, MAX_TERRITORIES, findings)) return [];
  const byCode = new Map<string, ReadTerritory>();
  for (const row of table.rows) {
    const reader = new RowReader(table.file, row, findings);
    const territory = readTerritory(pack, reader);
    const earlier = byCode.get(territory.code);
    if (earlier !== undefined && territory.code !== '') {
      const reason = `${territory.code} stands in line ${earlier.reader.lineNumber} already`;
      reader.fail('duplicate-code', 'code', reason);
    } else {
      byCode.set(territory.code, { territory, reader });
    }
  }
  const placed: Territory[] = [];
  for (const { territory, reader } of byCode.values()) {
    const path = pathOf(pack.root, territory, reader, byCode);
    if (path !== null && !reader.failed) placed.push({ ...territory, path });
  }
  return placed;
}

function readTerritory(
  pack: Pick<CountryPack, 'languages' | 'territoryLevels'>,
  reader: RowReader,
): Unplaced {
  return {
    code: reader.matching('code', CODE, CODE_FORM),
    parentCode: reader.optionalMatching('parent_code', CODE, CODE_FORM),
    level: reader.wholeNumber('level', 0, pack.territoryLevels.length - 1),
    type: reader.matching('type', /^[a-z_]{1,40}$/, TYPE_FORM),
    name: reader.localized('name', pack.languages[0]?.tag ?? 'en'),
  };
}

/** The codes from the country down to the territory, joined by `/`; null when it hangs nowhere. */
function pathOf(
  root: string,
  territory: Unplaced,
  reader: RowReader,
  byCode: ReadonlyMap<string, ReadTerritory>,
): string | null {
  const chain = [territory.code];
  let link = territory;
  while (link.parentCode !== null) {
    const parent = byCode.get(link.parentCode)?.territory;
    if (parent === undefined) {
      // Told once, at the row that names the parent.
      if (link === territory) {
        reader.fail('parent-not-found', 'parent_code', `there is no territory ${link.parentCode}`);
      }
      return null;
    }
    if (chain.includes(parent.code)) {
      const reason = `above itself: ${[...chain, parent.code].join(' in ')}`;
      reader.fail('territory-cycle', 'parent_code', reason);
      return null;
    }
    if (link === territory && parent.level + 1 !== territory.level) {
      const reason = `level ${territory.level} under ${parent.code} of level ${parent.level}`;
      reader.fail('level-mismatch', 'level', reason);
      return null;
    }
    chain.unshift(parent.code);
    link = parent;
  }
  if (link === territory && (territory.code !== root || territory.level !== 0)) {
    const reason = `only the country ${root}, of level 0, has no parent; not ${territory.code}`;
    reader.fail('wrong-root', 'parent_code', reason);
    return null;
  }
  return chain.join('/');
}
