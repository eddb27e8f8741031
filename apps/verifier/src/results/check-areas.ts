import { compareArea, compareLive, missingAreas, type OwnResults } from '../areas/compare-area.ts';
import type { Place } from '../areas/places.ts';
import { checkFileTime } from '../calendar/check-calendar.ts';
import type { AreaFile, ElectionLog, LiveFile, ManifestFile } from '../election-types.ts';
import type { OpenedFact } from '../facts/log-state.ts';
import { AREA_FILE } from '../files/file-shapes.ts';
import type { ReadFile } from '../files/read-file.ts';
import type { Finding } from '../finding.ts';
import { MARGIN_MS } from '../stations/check-stations.ts';
import type { StationResult } from '../stations/station-task.ts';
import { isNewer } from './check-manifest.ts';
import type { ElectionWork } from './election-work.ts';
import type { Followed } from './follow-protocols.ts';
import { readSigned } from './signed-files.ts';

type AreasWork = {
  readonly work: ElectionWork;
  readonly opened: OpenedFact;
  readonly log: ElectionLog;
  readonly manifest: ReadFile<ManifestFile> | null;
  readonly own: OwnResults;
  readonly followed: readonly Followed[];
  readonly stations: ReadonlyMap<string, StationResult>;
};

/** Checks every file of an area; returns the names of those that were read, below `results/`. */
export async function checkAreas(areas: AreasWork): Promise<ReadonlySet<string>> {
  const { work, opened, log, manifest, own } = areas;
  const changedMs = lastChanges(areas);
  const read = new Set<string>();
  const names = [...own.places.keys()].map((file) => `${file}.json`);
  for (const [at, name] of names.entries()) {
    work.onProgress('areas', at, names.length);
    const file = await readSigned<AreaFile>(work, name, AREA_FILE, opened.publicationKey);
    if (file === null) continue;
    read.add(name);
    checkListed(areas, name, file);
    work.findings.addAll(checkFileTime(file.path, file.content, log));
    checkRows(areas, file);
    const place = own.places.get(name.slice(0, -'.json'.length));
    const isBehind = place !== undefined && isBehindOf(areas, place, file, changedMs);
    tell(areas, file, compareArea(file.path, file.content, own), isBehind);
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

type Changes = { readonly byStation: ReadonlyMap<string, number>; readonly wholeMs: number };

/** When something last happened that a file of an area must show. */
function lastChanges({ followed, log, own, stations }: AreasWork): Changes {
  const byStation = new Map<string, number>();
  const later = (station: string, ms: number) =>
    byStation.set(station, Math.max(ms, byStation.get(station) ?? 0));
  let lastMs = 0;
  for (const { station, steps } of followed) {
    const ms = steps.at(-1)?.timeMs ?? 0;
    lastMs = Math.max(lastMs, ms);
    later(station, ms);
  }
  for (const { station, publishedAt } of stations.values()) {
    // A file of a station that was written after that of its area counts as such a change.
    if (publishedAt !== null) later(station, Date.parse(publishedAt) - MARGIN_MS);
  }
  const certifiedMs = Date.parse(log.certified.at(-1)?.time ?? '') || 0;
  // All files tell the status of the whole.
  return { byStation, wholeMs: Math.max(certifiedMs, own.status === 'counting' ? 0 : lastMs) };
}

function isBehindOf(
  { work }: AreasWork,
  { members }: Place,
  { content }: ReadFile<AreaFile>,
  { byStation, wholeMs }: Changes,
): boolean {
  const publishedMs = Date.parse(content.publishedAt);
  let lastMs = wholeMs;
  for (const station of members) lastMs = Math.max(lastMs, byStation.get(station) ?? 0);
  const isAhead = publishedMs >= work.logEndMs;
  return isAhead || lastMs > publishedMs - MARGIN_MS;
}

/** What differs in a file that is older or newer than the log is a gap: it is as it was at another moment. */
function tell(
  { work }: AreasWork,
  { path }: ReadFile<AreaFile>,
  found: readonly Finding[],
  isBehind: boolean,
): void {
  const wrong = found.filter(({ severity }) => severity === 'false').length;
  if (!isBehind || wrong === 0) {
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
