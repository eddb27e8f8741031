import { present } from '@ovoz/basics';
import { getPack } from '@ovoz/contract';
import type { CountryPack } from '@ovoz/election-model';
import type { CallTimes } from './call-times.ts';
import { createCallTimes } from './call-times.ts';
import { certifiedReport } from './certified-report.ts';
import { decideObjections, requireComplete } from './close-night.ts';
import { type Founders, loadGeography, sealElection } from './drill-election.ts';
import { type DrillStation, drillNation, stationsOf } from './drill-geography.ts';
import { signInFounders } from './drill-people.ts';
import type { DrillServer } from './drill-server.ts';
import { lapTimes } from './lap-times.ts';
import { createNight, legalHours, rememberDays } from './make-night.ts';
import type { Night } from './night.ts';
import { planNight, type StationPlan } from './night-plan.ts';
import { openTheCount, otherStations, playDay, playNight } from './play-night.ts';
import { certifyKeys, staffRegions } from './prepare-night.ts';
import type { ProgressLine } from './progress-line.ts';
import type { DrillReport } from './report.ts';
import { reportFalling, reportHour } from './turnout-reports.ts';

export type NationalDrill = {
  readonly country: string;
  readonly seed: string;
  /** Real seconds that the day and the night take together, where the system keeps up. */
  readonly seconds: number;
  /** Null: all of the country. */
  readonly stations: number | null;
  readonly runoffs: number;
};

const VOTING_DAY = '2026-12-27';
/** The day is a tenth of the drill. */
const DAY_SHARE = 0.1;
/** At this hour of turnout somebody tells too few. */
const FALLING_HOUR = 2;
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** Plays a whole election night and compares what was published with the drill's own sums. */
export async function playNationalDrill(
  server: DrillServer,
  drill: NationalDrill,
  progress: ProgressLine,
): Promise<DrillReport> {
  const times = createCallTimes();
  const laps = lapTimes();
  const founders = await signInFounders(server.origin, times);
  const { pack } = await founders[0].call(getPack, { params: { pack: drill.country } });
  const prepared = await prepare(server.origin, drill, pack, founders, times, progress);
  const { night, plans, stations, keys } = prepared;
  laps.end('preparation');

  progress.step(`Voting day: turnout of ${stations.length} stations`);
  const releaseAtMs = await playVotingDay(prepared, drill, pack, founders);
  laps.end('voting day');

  progress.watch(night, pack.timeZone);
  await playNight(night, plans, drill.seconds * (1 - DAY_SHARE));
  progress.stop();
  laps.end('night');

  progress.step('Objections, canvass and certification');
  const morning = Math.max(night.legalNowMs(), releaseAtMs) + MINUTE_MS;
  await night.setLegalClock(new Date(morning).toISOString(), 1);
  await requireComplete(night, founders);
  await decideObjections(night);
  const report = await certifiedReport({ night, founders, pack, origin: server.origin, laps });
  return { ...report, stations: stations.length, keys };
}

type PreparedNight = {
  readonly night: Night;
  readonly plans: readonly StationPlan[];
  readonly stations: readonly DrillStation[];
  readonly dayOf: ReturnType<typeof rememberDays>;
  readonly keys: number;
};

/** Everything that stands before voting day: geography, election, people, keys. */
async function prepare(
  origin: string,
  drill: NationalDrill,
  pack: CountryPack,
  founders: Founders,
  times: CallTimes,
  progress: ProgressLine,
): Promise<PreparedNight> {
  progress.step('Generating a nation and importing its geography');
  const files = drillNation(drill.country, drill.seed, VOTING_DAY, drill.stations);
  const territories = await loadGeography(founders, pack, files);
  const stations = stationsOf(files.stations, territories, VOTING_DAY);
  progress.step('Defining the election and sealing it');
  const code = `${drill.country}-${VOTING_DAY}-drill`;
  const election = await sealElection(founders, pack, { code, votingDay: VOTING_DAY, files });
  progress.step('Making people: two officers and three operators for every desk');
  const desks = await staffRegions(origin, times, founders, pack, stations);
  const made = createNight({ drill, pack, election, founders, times, desks, origin });
  const dayOf = rememberDays(made.generate);
  const plans = planNight(drill.seed, stations, {
    listedOf: (station) => dayOf(station).listed,
    isTown: ({ region }) => region === pack.abroadTerritory,
  });
  progress.step('Certifying the keys of the stations’ devices');
  const keys = await certifyKeys(drill.seed, election, desks, plans);
  return { night: { ...made, otherStation: otherStations(plans) }, plans, stations, dayOf, keys };
}

/** @returns legal time at which results may be public, in milliseconds since 1970. */
async function playVotingDay(
  { night, stations, dayOf }: PreparedNight,
  drill: NationalDrill,
  pack: CountryPack,
  founders: Founders,
): Promise<number> {
  const { hours, openMs } = legalHours(pack, night.election);
  await night.setLegalClock(new Date(openMs - HOUR_MS).toISOString(), 0);
  const { releaseAtMs } = await openTheCount(night, founders);
  const home = stations.filter(({ kind }) => kind !== 'abroad');
  const slip = present(home[0], 'somebody votes at home');
  await playDay(night, hours, drill.seconds * DAY_SHARE, async (hour, index) => {
    const at = (station: DrillStation) => {
      const { listed, voters } = dayOf(station);
      return { voters: present(voters[index], 'every hour has its voters'), listed };
    };
    await reportHour(night, home, hour, at);
    if (index === FALLING_HOUR) await reportFalling(night, slip, hour, at(slip));
  });
  return releaseAtMs;
}
