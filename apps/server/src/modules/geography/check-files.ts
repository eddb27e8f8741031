import { createHash } from 'node:crypto';
import { canonicalJson, ok, type Result, refused } from '@ovoz/basics';
import {
  type CountryPack,
  checkGeographyImport,
  diffGeography,
  type Geography,
  type GeographyFiles,
  type GeographyVersionSummary,
  type GovernedAct,
  geographyCanonical,
  type ImportReport,
} from '@ovoz/election-model';
import { readCsv, type Unreadable } from '../../platform/csv-table.ts';
import { governedActs, presentDifference } from './difference.ts';
import { type ContentRows, contentRows } from './content-rows.ts';
import { knownOutlines, readGeoJson } from './geojson-files.ts';
import { type QuarantinedRow, quarantinedRows } from './quarantine.ts';

/** What one import sends, as text. */
export type FileTexts = {
  readonly territories?: string | undefined;
  readonly stations?: string | undefined;
  readonly stationsGeoJson?: string | undefined;
  readonly districts?: string | undefined;
};

export type FilesToCheck = {
  readonly pack: CountryPack;
  readonly files: FileTexts;
  /** True when a program made the files: every row that they bring is marked so. */
  readonly generated: boolean;
  /** Outlines of the pack as GeoJSON bytes: a station outside of its territory is a warning. */
  readonly outlines: readonly Uint8Array[];
  /** The current geography as JSON, or null. */
  readonly base: string | null;
};

/** A version that can be saved: everything about it, ready for the database. */
export type PreparedVersion = {
  /** SHA-256 over the canonical JSON of the geography; lower-case hex. */
  readonly hash: string;
  readonly counts: GeographyVersionSummary['counts'];
  /** GeographyDifference as JSON. */
  readonly difference: string;
  /** What the calendar may have a say about. */
  readonly acts: readonly GovernedAct[];
  readonly rows: ContentRows;
};

export type PartCounts = {
  readonly added: number;
  readonly removed: number;
  readonly changed: number;
};
export type DifferenceCounts = {
  readonly [Part in 'territories' | 'stations' | 'districts' | 'memberships']: PartCounts;
};

export type CheckedFiles =
  | { readonly fine: true; readonly report: ImportReport; readonly version: PreparedVersion }
  | {
      readonly fine: false;
      readonly report: ImportReport;
      readonly quarantined: readonly QuarantinedRow[];
    };

/** From the text of the files to a version that can be saved, or the report of what is wrong. Pure and slow. */
export function checkFiles(input: FilesToCheck): Result<CheckedFiles, Unreadable> {
  const base = input.base === null ? null : (JSON.parse(input.base) as Geography);
  const read = readFiles(input.files);
  if (!read.ok) return read;
  const boundaries = knownOutlines(input.outlines, read.value.territories, base);
  const checked = checkGeographyImport(
    input.pack,
    { ...read.value, boundaries: boundaries.files },
    base,
  );
  // The outlines are the pack's: nobody sent them.
  const report = { ...checked.report, rowsRead: checked.report.rowsRead - boundaries.features };
  if (checked.geography === null) {
    return ok({ fine: false, report, quarantined: quarantinedRows(report, read.value) });
  }
  const geography = input.generated
    ? markGenerated(checked.geography, read.value)
    : checked.geography;
  return ok({ fine: true, report, version: prepare(input.pack, base, geography) });
}

type ReadFiles = Pick<GeographyFiles, 'territories' | 'stations' | 'districts'>;

function readFiles(texts: FileTexts): Result<ReadFiles, Unreadable> {
  const files: { -readonly [Name in keyof ReadFiles]: ReadFiles[Name] } = {};
  for (const name of ['territories', 'stations', 'districts'] as const) {
    const text = texts[name];
    if (text === undefined) continue;
    const table = readCsv(name, text);
    if (!table.ok) return table;
    files[name] = table.value;
  }
  if (texts.stationsGeoJson === undefined) return ok(files);
  const json = readGeoJson('stationsGeoJson', texts.stationsGeoJson);
  if (!json.ok) return refused(json.refusal);
  return ok({ ...files, stations: json.value });
}

function markGenerated(geography: Geography, sent: ReadFiles): Geography {
  const mark = <Item extends { readonly generated: boolean }>(items: readonly Item[]) =>
    items.map((item) => ({ ...item, generated: true }));
  return {
    ...geography,
    stations: sent.stations === undefined ? geography.stations : mark(geography.stations),
    districts: sent.districts === undefined ? geography.districts : mark(geography.districts),
  };
}

function prepare(pack: CountryPack, base: Geography | null, geography: Geography): PreparedVersion {
  const difference = diffGeography(base, geography);
  const shown = presentDifference(difference, pack.languages[0]?.tag ?? 'en');
  const { territories, stations, districts } = geography;
  return {
    hash: createHash('sha256')
      .update(canonicalJson(geographyCanonical(geography)))
      .digest('hex'),
    counts: {
      territories: territories.length,
      stations: stations.length,
      stationsAbroad: stations.filter(({ kind }) => kind === 'abroad').length,
      districts: districts.length,
    },
    difference: JSON.stringify(shown),
    acts: base === null ? [] : governedActs(difference),
    rows: contentRows(geography),
  };
}
