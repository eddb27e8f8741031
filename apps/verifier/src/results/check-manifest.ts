import type { DocumentsFile, Hash, LiveFile, ManifestFile, Signed } from '../election-types.ts';
import type { OwnResults } from '../areas/compare-area.ts';
import { compareTurnoutFile, type TurnoutFile } from '../areas/compare-turnout.ts';
import type { FilesResult, FileTask } from '../files/check-files.ts';
import type { Finding } from '../finding.ts';
import type { OpenedFact } from '../facts/log-state.ts';
import { DOCUMENTS_FILE, LIVE_FILE, MANIFEST_FILE, TURNOUT_FILE } from '../files/file-shapes.ts';
import type { ReadFile } from '../files/read-file.ts';
import type { StationResult } from '../stations/station-task.ts';
import type { ElectionWork } from './election-work.ts';
import { readSigned } from './signed-files.ts';

/** Clocks of several servers may differ so much. */
const CLOCK_MS = 500;

/** The manifest of results: its hash is a fact of the log. Null when it is missing or cannot be read. */
export async function readManifest(
  work: ElectionWork,
  opened: OpenedFact,
): Promise<ReadFile<ManifestFile> | null> {
  const { election, findings, known, folder, logEndMs } = work;
  const file = await readSigned<ManifestFile>(
    work,
    'manifest.json',
    MANIFEST_FILE,
    opened.publicationKey,
  );
  const last = election.published.at(-1);
  const place = `${folder}manifest.json`;
  if (file === null) {
    const sentence = 'The log says that results were published, and their manifest is missing.';
    const isDue = last !== undefined && !known.has(place);
    if (isDue) findings.add({ severity: 'gap', code: 'manifest-missing', place, sentence });
    return null;
  }
  const hash = known.get(place);
  const logged = election.published.find(({ manifestHash }) => manifestHash === hash);
  const since = last && { since: { leaf: last.leaf, time: last.time } };
  if (logged === undefined) {
    const isAhead = Date.parse(file.content.publishedAt) >= logEndMs - CLOCK_MS;
    const sentence = 'The manifest of the results is not one that the log knows of.';
    const severity = isAhead ? 'gap' : 'false';
    findings.add({ severity, code: 'manifest-not-in-log', place, sentence, ...since });
  } else if (logged !== last) {
    const sentence = `The manifest is that of edition ${logged.edition}, and the log has edition ${last?.edition} after it.`;
    findings.add({ severity: 'gap', code: 'manifest-behind-log', place, sentence, ...since });
  } else if (
    logged.edition !== file.content.edition ||
    logged.files !== Object.keys(file.content.files).length
  ) {
    const sentence = 'The manifest has another edition or number of files than the log says.';
    findings.add({ severity: 'false', code: 'manifest-differs', place, sentence, ...since });
  }
  return file;
}

/** Whether a file that is not the one in the manifest is simply newer than it. */
export function isNewer(manifest: ReadFile<ManifestFile>, file: Signed): boolean {
  return file.publishedAt > manifest.content.publishedAt;
}

/**
 * The comparison of every file that the manifest, or the list of documents, names; without the JSON of areas, which
 * is read and compared for its own sake. Tables are compared with that JSON too.
 */
export async function planFiles(
  work: ElectionWork,
  manifest: ReadFile<ManifestFile>,
  opened: OpenedFact,
  areas: Iterable<string>,
): Promise<readonly FileTask[]> {
  const { folder, verified } = work;
  const own = new Set([...areas].map((file) => `${file}.json`));
  const tasks: FileTask[] = [];
  const plan = (files: Readonly<Record<string, Hash>>) => {
    for (const [name, sha256] of Object.entries(files)) {
      const path = `${folder}${name}`;
      verified.add(path);
      if (own.has(name)) continue;
      tasks.push({ kind: 'hash', path, sha256 });
      const json = name.replace(/\.csv$/, '.json');
      if (json !== name && own.has(json)) {
        tasks.push({ kind: 'table', path, area: `${folder}${json}` });
      }
    }
  };
  plan(manifest.content.files);
  if (!Object.hasOwn(manifest.content.files, 'documents.json')) return tasks;
  const { publicationKey } = opened;
  const documents = await readSigned<DocumentsFile>(
    work,
    'documents.json',
    DOCUMENTS_FILE,
    publicationKey,
  );
  plan(documents?.content.documents ?? {});
  return tasks;
}

/**
 * Tells what comparing files found. What is made from a file that is newer than the manifest may be newer as well:
 * its hash is a gap then.
 */
export function tellCompared(
  { changing, findings }: Pick<ElectionWork, 'changing' | 'findings'>,
  results: readonly FilesResult[],
): void {
  for (const { found } of results) {
    const kept = found.kept.map((finding): Finding => {
      const { code, place } = finding;
      const plain = place.replace(/\.(gz|br)$/, '');
      const madeFrom = ORIGINALS.map((ending) => plain.replace(ending, '.json'));
      const isLate = COMPARED.has(code) && madeFrom.some((one) => changing.has(one));
      return isLate ? { ...finding, severity: 'gap' } : finding;
    });
    findings.merge({ kept, counts: found.counts });
  }
}

const COMPARED = new Set(['file-hash-wrong', 'compressed-file-differs', 'csv-differs']);
/** Endings of what is made from a JSON file: tables, reports, documents in several languages. */
const ORIGINALS = [/-nist\.json$/, /\.csv$/, /\.pdf$/, /-[A-Za-z-]+\.pdf$/];

/** `live.json`: signed, and of the `nation.json` that stands beside it. */
export async function readLive(
  work: ElectionWork,
  opened: OpenedFact,
): Promise<ReadFile<LiveFile> | null> {
  const { findings, known, folder } = work;
  const live = await readSigned<LiveFile>(work, 'live.json', LIVE_FILE, opened.publicationKey);
  if (live === null) {
    const place = `${folder}live.json`;
    const sentence = 'The small file for polling is missing.';
    const isDue = known.has(`${folder}nation.json`) && !known.has(place);
    if (isDue) findings.add({ severity: 'gap', code: 'live-missing', place, sentence });
    return null;
  }
  const nation = known.get(`${folder}nation.json`);
  if (nation !== undefined && nation !== live.content.nation) {
    const sentence = 'The small file for polling names another nation.json than the one beside it.';
    findings.add({ severity: 'gap', code: 'live-behind', place: live.path, sentence });
  }
  return live;
}

/**
 * `turnout.json`: signed, and the sums of the turnout in the files of the stations. A file of a station that was
 * written after it may tell of later reports.
 */
export async function checkTurnoutFile(
  work: ElectionWork,
  publicationKey: string,
  own: OwnResults,
  stations: Iterable<StationResult>,
): Promise<void> {
  type File = TurnoutFile & Signed;
  const file = await readSigned<File>(work, 'turnout.json', TURNOUT_FILE, publicationKey);
  if (file === null) return;
  const { publishedAt } = file.content;
  const isElsewhen = [...stations].some(
    (one) => one.ofOtherMoment || (one.publishedAt !== null && one.publishedAt > publishedAt),
  );
  const found = compareTurnoutFile(file.path, file.content, own);
  if (!isElsewhen || found.every(({ severity }) => severity !== 'false')) {
    work.findings.addAll(found);
    return;
  }
  const sentence = 'The file is of another moment than those of the stations.';
  work.findings.add({
    severity: 'gap',
    code: 'turnout-of-other-moment',
    place: file.path,
    sentence,
  });
}
