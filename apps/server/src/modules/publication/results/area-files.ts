import { canonicalJson } from '@ovoz/basics';
import type { PublishedArea, ResultStatus } from '@ovoz/contract';
import { type AreaContent, areaContent, areaMembers } from './area-content.ts';
import { areaCsv } from './area-csv.ts';
import { areaState } from './area-state.ts';
import { type ElectionResults, headOf, type Times, timesOf } from './election-results.ts';
import { nistReport } from './nist/nist-report.ts';
import type { Area } from './places.ts';
import { sha256Hex } from './results-folder.ts';
import { membersOf, signedText } from './signed-file.ts';
import { asJson } from './station-content.ts';

type Downloads = PublishedArea['downloads'];

/** What stands beside the JSON of an area. */
export type AreaFile = {
  readonly downloads: Downloads;
  /** Real time at which CSV and NIST report were written; 0 when they never were. */
  readonly derivedAtMs: number;
  /** True when the JSON is newer than they are. */
  readonly behind: boolean;
};

/** Writes the JSON of an area with its figures as they stand; CSV, NIST report and compressed twin follow. */
export function publishFigures(
  results: ElectionResults,
  area: Area,
  status: ResultStatus,
  times: Times,
): void {
  const content = areaContent(area, areaState(results, area, status));
  const last = results.areaFiles.get(area.file) ?? NOTHING_BESIDE;
  results.areaFiles.set(area.file, { ...last, behind: true });
  writeArea(results, area, areaText(results, content, last.downloads, times), false);
}

const NOTHING_BESIDE: AreaFile = { downloads: [], derivedAtMs: 0, behind: true };

/** Writes CSV and NIST report of an area, and its JSON with their hashes. */
export function publishWhole(
  results: ElectionResults,
  area: Area,
  status: ResultStatus,
  times: Times,
): void {
  const content = areaContent(area, areaState(results, area, status));
  const downloads = derivedFiles(results, content, area, times).map(({ path, bytes }) => {
    const sha256 = sha256Hex(bytes);
    results.folder.write(path, bytes, true);
    results.hashes.set(path, sha256);
    return { file: path, sha256, bytes: bytes.length };
  });
  const derivedAtMs = Date.parse(times.publishedAt);
  results.areaFiles.set(area.file, { downloads, derivedAtMs, behind: false });
  writeArea(results, area, areaText(results, content, downloads, times), true);
}

/**
 * Whether what stands on the disk says what would be written now, and the files beside it are whole. Then they
 * are left as they are, with the time at which they were published.
 */
export function isAsPublished(results: ElectionResults, area: Area, status: ResultStatus): boolean {
  const path = `${area.file}.json`;
  const before = results.folder.read(path);
  const times = timesOf(before);
  if (before === null || times === null) return false;
  // Written by the publisher, whole.
  const { downloads } = JSON.parse(before.toString()) as PublishedArea;
  const content = areaContent(area, areaState(results, area, status));
  const isWhole = downloads.length > 0 && downloads.every((one) => isThere(results, one));
  if (!isWhole || !areaText(results, content, downloads, times).equals(before)) return false;
  for (const { file, sha256 } of downloads) results.hashes.set(file, sha256);
  results.hashes.set(path, sha256Hex(before));
  results.areaFiles.set(area.file, { downloads, derivedAtMs: 0, behind: false });
  return true;
}

function isThere({ folder }: ElectionResults, { file, sha256 }: Downloads[number]): boolean {
  const bytes = folder.read(file);
  return bytes !== null && sha256Hex(bytes) === sha256;
}

function writeArea(results: ElectionResults, { file }: Area, bytes: Buffer, whole: boolean): void {
  results.folder.write(`${file}.json`, bytes, whole);
  results.hashes.set(`${file}.json`, sha256Hex(bytes));
}

type Derived = { readonly path: string; readonly bytes: Buffer };

function derivedFiles(
  { definition, pack, columns }: ElectionResults,
  content: AreaContent,
  { file }: Area,
  { publishedAt }: Times,
): readonly Derived[] {
  const report = nistReport({ definition, pack }, content, publishedAt);
  return [
    { path: `${file}.csv`, bytes: areaCsv(content, columns) },
    { path: `${file}-nist.json`, bytes: Buffer.from(canonicalJson(report)) },
  ];
}

function areaText(
  results: ElectionResults,
  content: AreaContent,
  downloads: Downloads,
  times: Times,
): Buffer {
  const head = membersOf(asJson(headOf(results, times)));
  return Buffer.from(signedText({ ...head, ...areaMembers(content, downloads) }, results.key));
}
