import { paperAt, papersOf } from '../forms/paper.ts';
import type {
  Arrival,
  ElectionLog,
  LeafTime,
  Payload,
  SealedElection,
  Signed,
} from '../election-types.ts';
import type { Finding } from '../finding.ts';
import { closingTimes, releaseMs } from './closing.ts';
import { legalTimeMs, possibleLegalTimesMs } from './legal-time.ts';
import { localDay } from './local-time.ts';

/** Everything about time that the log says of an election, against its definition. */
export function checkCalendar(sealed: SealedElection, log: ElectionLog): readonly Finding[] {
  const closing = closingTimes(sealed);
  return [
    ...unclear(closing),
    ...checkOpening(sealed, log, closing),
    ...log.arrivals.flatMap((arrival) => checkArrival(log, closing, arrival)),
    ...log.published.flatMap((one) =>
      tooEarly(log, one, 'published-before-release', `results edition ${one.edition}`),
    ),
    ...log.certified.flatMap((one) =>
      tooEarly(log, one, 'certified-before-release', `certified version ${one.version}`),
    ),
  ];
}

/** A published file tells the legal time at which it was written, and none with figures is older than the release. */
export function checkFileTime(
  place: string,
  file: Pick<Signed, 'publishedAt' | 'legalTime'>,
  log: Pick<ElectionLog, 'clock' | 'releaseAt'>,
): readonly Finding[] {
  const legal = Date.parse(file.legalTime);
  const possible = possibleLegalTimesMs(log.clock, Date.parse(file.publishedAt));
  const findings: Finding[] = [];
  if (!possible.includes(legal)) {
    const own = isoOf(legalTimeMs(log.clock, Date.parse(file.publishedAt)));
    const sentence = `The file was published at ${file.publishedAt} and says that the legal time was ${file.legalTime}; by the log it was ${own}.`;
    findings.push({ severity: 'false', code: 'file-time-differs', place, sentence });
  }
  if (legal < Date.parse(log.releaseAt)) {
    const sentence = `The file has figures of protocols and was published at ${file.legalTime}, before they may be public at ${log.releaseAt}.`;
    findings.push({ severity: 'false', code: 'file-before-release', place, sentence });
  }
  return findings;
}

/** A device may be a day off, no more. */
const DEVICE_TOLERANCE_MS = 24 * 60 * 60 * 1000;

/** What a station signed was made between its close and its arrival, by a clock that may be a day off. */
export function checkMadeAt(
  place: string,
  { madeAt, origin }: Pick<Payload, 'madeAt' | 'origin'>,
  closesMs: number,
  arrivedLegalMs: number,
): readonly Finding[] {
  const made = Date.parse(madeAt);
  const inTime =
    made >= closesMs - DEVICE_TOLERANCE_MS && made <= arrivedLegalMs + DEVICE_TOLERANCE_MS;
  if (inTime || origin.kind !== 'station-signed') return [];
  const sentence = `The protocol says that it was made at ${madeAt}: more than a day away from the time between the close of the station and its arrival.`;
  return [{ severity: 'false', code: 'made-at-wrong-time', place, sentence }];
}

function unclear(closing: ReadonlyMap<string, number | null>): readonly Finding[] {
  const [first] = [...closing].find(([, time]) => time === null) ?? [];
  if (first === undefined) return [];
  const sentence = `The hours or the time zone of station ${first} cannot be understood, so nothing can be said about its close.`;
  return [{ severity: 'gap', code: 'closing-unknown', place: `station ${first}`, sentence }];
}

function checkOpening(
  sealed: SealedElection,
  log: ElectionLog,
  closing: ReadonlyMap<string, number | null>,
): readonly Finding[] {
  const { opened } = log;
  const { definition, pack } = sealed;
  const system = pack.systems.find(({ code }) => code === definition.system);
  const findings: Finding[] = [];
  const wrong = (code: string, sentence: string) =>
    findings.push({
      severity: 'false',
      code,
      place: `leaf ${opened.leaf}`,
      sentence,
      since: { leaf: opened.leaf, time: opened.time },
    });
  const release = releaseMs(sealed, closing);
  if (release !== null && isoOf(release) !== log.releaseAt) {
    wrong(
      'release-time-differs',
      `The log says that figures are public from ${log.releaseAt} on; by the hours of the stations it is ${isoOf(release)}.`,
    );
  }
  if (system !== undefined && system.legalCount !== log.legalCount) {
    wrong(
      'legal-count-differs',
      `The count was opened with the ${log.legalCount} count as the legal one; the law of the country pack says ${system.legalCount}.`,
    );
  }
  const due = dueProtocols(sealed);
  if (due.stations !== opened.stations || due.protocols !== opened.protocols) {
    wrong(
      'due-differs',
      `The count was opened for ${opened.stations} stations and ${opened.protocols} protocols; by the sealed definition there are ${due.stations} and ${due.protocols}.`,
    );
  }
  if (definition.mode === 'live' && log.clock.length > 0) {
    wrong('clock-moved-live', 'The clock of a live election was set; its legal time is real time.');
  }
  const days = possibleLegalTimesMs(log.clock, Date.parse(opened.time)).map((legal) =>
    localDay(legal, definition.timeZone),
  );
  if (days.every((day) => day !== null && day < definition.votingDay)) {
    wrong(
      'count-opened-early',
      `The count was opened before the day of voting, ${definition.votingDay}.`,
    );
  }
  return findings;
}

function dueProtocols(sealed: SealedElection): { stations: number; protocols: number } {
  const papers = papersOf(sealed);
  let [stations, protocols] = [0, 0];
  for (const { districts } of sealed.stations.values()) {
    const held = sealed.definition.contests.filter(
      ({ code }) => paperAt(sealed, papers, code, districts) !== null,
    );
    if (held.length > 0) stations += 1;
    protocols += held.length;
  }
  return { stations, protocols };
}

function checkArrival(
  log: ElectionLog,
  closing: ReadonlyMap<string, number | null>,
  arrival: Arrival,
): readonly Finding[] {
  const { contest, station, count, version, leaf, time } = arrival;
  const closes = closing.get(station) ?? null;
  if (closes === null) return [];
  const legal = Math.max(...possibleLegalTimesMs(log.clock, Date.parse(time)));
  if (legal >= closes) return [];
  const sentence = `A result came at ${isoOf(legal)}, before the station closed at ${isoOf(closes)}.`;
  const place = `leaf ${leaf}, station ${station} ${contest} ${count} version ${version}`;
  return [
    { severity: 'false', code: 'received-before-closing', place, sentence, since: { leaf, time } },
  ];
}

function tooEarly(
  log: ElectionLog,
  { leaf, time }: LeafTime,
  code: string,
  what: string,
): readonly Finding[] {
  const legal = Math.max(...possibleLegalTimesMs(log.clock, Date.parse(time)));
  if (legal >= Date.parse(log.releaseAt)) return [];
  const sentence = `This happened at the legal time ${isoOf(legal)}; figures may be public from ${log.releaseAt} on.`;
  const place = `leaf ${leaf}, ${what}`;
  return [{ severity: 'false', code, place, sentence, since: { leaf, time } }];
}

/** Years that no calendar writes with four digits come only from a clock that runs wild. */
function isoOf(ms: number): string {
  return Math.abs(ms) > 8.64e15 ? 'no date at all' : new Date(ms).toISOString();
}
