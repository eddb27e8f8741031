import { present } from '@ovoz/basics';
import { getPack } from '@ovoz/contract';
import { closingTime, type CountryPack } from '@ovoz/election-model';
import { generateNight } from '@ovoz/synthetic-nation';
import { createCallTimes } from './call-times.ts';
import { certify, confirmCanvass, decideObjections, requireComplete } from './close-night.ts';
import { differencesOf, readPublished } from './compare-published.ts';
import { createDrillClient } from './drill-client.ts';
import {
  type DrillElection,
  type Founders,
  loadGeography,
  sealElection,
} from './drill-election.ts';
import { type DrillStation, drillNation, packText, stationsOf } from './drill-geography.ts';
import { signInFounders } from './drill-people.ts';
import type { DrillServer } from './drill-server.ts';
import { createSum, plainSeats } from './independent-sum.ts';
import { lapTimes } from './lap-times.ts';
import { districtIn, emptyFigures, type Night, refusalCounter } from './night.ts';
import { planNight } from './night-plan.ts';
import { plainThresholds } from './plain-thresholds.ts';
import { legalClock, openTheCount, otherStations, playDay, playNight } from './play-night.ts';
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
const TURNOUT = 0.75;
/** The day is a tenth of the drill. */
const DAY_SHARE = 0.1;
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const PUBLISHED_WITHIN_MS = 120_000;

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
  progress.step('Generating a nation and importing its geography');
  const files = drillNation(drill.country, drill.seed, VOTING_DAY, drill.stations);
  const territories = await loadGeography(founders, pack, files);
  const stations = stationsOf(files.stations, territories, VOTING_DAY);
  progress.step('Defining the election and sealing it');
  const code = `${drill.country}-${VOTING_DAY}-drill`;
  const election = await sealElection(founders, pack, { code, votingDay: VOTING_DAY, files });
  progress.step('Making people: two officers and three operators a region');
  const desks = await staffRegions(server.origin, times, founders, pack, stations);

  const night = createNight({
    drill,
    pack,
    election,
    founders,
    times,
    desks,
    origin: server.origin,
  });
  const plans = planNight(drill.seed, stations, {
    listedOf: (station) => night.generate(station).listed,
    isTown: ({ region }) => region === pack.abroadTerritory,
  });
  const playing: Night = { ...night, otherStation: otherStations(plans) };
  progress.step('Certifying the keys of the stations’ devices');
  const keys = await certifyKeys(drill.seed, election, desks, plans);
  laps.end('preparation');

  const { hours, openMs } = legalHours(pack, election);
  await playing.setLegalClock(new Date(openMs - HOUR_MS).toISOString(), 0);
  const { releaseAtMs } = await openTheCount(playing, founders);
  progress.step(`Voting day: turnout of ${stations.length} stations`);
  const home = stations.filter(({ kind }) => kind !== 'abroad');
  await playDay(playing, hours, drill.seconds * DAY_SHARE, async (hour, index) => {
    const at = (station: DrillStation) => {
      const { listed, voters } = night.generate(station);
      return { voters: present(voters[index], 'every hour has its voters'), listed };
    };
    await reportHour(playing, home, hour, at);
    if (index === 2)
      await reportFalling(
        playing,
        present(home[0], 'somebody votes'),
        hour,
        at(present(home[0], 'somebody votes')),
      );
  });
  laps.end('voting day');

  progress.watch(playing, pack.timeZone);
  await playNight(playing, plans, drill.seconds * (1 - DAY_SHARE));
  progress.stop();
  laps.end('night');

  progress.step('Objections, canvass and certification');
  const morning = Math.max(playing.legalNowMs(), releaseAtMs) + MINUTE_MS;
  await playing.setLegalClock(new Date(morning).toISOString(), 1);
  await requireComplete(playing, founders);
  await decideObjections(playing);
  const canvassed = await confirmCanvass(playing, founders, pack);
  laps.end('canvass');
  const resultHash = await certify(playing, founders);
  laps.end('certification');
  const published = await readPublished(server.origin, code, PUBLISHED_WITHIN_MS);
  laps.end('publication');

  const { definition } = election;
  const seats = plainSeats(playing.sum, definition, plainThresholds(playing.sum, definition, pack));
  return {
    election: code,
    seed: drill.seed,
    stations: stations.length,
    keys,
    canvassed,
    figures: playing.figures,
    sum: playing.sum,
    seats,
    definition,
    published,
    resultHash,
    laps: laps.all(),
    calls: times.rows(),
    differences: differencesOf(published, resultHash, definition, playing.sum, seats),
    site: `${server.origin}/en/elections/${code}/`,
  };
}

/** The hours at which turnout is told, in legal time, a few minutes after each; and the opening. */
function legalHours(
  { pollingHours, systems, timeZone }: CountryPack,
  { definition }: DrillElection,
) {
  const at = (time: string) =>
    closingTime({ opens: '00:00', closes: time, timeZone }, definition.votingDay).getTime();
  const system = present(
    systems.find(({ code }) => code === definition.system),
    'a definition names a system of its pack',
  );
  return {
    openMs: at(pollingHours.opens),
    hours: system.turnoutHours.map((hour) => ({ hour, atMs: at(hour) + 5 * MINUTE_MS })),
  };
}

function createNight({
  drill,
  pack,
  election,
  founders,
  times,
  desks,
  origin,
}: {
  readonly drill: NationalDrill;
  readonly pack: CountryPack;
  readonly election: DrillElection;
  readonly founders: Founders;
  readonly times: Night['times'];
  readonly desks: Night['desks'];
  readonly origin: string;
}) {
  const { definition } = election;
  const system = present(
    pack.systems.find(({ code }) => code === definition.system),
    'a definition names a system of its pack',
  );
  const generate = generateNight({
    seed: drill.seed,
    definition,
    forms: pack.forms,
    ...lastElection(drill.country),
    turnout: TURNOUT,
    arrivals: system.turnoutHours.map((hour) => arrivalBy(hour, pack)),
    runoffs: drill.runoffs,
  });
  const figures = emptyFigures();
  return {
    seed: drill.seed,
    election,
    times,
    device: createDrillClient(origin, times),
    desks,
    sum: createSum(),
    figures,
    generate,
    papersOf: (station: DrillStation) =>
      generate(station).protocols.map(({ contest, content }) => ({
        contest,
        district: districtIn(definition, contest, station),
        content,
      })),
    ...legalClock(election.code, founders),
    expectRefusal: refusalCounter(figures),
  };
}

/** Share of the day's voters who have come by an hour: many in the morning, all at the close. */
function arrivalBy(hour: string, { pollingHours }: CountryPack): number {
  const minutes = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
  const [opens, closes] = [minutes(pollingHours.opens), minutes(pollingHours.closes)];
  const part = Math.min(1, Math.max(0, (minutes(hour) - opens) / (closes - opens)));
  return part * (1.6 - 0.6 * part);
}

type PastOption = {
  readonly party?: string;
  readonly votes_approx?: number | null;
  readonly votes?: number | null;
  readonly seats_districts?: number;
};

/** What the parties of the generation plan had last time, where the pack knows it: in the order of the plan. */
function lastElection(country: string) {
  const plan = JSON.parse(packText(country, 'generation.json') ?? '{}') as {
    parties?: { code: string }[];
  };
  const past = JSON.parse(
    packText(country, 'elections/2024-legislative-chamber-list.json') ?? '{"options":[]}',
  ) as { options: PastOption[] };
  const weigh = (read: (option: PastOption) => number | null | undefined) =>
    Object.fromEntries(
      (plan.parties ?? []).flatMap(({ code }, index) => {
        const weight = past.options[index] === undefined ? null : read(past.options[index]);
        return weight === null || weight === undefined ? [] : [[code, weight] as const];
      }),
    );
  return {
    listWeights: weigh(({ votes, votes_approx }) => votes ?? votes_approx),
    districtWeights: weigh(({ seats_districts }) => seats_districts),
  };
}
