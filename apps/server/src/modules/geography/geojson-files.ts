import { ok, type Result, refused } from '@ovoz/basics';
import type { Geography, GeoJsonFile, ImportTable } from '@ovoz/election-model';
import type { Unreadable } from '../../platform/csv-table.ts';

/** A polygon in a collection is 8 deep; what reads and writes JSON calls itself for every level. */
const MAX_DEPTH = 40;

/** Reads the text of a GeoJSON file as JSON; whether it is GeoJSON is checked with its features. */
export function readGeoJson(file: string, text: string): Result<GeoJsonFile, Unreadable> {
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    return refused({ file, line: lineOfError(text, error), reason: 'This is not JSON.' });
  }
  if (isDeeperThan(json, MAX_DEPTH)) {
    return refused({ file, line: null, reason: `It is nested more than ${MAX_DEPTH} deep.` });
  }
  return ok({ file, json });
}

/** Level by level, without calling itself. */
function isDeeperThan(json: unknown, depth: number): boolean {
  let level = [json];
  for (let reached = 0; reached <= depth && level.length > 0; reached += 1) {
    level = level.flatMap((value) =>
      typeof value === 'object' && value !== null ? (Object.values(value) as unknown[]) : [],
    );
  }
  return level.length > 0;
}

/** V8 names the position of what it could not read; other programs may not. */
function lineOfError(text: string, error: unknown): number | null {
  const position = /at position (\d+)/.exec(String(error))?.[1];
  return position === undefined ? null : text.slice(0, Number(position)).split('\n').length;
}

/** The outlines of territories that are there: a country may leave some out, and tests most. */
export function knownOutlines(
  outlines: readonly Uint8Array[],
  territories: ImportTable | undefined,
  base: Geography | null,
): { readonly files: readonly GeoJsonFile[]; readonly features: number } {
  const known = new Set(
    territories?.rows.map(({ cells }) => cells['code']) ??
      base?.territories.map(({ code }) => code),
  );
  const files = outlines.map((bytes) => {
    // Packs are checked when they are loaded and by their own test.
    const json = JSON.parse(Buffer.from(bytes).toString('utf8')) as OutlineFile;
    const features = json.features.filter(({ properties }) => known.has(properties.code));
    return { file: 'outlines', json: { ...json, features } };
  });
  return { files, features: files.reduce((sum, { json }) => sum + json.features.length, 0) };
}

type OutlineFile = {
  readonly features: readonly { readonly properties: { readonly code: string } }[];
};
