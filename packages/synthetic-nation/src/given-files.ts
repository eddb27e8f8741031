import { present } from '@ovoz/basics';
import type { KnownStation } from './generation-plan.ts';
import type { KnownDistricts } from './known-districts.ts';

/** Rows of a plain CSV file by the names of its header. The files of packs quote no field. */
export function plainRows(text: string): readonly Readonly<Record<string, string>>[] {
  const [header = '', ...lines] = text.trimEnd().split('\n');
  const names = header.split(',');
  return lines.map((line) => {
    const values = line.split(',');
    return Object.fromEntries(
      names.map((name, index) => [name, present(values[index], `${line} has all columns`)]),
    );
  });
}

/** Reads `districts.csv` and `district-territories.csv` of a pack. */
export function readKnownDistricts(
  districts: string,
  areas: string,
  mainLanguage: string,
): KnownDistricts {
  return {
    districts: plainRows(districts).map((row) => ({
      set: row['set'] ?? '',
      code: row['code'] ?? '',
      name: {
        en: row['name_en'] ?? '',
        [mainLanguage]: row['name_local'] ?? '',
        ru: row['name_ru'] ?? '',
      },
      seats: Number(row['seats']),
      generated: row['generated'] === 'true',
    })),
    areas: plainRows(areas).map((row) => ({
      set: row['set'] ?? '',
      districtCode: row['district_code'] ?? '',
      territoryCode: row['territory_code'] ?? '',
    })),
  };
}

/** Reads `stations.csv` of a pack: station numbers that are facts. */
export function readKnownStations(text: string): readonly KnownStation[] {
  return plainRows(text).map((row) => ({
    number: row['number'] ?? '',
    territoryCode: row['territory_code'] ?? '',
  }));
}
