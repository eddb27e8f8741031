import { reportTurnout } from '@ovoz/contract';
import { forEachAtOnce, inParts } from './at-once.ts';
import { DrillFailure } from './drill-failure.ts';
import type { DrillStation } from './drill-geography.ts';
import { deskOf, type Night } from './night.ts';

type Report = {
  readonly station: string;
  readonly hour: string;
  readonly voters: number;
  readonly listed: number | null;
};

const MOST_AT_ONCE = 1000;
const REGIONS_AT_ONCE = 4;

/** Operators report, region by region, who had voted by an hour of the law. Stations abroad are elsewhere in the day. */
export async function reportHour(
  night: Night,
  stations: readonly DrillStation[],
  hour: string,
  votersAt: (station: DrillStation) => { readonly voters: number; readonly listed: number },
): Promise<void> {
  const regions = Map.groupBy(stations, ({ region }) => region);
  await forEachAtOnce(regions.values(), REGIONS_AT_ONCE, async (own) => {
    const reports = own.map(
      (station): Report => ({
        station: station.number,
        hour,
        ...votersAt(station),
      }),
    );
    for (const part of inParts(reports, MOST_AT_ONCE)) await send(night, own, part);
  });
}

async function send(
  night: Night,
  [station]: readonly DrillStation[],
  reports: readonly Report[],
): Promise<void> {
  if (station === undefined) return;
  const [operator] = deskOf(night, station).operators;
  if (operator === undefined) throw new DrillFailure(`${station.region} has no operator.`);
  const { outcomes } = await operator.call(reportTurnout, {
    params: { code: night.election.code },
    body: { reports: [...reports] },
  });
  const wrong = outcomes.find(({ refusal, findings }) => refusal !== null || findings.length > 0);
  if (wrong !== undefined) throw new DrillFailure(`A report of turnout: ${JSON.stringify(wrong)}`);
  night.figures.turnoutReports += reports.length;
}

/** Somebody reports fewer voters than an hour before; it is flagged, and the next report mends it. */
export async function reportFalling(
  night: Night,
  station: DrillStation,
  hour: string,
  { voters, listed }: { readonly voters: number; readonly listed: number },
): Promise<void> {
  const [operator] = deskOf(night, station).operators;
  if (operator === undefined) throw new DrillFailure(`${station.region} has no operator.`);
  for (const [told, expected] of [
    [0, 'falling'],
    [voters, undefined],
  ] as const) {
    const { outcomes } = await operator.call(reportTurnout, {
      params: { code: night.election.code },
      body: { reports: [{ station: station.number, hour, voters: told, listed }] },
    });
    const findings = outcomes[0]?.findings ?? [];
    if (findings.includes('falling') !== (expected === 'falling')) {
      throw new DrillFailure(`${told} voters at ${hour}: ${JSON.stringify(outcomes)}`);
    }
    night.figures.turnoutReports += 1;
  }
}
