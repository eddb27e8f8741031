import { canonicalJson } from '@ovoz/basics';
import type { PublishedArea, ResultStatus } from '@ovoz/contract';
import { type AreaContent, areaContent, areaMembers } from './area-content.ts';
import { areaCsv } from './area-csv.ts';
import { type ElectionResults, headOf, type Times, timesOf } from './election-results.ts';
import { nistReport } from './nist/nist-report.ts';
import type { Area } from './places.ts';
import { lacksTwin, sha256Hex } from './results-folder.ts';
import { membersOf, signedText } from './signed-file.ts';
import { asJson } from './station-content.ts';

/** Files beside the JSON of an area. While the count runs they follow it at a distance. */
export type AreaFile = {
  readonly downloads: PublishedArea['downloads'];
  readonly writtenAtMs: number;
  /** True when the JSON is newer than they are. */
  readonly behind: boolean;
};

/** CSV and NIST files of areas below the nation are written at most this often. */
export const DERIVED_INTERVAL_MS = 10_000;

/**
 * Writes the JSON of an area, and CSV and NIST report when they are due. What stands already with the same
 * content is left as it is, with the time at which it was published.
 */
export function publishArea(
  results: ElectionResults,
  area: Area,
  status: ResultStatus,
  times: Times,
): void {
  const content = areaContent(area, stateOf(results, area, status));
  const path = `${area.file}.json`;
  const before = results.comparing ? results.folder.read(path) : null;
  const timesBefore = timesOf(before);
  if (before !== null && timesBefore !== null) {
    const derived = derivedFiles(results, content, area, timesBefore);
    const again = areaText(results, content, downloadsOf(derived), timesBefore);
    if (again.equals(before) && areAllThere(results, derived)) {
      for (const { path: file, bytes } of derived) results.hashes.set(file, sha256Hex(bytes));
      results.hashes.set(path, sha256Hex(before));
      keep(results, area, { downloads: downloadsOf(derived), behind: false }, times);
      return;
    }
  }
  const downloads = publishDerived(results, area, content, times);
  const bytes = areaText(results, content, downloads, times);
  results.folder.write(path, bytes, true);
  results.hashes.set(path, sha256Hex(bytes));
}

/** Areas whose CSV and NIST files are older than their JSON and may be written again. */
export function areasBehind(results: ElectionResults, nowMs: number): readonly Area[] {
  return results.places.areas.filter((area) => {
    const file = results.areaFiles.get(area.file);
    return file?.behind === true && nowMs - file.writtenAtMs >= DERIVED_INTERVAL_MS;
  });
}

function publishDerived(
  results: ElectionResults,
  area: Area,
  content: AreaContent,
  times: Times,
): PublishedArea['downloads'] {
  const last = results.areaFiles.get(area.file);
  const nowMs = Date.parse(times.publishedAt);
  const due = last === undefined || nowMs - last.writtenAtMs >= DERIVED_INTERVAL_MS;
  if (last !== undefined && !due && area !== results.places.nation) {
    results.areaFiles.set(area.file, { ...last, behind: true });
    return last.downloads;
  }
  const files = derivedFiles(results, content, area, times);
  for (const { path, bytes } of files) {
    results.folder.write(path, bytes, true);
    results.hashes.set(path, sha256Hex(bytes));
  }
  const downloads = downloadsOf(files);
  keep(results, area, { downloads, behind: false }, times);
  return downloads;
}

function keep(
  results: ElectionResults,
  area: Area,
  file: Pick<AreaFile, 'downloads' | 'behind'>,
  { publishedAt }: Times,
): void {
  results.areaFiles.set(area.file, { ...file, writtenAtMs: Date.parse(publishedAt) });
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

function downloadsOf(files: readonly Derived[]): PublishedArea['downloads'] {
  return files.map(({ path, bytes }) => ({
    file: path,
    sha256: sha256Hex(bytes),
    bytes: bytes.length,
  }));
}

function areAllThere({ folder }: ElectionResults, files: readonly Derived[]): boolean {
  return files.every(
    ({ path, bytes }) => folder.read(path)?.equals(bytes) === true && !lacksTwin(folder, path),
  );
}

function areaText(
  results: ElectionResults,
  content: AreaContent,
  downloads: PublishedArea['downloads'],
  times: Times,
): Buffer {
  const head = membersOf(asJson(headOf(results, times)));
  return Buffer.from(signedText({ ...head, ...areaMembers(content, downloads) }, results.key));
}

function stateOf(results: ElectionResults, area: Area, status: ResultStatus) {
  return {
    status,
    totalsOf: results.figures.totalsOf,
    turnout: results.turnout.get(area) ?? [],
    seats: seatsIn(results, area),
    rowOf: (station: string) => results.stations.get(station)?.row ?? '',
    corrections: correctionsIn(results, area),
  };
}

/** All seats for the nation, its own for an electoral district. */
function seatsIn({ places, figures }: ElectionResults, area: Area): PublishedArea['seats'] {
  if (area === places.nation) return figures.seats();
  const [contest] = area.contests;
  if (!area.file.startsWith('districts/')) return null;
  const districts = figures
    .seats()
    .districts.filter(
      (seats) => seats.contest === contest && area.code === `district:${seats.district}`,
    );
  return { districts, parties: [] };
}

/** Newest first. An area with more shows those of the areas below in their own files. */
const MAX_CORRECTIONS = 500;

function correctionsIn(
  { places, corrected }: ElectionResults,
  area: Area,
): PublishedArea['corrections'] {
  return [...corrected]
    .filter(([station]) => places.stations.get(station)?.partOf.includes(area) ?? false)
    .flatMap(([, corrections]) => corrections)
    .filter(({ contest }) => area.contests.includes(contest))
    .toSorted((a, b) => (a.at < b.at ? 1 : -1))
    .slice(0, MAX_CORRECTIONS);
}
