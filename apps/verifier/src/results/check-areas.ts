import { compareArea, compareLive, missingAreas, type OwnResults } from '../areas/compare-area.ts';
import type { Place } from '../areas/places.ts';
import { checkFileTime } from '../calendar/check-calendar.ts';
import type { AreaFile, ElectionLog, LiveFile, ManifestFile } from '../election-types.ts';
import type { OpenedFact } from '../facts/log-state.ts';
import { AREA_FILE } from '../files/file-shapes.ts';
import type { ReadFile } from '../files/read-file.ts';
import type { Finding } from '../finding.ts';
import type { StationResult } from '../stations/station-task.ts';
import { isNewer } from './check-manifest.ts';
import type { ElectionWork } from './election-work.ts';
import { readSigned } from './signed-files.ts';

type AreasWork = {
  readonly work: ElectionWork;
  readonly opened: OpenedFact;
  readonly log: ElectionLog;
  readonly manifest: ReadFile<ManifestFile> | null;
  readonly own: OwnResults;
  readonly stations: ReadonlyMap<string, StationResult>;
};

/** Checks every file of an area; returns the names of those that were read, below `results/`. */
export async function checkAreas(areas: AreasWork): Promise<ReadonlySet<string>> {
  const { work, opened, log, manifest, own } = areas;
  const read = new Set<string>();
  const names = [...own.places.keys()].map((file) => `${file}.json`);
  for (const [at, name] of names.entries()) {
    work.onProgress('areas', at, names.length);
    await work.runner.pause();
    const file = await readSigned<AreaFile>(work, name, AREA_FILE, opened.publicationKey);
    if (file === null) continue;
    read.add(name);
    checkListed(areas, name, file);
    work.findings.addAll(checkFileTime(file.path, file.content, log));
    checkRows(areas, file);
    const place = own.places.get(name.slice(0, -'.json'.length));
    const isElsewhen = place !== undefined && isOfOtherMoment(areas, place, file.content);
    tell(areas, file, compareArea(file.path, file.content, own), isElsewhen);
  }
  // Before the release no area has a file.
  if (manifest !== null || read.size > 0) {
    work.findings.addAll(missingAreas(read, own.places).map((one) => inFolder(work, one)));
  }
  return read;
}

/** Findings of comparisons name files below `results/`. */
function inFolder({ folder }: ElectionWork, finding: Finding): Finding {
  return { ...finding, place: `${folder}${finding.place.replace(/^results\//, '')}` };
}

/** The file is the one in the manifest, unless it is newer. */
function checkListed({ work, manifest }: AreasWork, name: string, file: ReadFile<AreaFile>): void {
  if (manifest === null) return;
  const { files } = manifest.content;
  const listed = Object.hasOwn(files, name) ? files[name] : undefined;
  if (listed === work.known.get(file.path)) return;
  const severity = isNewer(manifest, file.content) ? 'gap' : 'false';
  if (severity === 'gap') work.changing.add(file.path);
  const sentence =
    listed === undefined
      ? 'The file is not in the manifest of the results.'
      : 'The file is not the one whose hash the manifest of the results names.';
  work.findings.add({ severity, code: 'file-hash-wrong', place: file.path, sentence });
}

/** Each row of a station names the hash of its file. */
function checkRows({ work, stations }: AreasWork, { path, content }: ReadFile<AreaFile>): void {
  for (const { number, sha256 } of content.stations) {
    const station = stations.get(number);
    if (station === undefined || station.sha256 === sha256) continue;
    const place = `${path} station ${number}`;
    if (station.sha256 === null) {
      const sentence = `The file of station ${number} is missing; its row names one.`;
      work.findings.add({ severity: 'gap', code: 'station-file-missing', place, sentence });
      continue;
    }
    const isLater = station.publishedAt !== null && station.publishedAt >= content.publishedAt;
    const sentence = `The file of station ${number} is not the one whose hash stands in its row.`;
    const severity = isLater ? 'gap' : 'false';
    if (isLater) work.changing.add(`${work.folder}stations/${number}.json`);
    work.findings.add({ severity, code: 'station-hash-wrong', place, sentence });
  }
}

/**
 * Whether the file is of another moment than the end of the log. Files of stations are written before those of the
 * areas that sum them, so a file that is not older than any of these shows all that they show.
 */
function isOfOtherMoment({ stations }: AreasWork, { members }: Place, file: AreaFile): boolean {
  return [...members].some((number) => {
    const station = stations.get(number);
    if (station === undefined) return false;
    const isLater = station.publishedAt !== null && station.publishedAt > file.publishedAt;
    return isLater || station.ofOtherMoment;
  });
}

/** What differs in a file that is older or newer than the log is a gap: it is as it was at another moment. */
function tell(
  { work }: AreasWork,
  { path }: ReadFile<AreaFile>,
  found: readonly Finding[],
  isElsewhen: boolean,
): void {
  const wrong = found.filter(({ severity }) => severity === 'false').length;
  if (!isElsewhen || wrong === 0) {
    work.findings.addAll(found);
    return;
  }
  const sentence = `The file is of another moment than the end of the log, so ${wrong} differences say nothing.`;
  work.findings.add({ severity: 'gap', code: 'area-of-other-moment', place: path, sentence });
}

/** `live.json` is of one moment with `nation.json`; of another moment its figures say nothing. */
export function checkLive(
  { work, own }: Pick<AreasWork, 'work' | 'own'>,
  live: ReadFile<LiveFile>,
): void {
  const isSameMoment = work.known.get(`${work.folder}nation.json`) === live.content.nation;
  const isAhead = Date.parse(live.content.publishedAt) >= work.logEndMs;
  const found = isSameMoment ? compareLive(live.path, live.content, own) : [];
  for (const one of found) {
    work.findings.add(isAhead ? { ...one, severity: 'gap' } : one);
  }
}
