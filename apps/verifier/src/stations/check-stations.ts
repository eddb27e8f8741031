import { stationSummary } from '../areas/station-summary.ts';
import { toHex } from '../bytes.ts';
import { checkFileTime } from '../calendar/check-calendar.ts';
import type { StationFile, StationProtocol } from '../election-types.ts';
import { type ProtocolName, type ProtocolStep, placeOf } from '../facts/protocol-chain.ts';
import { STATION_FILE } from '../files/file-shapes.ts';
import { fileSignature, parseFile, readBytes, signatureWrong } from '../files/read-file.ts';
import type { Finding } from '../finding.ts';
import { newFindings } from '../findings.ts';
import type { Primitives } from '../primitives.ts';
import type { RecordSource } from '../sources/record-source.ts';
import { checkDecisions } from './check-decisions.ts';
import { checkPackage } from './check-package.ts';
import { isAhead, MARGIN_MS, type PendingClaim, type StationChecking } from './station-checking.ts';
import type {
  FoundPackage,
  StationContext,
  StationResult,
  StationsResult,
  StationTask,
} from './station-task.ts';

/** Largest file of a station: all its versions, with explanations and decisions. */
const MAX_STATION_BYTES = 4 * 1024 * 1024;
/** Files that are read at the same time. */
const AT_ONCE = 8;

/** Checks the files of some stations against what the log says of them. Runs in workers, and without. */
export async function checkStations(
  source: RecordSource,
  primitives: Primitives,
  context: StationContext,
  tasks: readonly StationTask[],
): Promise<StationsResult> {
  const findings = newFindings();
  const claims: PendingClaim[] = [];
  const stations: StationResult[] = [];
  for (let from = 0; from < tasks.length; from += AT_ONCE) {
    const some = tasks.slice(from, from + AT_ONCE);
    const paths = some.map(({ station }) => pathOf(context, station));
    const files = await Promise.all(
      paths.map((path) => readBytes(source, path, MAX_STATION_BYTES, findings.add)),
    );
    for (const [at, task] of some.entries()) {
      const bytes = files[at] ?? null;
      const checking = { context, task, sha256: primitives.sha256, claims, tell: findings.add };
      stations.push(checkStation({ ...checking, publishedMs: 0 }, bytes));
    }
  }
  const holds = await primitives.verifyAll(claims.map(({ claim }) => claim));
  for (const [at, { otherwise }] of claims.entries()) {
    if (holds[at] !== true) findings.add(otherwise);
  }
  return { stations, signatures: claims.length, found: findings.all() };
}

function pathOf({ election }: StationContext, station: string): string {
  return `elections/${election}/results/stations/${station}.json`;
}

const NO_FILE = {
  sha256: null,
  publishedAt: null,
  ofOtherMoment: false,
  packages: [],
  summary: null,
} as const;

function checkStation(blank: StationChecking, bytes: Uint8Array | null): StationResult {
  const { context, task, sha256, tell, claims } = blank;
  const path = pathOf(context, task.station);
  const nothing = { ...NO_FILE, station: task.station };
  if (bytes === null) {
    const isDecided = task.protocols.some(({ decisions }) => decisions.length > 0);
    const sentence = 'People decided about protocols of this station, and its file is missing.';
    if (isDecided) tell({ severity: 'gap', code: 'station-file-missing', place: path, sentence });
    return nothing;
  }
  const hash = toHex(sha256(bytes));
  const file = parseFile<StationFile>(path, bytes, STATION_FILE, tell);
  if (file === null) return { ...nothing, sha256: hash };
  const signature = fileSignature(file, context.publicationKey, sha256);
  if ('severity' in signature) tell(signature);
  else claims.push({ claim: signature, otherwise: signatureWrong(path) });
  const { content } = file;
  let gaps = 0;
  const counting = (finding: Finding) => {
    if (finding.severity === 'gap') gaps += 1;
    tell(finding);
  };
  const publishedMs = Date.parse(content.publishedAt);
  const checking = { ...blank, tell: counting, publishedMs };
  checkHead(checking, path, content);
  // A station without figures has a file from its first report of turnout on.
  if (content.protocols.some(({ versions }) => versions.length > 0)) {
    for (const finding of checkFileTime(path, content, context)) tell(finding);
  }
  checkKeys(checking, path, content);
  const packages = content.protocols.flatMap((protocol) => checkProtocol(checking, path, protocol));
  checkAllThere(checking, content);
  const { publishedAt } = content;
  const summary = stationSummary(content);
  const { station } = task;
  return { station, sha256: hash, publishedAt, ofOtherMoment: gaps > 0, packages, summary };
}

function checkHead(
  { context, task, tell }: StationChecking,
  path: string,
  file: StationFile,
): void {
  const isOwn =
    file.election === context.election &&
    file.mode === context.mode &&
    file.station === task.station &&
    file.territory === task.territory;
  const sentence = 'The file is of another station, election or mode than its place says.';
  if (!isOwn) tell({ severity: 'false', code: 'file-misplaced', place: path, sentence });
}

/** Every key in the file is one that the log certified for this station, as it was certified. */
function checkKeys(checking: StationChecking, path: string, { keys }: StationFile): void {
  const { task, tell, publishedMs } = checking;
  for (const key of keys) {
    const logged = task.keys.find(({ fingerprint }) => fingerprint === key.fingerprint);
    const revokedMs = key.revokedAt === null ? null : Date.parse(key.revokedAt);
    const isSame =
      logged?.publicKey === key.publicKey &&
      logged.validFrom === key.validFrom &&
      logged.validUntil === key.validUntil &&
      (logged.revokedMs === revokedMs ||
        (revokedMs === null && (logged.revokedMs ?? 0) > publishedMs - MARGIN_MS));
    const sentence = `The key ${key.fingerprint} is not as the log certified it for this station.`;
    if (!isSame) tell({ severity: 'false', code: 'station-key-differs', place: path, sentence });
  }
}

function checkProtocol(
  checking: StationChecking,
  path: string,
  protocol: StationProtocol,
): readonly FoundPackage[] {
  const { context, task, tell } = checking;
  const name = { station: task.station, contest: protocol.contest, count: protocol.count };
  const place = `${path} ${protocol.contest} ${protocol.count}`;
  const logged = task.protocols.find(
    ({ contest, count }) => contest === protocol.contest && count === protocol.count,
  );
  const contest = context.contests.find(({ code }) => code === protocol.contest);
  const district =
    contest?.districtSet == null ? null : (task.districts[contest.districtSet] ?? null);
  if (contest === undefined || district !== protocol.district) {
    const sentence =
      'The protocol is of a contest or an electoral district that the station does not vote in.';
    tell({ severity: 'false', code: 'protocol-misplaced', place, sentence });
  }
  if (protocol.legal !== (protocol.count === context.legalCount)) {
    const sentence = 'The file calls the wrong count the legal one.';
    tell({ severity: 'false', code: 'legal-count-wrong', place, sentence });
  }
  checkStatus(checking, name, place, protocol, logged?.steps ?? []);
  checkDecisions(checking, place, protocol.decisions, logged?.decisions ?? []);
  return protocol.versions.flatMap((version) => {
    const found = checkPackage(checking, { name, place, district, version, logged });
    return found === null ? [] : [found];
  });
}

/** Status and standing package of the file against the log: as they are now, or as they were when it was written. */
function checkStatus(
  { context, tell, publishedMs }: StationChecking,
  name: ProtocolName,
  place: string,
  { status, standing }: StationProtocol,
  steps: readonly ProtocolStep[],
): void {
  const isSame = (step: Pick<ProtocolStep, 'status' | 'hash'>) =>
    step.status === status && standing === (status === 'accepted' ? step.hash : null);
  const all = [{ status: 'awaited' as const, hash: null }, ...steps];
  const last = all.at(-1);
  if (last === undefined || isSame(last)) return;
  const since = steps.at(-1);
  const from = since && { since: { leaf: since.leaf, time: new Date(since.timeMs).toISOString() } };
  const wasSame = all.findLastIndex(isSame);
  const next = steps[wasSame];
  if (wasSame >= 0 && next !== undefined && next.timeMs >= publishedMs - MARGIN_MS) {
    const sentence = `The file is older than what the log says last of ${placeOf(name)}: ${last.status}.`;
    tell({ severity: 'gap', code: 'station-behind-log', place, sentence, ...from });
  } else if (isAhead(context, publishedMs)) {
    const sentence = `The file says ${status} of ${placeOf(name)}, and the log does not reach that far.`;
    tell({ severity: 'gap', code: 'station-ahead-of-log', place, sentence });
  } else {
    const sentence = `The file says ${status} of ${placeOf(name)}; by the log it is ${last.status}, or another package stands.`;
    tell({ severity: 'false', code: 'station-differs-from-log', place, sentence, ...from });
  }
}

/** What people decided about is published: all that the log has must be in the file. */
function checkAllThere(
  { task, tell, publishedMs, context }: StationChecking,
  file: StationFile,
): void {
  for (const { contest, count, steps, arrivals, decisions } of task.protocols) {
    const place = `${pathOf(context, task.station)} ${contest} ${count}`;
    const shown = file.protocols.find((one) => one.contest === contest && one.count === count);
    if (shown === undefined) {
      const isLate = (steps[0]?.timeMs ?? 0) >= publishedMs - MARGIN_MS;
      const sentence = 'The log has a protocol that the file of the station leaves out.';
      const severity = isLate ? 'gap' : 'false';
      tell({ severity, code: 'protocol-left-out', place, sentence });
      continue;
    }
    const decided = new Set(decisions.map(({ hash }) => hash));
    const last = Math.max(
      0,
      ...arrivals.filter(({ hash }) => decided.has(hash)).map(({ version }) => version),
    );
    const published = new Set(shown.versions.map(({ hash }) => hash));
    for (const { hash, version, leaf, time } of arrivals) {
      if (published.has(hash) || !(decided.has(hash) || version < last)) continue;
      const isLate = decisions.every(
        (one) =>
          (one.hash !== hash && one.version <= version) ||
          Date.parse(one.time) >= publishedMs - MARGIN_MS,
      );
      const sentence = `Version ${version} was decided about, and its package is not published.`;
      const severity = isLate ? 'gap' : 'false';
      tell({ severity, code: 'package-missing', place, sentence, since: { leaf, time } });
    }
  }
}
