import type { CountryPack } from '@ovoz/election-model';
import { certify, confirmCanvass } from './close-night.ts';
import { differencesOf, readPublished } from './compare-published.ts';
import type { Founders } from './drill-election.ts';
import { plainSeats } from './independent-sum.ts';
import type { lapTimes } from './lap-times.ts';
import type { Night } from './night.ts';
import { plainThresholds } from './plain-thresholds.ts';
import type { DrillReport } from './report.ts';

const PUBLISHED_WITHIN_MS = 300_000;

/** Canvass, certificate and publication of a count that is complete, and what was found then. */
export async function certifiedReport({
  night,
  founders,
  pack,
  origin,
  laps,
}: {
  readonly night: Night;
  readonly founders: Founders;
  readonly pack: CountryPack;
  readonly origin: string;
  readonly laps: ReturnType<typeof lapTimes>;
}): Promise<Omit<DrillReport, 'stations' | 'keys'>> {
  const { sum, election, figures, times, seed } = night;
  const { code, definition } = election;
  const canvassed = await confirmCanvass(night, founders, pack);
  laps.end('canvass');
  const resultHash = await certify(night, founders);
  laps.end('certification');
  const published = await readPublished(origin, code, PUBLISHED_WITHIN_MS);
  laps.end('publication');
  const seats = plainSeats(sum, definition, plainThresholds(sum, definition, pack));
  return {
    election: code,
    seed,
    canvassed,
    figures,
    sum,
    seats,
    definition,
    published,
    resultHash,
    laps: laps.all(),
    calls: times.rows(),
    differences: differencesOf(published, resultHash, definition, sum, seats),
    site: `${origin}/en/elections/${code}/`,
  };
}
