import { fromBase64url, toHex } from '../bytes.ts';
import { readCanonicalText, withoutMember } from '../canonical-text.ts';
import type { Payload, ResultPackage, StationProtocol } from '../election-types.ts';
import { checkMadeAt } from '../calendar/check-calendar.ts';
import { legalTimeMs } from '../calendar/legal-time.ts';
import type { LoggedArrival } from '../facts/log-state.ts';
import type { ProtocolName } from '../facts/protocol-chain.ts';
import { PACKAGE } from '../files/file-shapes.ts';
import type { Finding } from '../finding.ts';
import { checkVersion } from '../forms/check-protocol.ts';
import { paperKey } from '../forms/paper.ts';
import { isAhead, type StationChecking } from './station-checking.ts';
import type { FoundPackage, StationTask, TaskKey } from './station-task.ts';

type Version = StationProtocol['versions'][number];
type Logged = StationTask['protocols'][number];

type Shown = {
  readonly name: ProtocolName;
  readonly place: string;
  readonly district: string | null;
  readonly version: Version;
  readonly logged: Logged | undefined;
};

/** What is signed in a package begins with this. */
const DOMAIN = 'ovoz-package-v1\n';
/** Longest text of a package. */
const MAX_PACKAGE_LENGTH = 32_000;
/** A package that was on its way while its key was revoked, by the clocks of two acts. */
const REVOKING_MS = 10_000;

/**
 * Checks the text of one version: canonical, its hash, what it says it is of, the key and the signature, what the log
 * says of its arrival, and its figures against the form. Null when it is no package.
 */
export function checkPackage(checking: StationChecking, shown: Shown): FoundPackage | null {
  const { version, name } = shown;
  const place = `${shown.place} version ${version.version}`;
  const wrong = (code: string, sentence: string, severity: Finding['severity'] = 'false') =>
    checking.tell({ severity, code, place, sentence });
  const text =
    version.package.length > MAX_PACKAGE_LENGTH ? null : readCanonicalText(version.package);
  if (text === null || !text.ok || PACKAGE(text.value.value) !== null) {
    wrong('package-malformed', 'This is no package: it is not the canonical text of one.');
    return null;
  }
  const hash = toHex(checking.sha256(new TextEncoder().encode(version.package)));
  if (hash !== version.hash)
    wrong('package-hash-wrong', 'The package has another hash than the file says.');
  // The shape was checked.
  const signed = text.value.value as ResultPackage;
  const { payload } = signed;
  checkPayload(checking, shown, payload, wrong);
  const arrival = shown.logged?.arrivals.find((one) => one.hash === hash);
  if (arrival === undefined) {
    const severity = isAhead(checking.context, checking.publishedMs) ? 'gap' : 'false';
    wrong('package-not-in-log', 'The log does not know of this package.', severity);
  } else {
    checkArrival(version, payload, signed.key, arrival, wrong);
  }
  checkCorrection(shown, payload, hash, wrong);
  checkMade(checking, place, payload, arrival);
  const key = keyFor(checking, signed, arrival, wrong);
  const raw = key === null ? null : fromBase64url(key);
  const signature = fromBase64url(signed.signature);
  if (raw !== null && signature !== null) {
    const message = new TextEncoder().encode(
      DOMAIN + (withoutMember(text.value, 'signature') ?? ''),
    );
    const sentence =
      'The signature of the package does not hold: its figures are not what was signed.';
    const otherwise = {
      severity: 'false',
      code: 'package-signature-wrong',
      place,
      sentence,
    } as const;
    checking.claims.push({ claim: { publicKey: raw, message, signature }, otherwise });
  } else if (key !== null) {
    wrong('package-signature-wrong', 'The signature of the package cannot be read.');
  }
  checkFigures(checking, shown, place, payload, arrival);
  const { origin, content } = payload;
  return { ...name, hash, version: payload.version, origin: origin.kind, content };
}

type Wrong = (code: string, sentence: string, severity?: Finding['severity']) => void;

/** A package speaks for one protocol of one election only. */
function checkPayload(
  { context }: StationChecking,
  { name, version }: Shown,
  payload: Payload,
  wrong: Wrong,
): void {
  const isOwn =
    payload.election === context.election &&
    payload.station === name.station &&
    payload.contest === name.contest &&
    payload.count === name.count &&
    payload.version === version.version;
  if (!isOwn)
    wrong('package-misplaced', 'The package is of another station, contest, count or version.');
  if (payload.mode !== context.mode) {
    wrong('package-mode-wrong', `The package was made for a ${payload.mode} election.`);
  }
  if (payload.definition !== context.definition) {
    wrong(
      'package-definition-wrong',
      'The package rests on another definition than the sealed one.',
    );
  }
}

function checkArrival(
  version: Version,
  payload: Payload,
  key: string,
  arrival: LoggedArrival,
  wrong: Wrong,
): void {
  const isSame =
    arrival.version === payload.version &&
    arrival.key === key &&
    (arrival.origin ?? 'station-signed') === payload.origin.kind &&
    arrival.time === version.receivedAt &&
    (version.fact === undefined || version.fact === arrival.fact);
  if (!isSame) {
    wrong(
      'package-differs-from-log',
      'Version, key, origin or time are not what the log says of the package.',
    );
  }
}

/** By the clock of the device, which is allowed to be wrong by a day. */
function checkMade(
  { context, task, tell }: StationChecking,
  place: string,
  payload: Payload,
  arrival: LoggedArrival | undefined,
): void {
  if (arrival === undefined || task.closesMs === null) return;
  const arrivedLegalMs = legalTimeMs(context.clock, Date.parse(arrival.time));
  for (const finding of checkMadeAt(place, payload, task.closesMs, arrivedLegalMs)) tell(finding);
}

/** A correction names the package that stood, in what was signed and in the decision. */
function checkCorrection({ logged }: Shown, { origin }: Payload, hash: string, wrong: Wrong): void {
  if (origin.kind !== 'corrected') return;
  const decision = logged?.decisions.find(
    (one) => one.decision === 'corrected' && one.hash === hash,
  );
  if (decision !== undefined && decision.corrects !== origin.corrects) {
    wrong('correction-differs', 'The package corrects another one than the decision in the log.');
  }
}

/** The key that had to sign, base64url; null, and told, when none may speak for this package. */
function keyFor(
  { context, task }: StationChecking,
  { key, payload }: ResultPackage,
  arrival: LoggedArrival | undefined,
  wrong: Wrong,
): string | null {
  if (payload.origin.kind !== 'station-signed') {
    if (key === context.packageFingerprint) return context.packageKey;
    wrong('package-key-wrong', 'The package was not signed by the key of the commission’s server.');
    return null;
  }
  const known = task.keys.find(({ fingerprint }) => fingerprint === key);
  if (known === undefined) {
    wrong('key-not-certified', `The key ${key} was never certified for this station.`);
    return null;
  }
  if (arrival !== undefined) checkKeyInTime(context.clock, known, Date.parse(arrival.time), wrong);
  return known.publicKey;
}

function checkKeyInTime(
  clock: Parameters<typeof legalTimeMs>[0],
  key: TaskKey,
  arrivedMs: number,
  wrong: Wrong,
): void {
  if (key.timeMs > arrivedMs) {
    wrong('key-not-yet-certified', 'The key was certified only after it had signed this package.');
  }
  if (key.revokedMs !== null && arrivedMs > key.revokedMs + REVOKING_MS) {
    wrong('key-revoked', 'The key was revoked before this package came.');
  }
  const legalMs = legalTimeMs(clock, arrivedMs);
  if (legalMs < Date.parse(key.validFrom) || legalMs >= Date.parse(key.validUntil)) {
    wrong('key-not-valid', 'The package came at a time at which its key was not valid.');
  }
}

function checkFigures(
  { context, tell }: StationChecking,
  { name, district, version }: Shown,
  place: string,
  { content }: Payload,
  arrival: LoggedArrival | undefined,
): void {
  const paper = context.papers.get(paperKey(name.contest, district));
  if (paper === undefined) {
    const sentence = 'There is no ballot and form on which this protocol could be.';
    tell({ severity: 'false', code: 'paper-missing', place, sentence });
    return;
  }
  const findings = checkVersion({
    place,
    paper,
    content,
    listed: version.findings,
    arrival: arrival ?? null,
  });
  for (const finding of findings) tell(finding);
}
