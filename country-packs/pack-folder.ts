import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { type CountryPack, parseCountryPack } from '@ovoz/election-model';

export type TerritoryRow = {
  readonly code: string;
  readonly parent_code: string;
  readonly level: string;
  readonly name_en: string;
  readonly name_local: string;
  readonly name_ru: string;
  readonly type: string;
};
type Position = readonly [number, number];
export type Ring = readonly Position[];
export type Feature = {
  readonly properties: { readonly code: string };
  readonly geometry:
    | { readonly type: 'Polygon'; readonly coordinates: readonly Ring[] }
    | { readonly type: 'MultiPolygon'; readonly coordinates: readonly (readonly Ring[])[] };
};

/** Codes of the packs that stand in this folder. */
export const packCodes = readdirSync(import.meta.dirname, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)
  .toSorted();

/** A text file of a pack. */
export function packText(code: string, file: string): string {
  return readFileSync(new URL(`./${code}/${file}`, import.meta.url), 'utf8');
}

export function hasFile(code: string, file: string): boolean {
  return existsSync(new URL(`./${code}/${file}`, import.meta.url));
}

/** The pack, or a sentence about the first things that are wrong with it. */
export function readPack(code: string): CountryPack {
  const parsed = parseCountryPack(JSON.parse(packText(code, 'pack.json')));
  if (parsed.ok) return parsed.value;
  const wrong = parsed.refusal.slice(0, 5).map(({ path, reason }) => `${path}: ${reason}`);
  throw new Error(`${code}: ${wrong.join('; ')}`);
}

/** Rows of `territory.csv`. The files of packs quote no fields. */
export function readTerritoryRows(code: string): readonly TerritoryRow[] {
  const [header = '', ...lines] = packText(code, 'territory.csv').trimEnd().split('\n');
  const names = header.split(',');
  return lines.map((line) => {
    const values = line.split(',');
    if (line.includes('"') || values.length !== names.length) throw new Error(`${code}: ${line}`);
    // The cast names the columns, which the import checks with the schema of territories.
    return Object.fromEntries(names.map((name, index) => [name, values[index]])) as TerritoryRow;
  });
}

/** Features of a boundary file. */
export function readFeatures(code: string, file: string): readonly Feature[] {
  return JSON.parse(packText(code, file)).features;
}

/** Polygons of a feature, each with its outer ring first. */
export function polygonsOf(feature: Feature): readonly (readonly Ring[])[] {
  const { geometry } = feature;
  return geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
}
