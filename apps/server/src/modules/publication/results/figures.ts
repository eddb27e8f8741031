import { present } from '@ovoz/basics';
import type { PublishedArea } from '@ovoz/contract';
import { contestKey, partsFaults, sanityFaults } from '@ovoz/tally';
import type { Database } from '../../../platform/database.ts';
import {
  applyChanges,
  ballotsOf,
  ballotTotals,
  contestTotals,
  type ElectionTabulation,
  recordedLots,
  type Seats,
  seatsOf,
} from '../../tabulation/public.ts';
import type { Totals } from './area-content.ts';
import type { Area, Places } from './places.ts';

/** Totals and seats of a count as they stand in memory. */
export type CountFigures = {
  /** Takes in what is stored now of these stations. */
  readonly refresh: (stations: readonly string[]) => Promise<void>;
  readonly totalsOf: (area: Area) => Totals;
  /** Of the whole election. */
  readonly seats: () => NonNullable<PublishedArea['seats']>;
  /** Why the totals of an area cannot be true, as codes; none when they can. */
  readonly faultsOf: (area: Area) => readonly string[];
};

/** Figures out of the tabulation; seats are worked out once for each change. */
export async function countFigures(
  database: Database,
  tabulation: ElectionTabulation,
  places: Places,
): Promise<CountFigures> {
  const { definition, election } = tabulation.context;
  const state: { lots: Awaited<ReturnType<typeof recordedLots>>; seats: Seats | null } = {
    lots: await recordedLots(database, election),
    seats: null,
  };
  let withErrors: ReadonlyMap<Area, number> = acceptedWithErrors(tabulation, places);
  return {
    refresh: async (stations) => {
      const slots = stations.flatMap((station) =>
        definition.contests.map(({ code }) => ({ contest: code, station })),
      );
      await applyChanges(database, tabulation, slots);
      state.lots = await recordedLots(database, election);
      state.seats = null;
      withErrors = acceptedWithErrors(tabulation, places);
    },
    totalsOf: (area) => totalsOf(tabulation, area),
    seats: () => {
      state.seats ??= seatsOf(tabulation, state.lots);
      return state.seats;
    },
    faultsOf: (area) => faultsOf(tabulation, area, withErrors.get(area) ?? 0),
  };
}

function totalsOf(tabulation: ElectionTabulation, area: Area): Totals {
  const { contests } = tabulation.context.definition;
  return area.contests.flatMap((code) => {
    const template = present(
      contests.find((contest) => contest.code === code),
      'areas have contests of the election',
    );
    const totals = contestTotals(tabulation, template, area.code);
    return totals === null ? [] : [totals];
  });
}

/** Stations of each area whose protocol counts although its own figures do not add up. */
function acceptedWithErrors(
  { protocols }: ElectionTabulation,
  { stations }: Places,
): ReadonlyMap<Area, number> {
  const counts = new Map<Area, number>();
  for (const { station, status, errors } of protocols.values()) {
    if (status !== 'accepted' || errors === 0) continue;
    for (const area of stations.get(station)?.partOf ?? []) {
      counts.set(area, (counts.get(area) ?? 0) + 1);
    }
  }
  return counts;
}

function faultsOf(
  tabulation: ElectionTabulation,
  area: Area,
  withErrors: number,
): readonly string[] {
  const faults = area.contests.flatMap((contest) =>
    ballotsOf(tabulation, contest).flatMap(({ district, form, marksPerBallot }) => {
      const totalsIn = (code: string) => ballotTotals(tabulation, contest, district, code);
      const totals = totalsIn(area.code);
      if (totals === null) return [];
      const conditions = { marksPerBallot, acceptedWithErrors: withErrors };
      const parts = regionsOf(area).flatMap(({ code }) => totalsIn(code) ?? []);
      return [
        ...sanityFaults(form, totals, conditions),
        ...(parts.length === 0 ? [] : partsFaults(totals, parts)),
      ].map(({ code, field }) => `${contestKey(contest, district)} ${field} ${code}`);
    }),
  );
  return [...new Set(faults)];
}

/** The territories that make up an area without stations of its own. */
function regionsOf({ areas, stations }: Area): readonly Area[] {
  return stations.length > 0 ? [] : areas.filter(({ code }) => code.startsWith('territory:'));
}
