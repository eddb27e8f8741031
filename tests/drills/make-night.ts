import { present } from '@ovoz/basics';
import { closingTime, type CountryPack } from '@ovoz/election-model';
import { generateNight, type StationNight } from '@ovoz/synthetic-nation';
import { createDrillClient } from './drill-client.ts';
import type { DrillElection, Founders } from './drill-election.ts';
import { type DrillStation, packText } from './drill-geography.ts';
import { createSum } from './independent-sum.ts';
import { districtIn, emptyFigures, type Night, refusalCounter } from './night.ts';
import { legalClock } from './play-night.ts';

const TURNOUT = 0.75;
const MINUTE_MS = 60_000;

/** Lists and turnout of every station are asked hour by hour; the papers are made when they are sent. */
export function rememberDays(generate: (station: DrillStation) => StationNight) {
  const days = new Map<string, Pick<StationNight, 'listed' | 'voters'>>();
  return (station: DrillStation) => {
    const known = days.get(station.number);
    if (known !== undefined) return known;
    const { listed, voters } = generate(station);
    days.set(station.number, { listed, voters });
    return { listed, voters };
  };
}

/** The hours at which turnout is told, in legal time, a few minutes after each; and the opening. */
export function legalHours(
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

export function createNight({
  drill,
  pack,
  election,
  founders,
  times,
  desks,
  origin,
}: {
  readonly drill: { readonly country: string; readonly seed: string; readonly runoffs: number };
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
