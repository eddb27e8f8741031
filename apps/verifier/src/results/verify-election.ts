import { placesOf } from '../areas/places.ts';
import { resultStatus } from '../areas/result-status.ts';
import { checkCalendar } from '../calendar/check-calendar.ts';
import type { Origin, PartySeats, Protocol, SealedElection } from '../election-types.ts';
import { readSealed } from '../files/read-sealed.ts';
import { seatsOfElection } from '../seats/election-seats.ts';
import { totalsIn } from '../sums/area-totals.ts';
import { type ElectionSums, sumUp } from '../sums/sum-up.ts';
import type { ElectionVerdict } from '../verdict.ts';
import { checkAreas, checkLive } from './check-areas.ts';
import { checkCertifiedFiles } from './check-certified-files.ts';
import {
  checkTurnoutFile,
  planFiles,
  readLive,
  readManifest,
  tellCompared,
} from './check-manifest.ts';
import { checkMinisign } from './check-minisign.ts';
import { checkStationFiles } from './check-station-files.ts';
import type { ElectionWork } from './election-work.ts';
import { checkDue, electionLog, followProtocols, protocolsAt } from './follow-protocols.ts';

export type ElectionDone = {
  readonly verdict: ElectionVerdict | null;
  readonly signatures: number;
};

/** Verifies one election from what was sealed to its seats. */
export async function verifyElection(work: ElectionWork): Promise<ElectionDone> {
  const { election, findings } = work;
  const reading = { ...work, paths: Object.keys(work.siteFiles) };
  const sealed = await readSealed(reading, election);
  if (sealed === null) return { verdict: null, signatures: 0 };
  const { opened } = election;
  if (opened === null) return { verdict: notOpened(sealed), signatures: 0 };
  work.onProgress('protocols', 0, 1);
  const followed = followProtocols(election, findings);
  checkDue(sealed, opened, followed, findings);
  const log = electionLog(election, opened, followed);
  findings.addAll(checkCalendar(sealed, log));
  const stations = await checkStationFiles(work, sealed, opened, followed);
  const protocols = protocolsAt(followed, stations.figures, opened, Number.POSITIVE_INFINITY);
  work.onProgress('sums', 0, 1);
  const sums = sumUp(sealed, protocols);
  const seats = seatsOfElection(sums, election.lots);
  const certified = await checkCertifiedFiles({
    work,
    sealed,
    opened,
    log,
    followed,
    figures: stations.figures,
  });
  for (const { station, sha256 } of stations.results) {
    if (sha256 !== null) work.verified.add(`${work.folder}stations/${station}.json`);
  }
  const status = resultStatus(sums, certified);
  const byNumber = new Map(stations.results.map((one) => [one.station, one]));
  const summaries = new Map(
    stations.results.flatMap(({ station, summary }) =>
      summary === null ? [] : [[station, summary] as const],
    ),
  );
  const manifest = await readManifest(work, opened);
  const places = placesOf(sums);
  const files = manifest === null ? [] : await planFiles(work, manifest, opened, places.keys());
  const own = { sums, seats, places, summaries, status };
  // Threads compare files while this one compares figures.
  const compared = work.runner.files(files, () => {});
  const areas = { work, opened, log, manifest, own, stations: byNumber };
  const read = await checkAreas(areas);
  if (manifest !== null) await checkMinisign(work, manifest.bytes, opened.publicationKey);
  const live = await readLive(work, opened);
  if (live !== null) checkLive({ work, own }, live);
  await checkTurnoutFile(work, opened.publicationKey, own, stations.results);
  work.onProgress('files', 0, 1);
  await work.runner.help();
  tellCompared(work, await compared);
  return {
    signatures: stations.signatures + read.size,
    verdict: {
      ...notOpened(sealed),
      status,
      contests: contestsOf(sums),
      origins: originsOf(protocols),
      seats: { ...seats.seats, parties: named(sealed, seats.seats.parties) },
      certifiedVersion: election.certified.at(-1)?.version ?? null,
    },
  };
}

function notOpened({ definition }: SealedElection): ElectionVerdict {
  return {
    code: definition.code,
    title: definition.title,
    mode: definition.mode,
    status: null,
    contests: [],
    origins: { 'station-signed': 0, keyed: 0, corrected: 0 },
    seats: null,
    certifiedVersion: null,
  };
}

function contestsOf(sums: ElectionSums): ElectionVerdict['contests'] {
  return sums.sealed.definition.contests.map(({ code, title }) => {
    const totals = totalsIn(sums, code, 'nation')?.totals;
    return {
      code,
      title,
      due: totals?.stationsDue ?? 0,
      counted: totals?.stationsCounted ?? 0,
      annulled: totals?.stationsAnnulled ?? 0,
    };
  });
}

/** Who signed the figures that count: a station, or the server for people who keyed or corrected. */
function originsOf(protocols: readonly Protocol[]): Readonly<Record<Origin['kind'], number>> {
  const counts = { 'station-signed': 0, keyed: 0, corrected: 0 };
  for (const { legal, status, origin } of protocols) {
    if (legal && status === 'accepted' && origin !== null) counts[origin] += 1;
  }
  return counts;
}

function named(
  { definition }: SealedElection,
  parties: readonly PartySeats[],
): NonNullable<ElectionVerdict['seats']>['parties'] {
  const names = new Map(definition.parties.map(({ code, name }) => [code, name]));
  return parties.map((row) => ({
    ...row,
    name: row.party === null ? null : (names.get(row.party) ?? null),
  }));
}
