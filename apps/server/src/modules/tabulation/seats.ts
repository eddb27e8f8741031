import { present } from '@ovoz/basics';
import type { DistrictSeats, PartySeats } from '@ovoz/contract';
import type { Lot } from '@ovoz/election-model';
import { allocateElection, contestKey, type RegionTotals } from '@ovoz/tally';
import { NATION } from './ballots.ts';
import type { ElectionTabulation } from './tabulation.ts';
import { ballotTotals } from './totals.ts';

/** A lot that was drawn for a contest in a district. */
export type ContestLot = Lot & { readonly contest: string; readonly district: string | null };

export type Seats = { districts: DistrictSeats[]; parties: PartySeats[] };

/** Seats of all contests by the rules of the pack, from the totals as they stand. */
export function seatsOf(tabulation: ElectionTabulation, lots: readonly ContestLot[]): Seats {
  const { context, ballots, districts } = tabulation;
  const { definition, pack } = context;
  const totals = new Map(
    [...ballots].map(([key, { contest, district }]) => {
      const own = ballotTotals(tabulation, contest, district, NATION);
      return [key, present(own, 'every station is part of the nation')] as const;
    }),
  );
  const seats = allocateElection({
    definition,
    seatRules: pack.seatRules,
    forms: pack.forms,
    districts,
    totals,
    regions: regionTotals(tabulation),
    lots: Map.groupBy(lots, ({ contest, district }) => contestKey(contest, district)),
  });
  return {
    districts: seats.contests.map(({ contest, district, ...one }) => {
      const own = totals.get(contestKey(contest, district));
      return {
        contest,
        district,
        ...one,
        stationsDue: own?.stationsDue ?? 0,
        stationsCounted: own?.stationsCounted ?? 0,
      };
    }),
    parties: seats.seatsByParty,
  };
}

/** Totals by region of the contests whose rule has a threshold in every region. */
function regionTotals(
  tabulation: ElectionTabulation,
): ReadonlyMap<string, readonly RegionTotals[]> {
  const { definition, pack } = tabulation.context;
  const asking = definition.contests.filter(({ seatRule }) => {
    const rule = pack.seatRules.find(({ code }) => code === seatRule);
    return rule?.thresholds.some(({ scope }) => scope === 'every-region') ?? false;
  });
  if (asking.length === 0) return new Map();
  const codes = regionCodes(tabulation);
  return new Map(
    asking.map(({ code: contest }) => {
      const regions = codes.flatMap((code) => {
        const totals = ballotTotals(tabulation, contest, null, `territory:${code}`);
        return totals === null ? [] : [{ code, totals }];
      });
      return [contest, regions] as const;
    }),
  );
}

/** Codes of the territories right below the country that have stations. */
export function regionCodes({ protocols }: ElectionTabulation): readonly string[] {
  const codes = [...protocols.values()].map(
    ({ territoryPath }) => territoryPath.split('/')[1] ?? null,
  );
  return [...new Set(codes)].filter((code) => code !== null).toSorted();
}
