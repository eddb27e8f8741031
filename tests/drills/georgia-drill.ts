import { present } from '@ovoz/basics';
import { getPack, openCount, type ProtocolRow, reportTurnout } from '@ovoz/contract';
import { closingTime } from '@ovoz/election-model';
import {
  parseResolution,
  resolveRepeated,
} from '../../apps/cli/src/protocol-file/repeated-stations.ts';
import type { FiledProtocol } from '../../apps/cli/src/protocol-file/read-protocols.ts';
import { inParts } from './at-once.ts';
import { createCallTimes } from './call-times.ts';
import { certifiedReport } from './certified-report.ts';
import { requireComplete } from './close-night.ts';
import { createDrillClient, type DrillClient } from './drill-client.ts';
import {
  type DrillElection,
  type Founders,
  loadGeography,
  sealElection,
} from './drill-election.ts';
import { DrillFailure } from './drill-failure.ts';
import { drillNation } from './drill-geography.ts';
import { makePeople, signInFounders } from './drill-people.ts';
import type { DrillServer } from './drill-server.ts';
import { acceptAll, enterAsPairs, flaggedByCheck, listAll } from './georgia-entry.ts';
import { contentOf, readGeorgianFile, withStation } from './georgia-file.ts';
import { knownDifferences } from './georgia-known.ts';
import { createSum, type IndependentSum } from './independent-sum.ts';
import { lapTimes } from './lap-times.ts';
import { emptyFigures, type Night, refusalCounter } from './night.ts';
import { legalClock } from './play-night.ts';
import type { ProgressLine } from './progress-line.ts';
import type { DrillReport } from './report.ts';

const COUNTRY = 'georgia';
const VOTING_DAY = '2012-10-01';
const CODE = `${COUNTRY}-${VOTING_DAY}-drill`;
const CONTEST = 'party-list';
const RESOLUTION = '39-18#2=39-18-2';
const SEED = '2012';
/** Enough for every one of them to stay below the calls that one person may make a minute. */
const PAIRS = 34;
const PAIRS_OF_A_PART = 3;
const OFFICERS = 6;
const REPORTS_AT_ONCE = 1000;
const HOUR_MS = 3_600_000;
const TURNOUT_HOURS = [
  ['12:00', 'turnout-noon'],
  ['17:00', 'turnout-afternoon'],
  ['20:00', 'voters-took-part'],
] as const;

/**
 * The real protocols of Georgia's election of 2012 from end to end: entered twice, the repeated number resolved,
 * accepted, canvassed, certified, published. Sums, flags and seats are known and compared.
 * @param part so many rows from the file; null for all of it, with the known totals.
 */
export async function playGeorgia(
  server: DrillServer,
  part: number | null,
  progress: ProgressLine,
): Promise<DrillReport> {
  const times = createCallTimes();
  const laps = lapTimes();
  const founders = await signInFounders(server.origin, times);
  const { pack } = await founders[0].call(getPack, { params: { pack: COUNTRY } });
  progress.step('Importing the geography: 3,695 numbers of stations');
  const files = drillNation(COUNTRY, SEED, VOTING_DAY, null);
  await loadGeography(founders, pack, files);
  const filed = readGeorgianFile();
  const open = resolveRepeated(filed, []);
  const [repeated] = open.repeated;
  if (repeated?.station !== '39-18' || open.repeated.length !== 1) {
    throw new DrillFailure(`Repeated numbers: ${JSON.stringify(open.repeated)}`);
  }
  progress.step(
    `${filed.length} protocols; ${repeated.station} stands on the lines ${repeated.lines.join(' and ')}`,
  );
  progress.step(`A person decides: ${RESOLUTION}; the station gets its place in the geography`);
  const { protocols } = resolveRepeated(filed, [parseResolution(RESOLUTION)]);
  const wanted = part === null ? protocols : partOf(protocols, part);
  const stations = stationsFor(withStation(files.stations, '39-18', '39-18-2'), wanted, part);
  await loadGeography(founders, pack, { ...files, stations });
  progress.step('Defining the election and sealing it');
  const election = await sealElection(founders, pack, { code: CODE, votingDay: VOTING_DAY, files });
  const operators = 2 * (part === null ? PAIRS : PAIRS_OF_A_PART);
  progress.step(`Making people: ${operators} operators and ${OFFICERS} officers`);
  const people = await staff(server.origin, times, founders, pack.root, operators);
  laps.end('preparation');

  const night = createNight(server.origin, times, election, founders);
  const close = closingTime(
    { opens: '08:00', closes: '20:00', timeZone: pack.timeZone },
    VOTING_DAY,
  );
  await night.setLegalClock(new Date(close.getTime() + HOUR_MS).toISOString(), 1);
  const opened = await founders[0].call(openCount, { params: { code: CODE }, body: {} });
  night.figures.papersDue = opened.protocols;
  await reportFiledTurnout(founders[0], wanted, night);
  progress.step('Entering the protocols, every one by two people');
  await enter(night, people.operators, wanted, repeated.lines, progress);
  laps.end('double entry');

  progress.step('Accepting, what has errors with a reason');
  const [officer] = people.officers;
  const rows = await listAll(present(officer, 'there are officers'), CODE);
  night.figures.withErrors = await acceptAll(present(officer, 'there are officers'), CODE, rows);
  night.figures.papersAccepted = rows.length;
  countAll(night.sum, wanted, rows);
  const flagged = await flaggedByCheck(people.officers, CODE, rows);
  laps.end('decisions');

  progress.step('Canvass and certification');
  await requireComplete(night, founders);
  const report = await certifiedReport({ night, founders, pack, origin: server.origin, laps });
  const known = knownDifferences(
    wanted.map(contentOf),
    flagged,
    report.published.nation,
    part === null,
  );
  return {
    ...report,
    stations: wanted.length,
    keys: 0,
    differences: [...report.differences, ...known],
  };
}

/** A part that holds the repeated station, and errors. */
function partOf(protocols: readonly FiledProtocol[], part: number): readonly FiledProtocol[] {
  const isOfDistrict39 = ({ station }: FiledProtocol) => /^39-18(-2)?$/.test(station);
  const others = protocols.filter((one) => !isOfDistrict39(one));
  const every = Math.max(1, Math.floor(others.length / Math.max(1, part - 2)));
  return [
    ...protocols.filter(isOfDistrict39),
    ...others.filter((_, index) => index % every === 0).slice(0, part - 2),
  ];
}

/** Only stations whose protocols are played are awaited. */
function stationsFor(
  stations: string,
  wanted: readonly FiledProtocol[],
  part: number | null,
): string {
  if (part === null) return stations;
  const numbers = new Set(wanted.map(({ station }) => station));
  const [header, ...lines] = stations.trimEnd().split('\n');
  return `${[header, ...lines.filter((line) => numbers.has(line.split(',', 1)[0] ?? ''))].join('\n')}\n`;
}

async function staff(
  origin: string,
  times: Night['times'],
  founders: Founders,
  territoryPath: string,
  count: number,
) {
  const operators = Array.from({ length: count }, (_, index) => ({
    username: `demo.operator-${index + 1}`,
    role: 'operator' as const,
    territoryPath,
  }));
  const officers = Array.from({ length: OFFICERS }, (_, index) => ({
    username: `demo.officer-${index + 1}`,
    role: 'territorial-member' as const,
    territoryPath,
  }));
  const people = await makePeople(origin, times, founders, [...operators, ...officers]);
  return { operators: people.slice(0, count), officers: people.slice(count) };
}

/** The turnout that the protocols tell, hour by hour. */
async function reportFiledTurnout(
  central: DrillClient,
  protocols: readonly FiledProtocol[],
  { figures }: Night,
): Promise<void> {
  for (const [hour, code] of TURNOUT_HOURS) {
    for (const part of inParts(protocols, REPORTS_AT_ONCE)) {
      const reports = part.map((protocol) => {
        const { counts } = contentOf(protocol);
        const listed = (counts['voters-single-list'] ?? 0) + (counts['voters-special-list'] ?? 0);
        return { station: protocol.station, hour, voters: counts[code] ?? 0, listed };
      });
      const { outcomes } = await central.call(reportTurnout, {
        params: { code: CODE },
        body: { reports },
      });
      const wrong = outcomes.find(({ refusal }) => refusal !== null);
      if (wrong !== undefined) throw new DrillFailure(`Turnout: ${JSON.stringify(wrong)}`);
      figures.turnoutReports += reports.length;
    }
  }
}

/** First all but the repeated number, which nobody imports unasked; then, decided, its two rows. */
async function enter(
  { figures }: Night,
  operators: readonly DrillClient[],
  protocols: readonly FiledProtocol[],
  repeatedLines: readonly number[],
  progress: ProgressLine,
): Promise<void> {
  const isDecided = ({ line }: FiledProtocol) => repeatedLines.includes(line);
  const parts = [protocols.filter((one) => !isDecided(one)), protocols.filter(isDecided)];
  for (const part of parts) {
    const reports = await enterAsPairs(CODE, operators, part, (done, of) =>
      progress.bar(done, of, 'entries'),
    );
    const received = reports.reduce((sum, one) => sum + one.received, 0);
    if (received !== part.length) {
      throw new DrillFailure(`${received} of ${part.length} protocols were received.`);
    }
    figures.papersTyped += received;
  }
}

function countAll(
  sum: IndependentSum,
  protocols: readonly FiledProtocol[],
  rows: readonly ProtocolRow[],
): void {
  const hashes = new Map(rows.map(({ station, hash }) => [station, hash]));
  for (const protocol of protocols) {
    const { station } = protocol;
    const hash = present(hashes.get(station), 'every protocol of the file was received');
    sum.count({ contest: CONTEST, station, district: null, content: contentOf(protocol), hash });
  }
}

function createNight(
  origin: string,
  times: Night['times'],
  election: DrillElection,
  founders: Founders,
): Night {
  const figures = emptyFigures();
  return {
    seed: SEED,
    election,
    times,
    device: createDrillClient(origin, times),
    // The central commission canvasses for all.
    desks: new Map(),
    sum: createSum(),
    figures,
    papersOf: () => [],
    ...legalClock(election.code, founders),
    otherStation: (number) => number,
    expectRefusal: refusalCounter(figures),
  };
}
