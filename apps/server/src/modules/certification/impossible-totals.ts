import { partsFaults, type SanityFault, sanityFaults, totalsOf } from '@ovoz/tally';
import {
  areasOf,
  type BallotTabulation,
  type ElectionTabulation,
  NATION,
  regionCodes,
  rightIn,
} from '../tabulation/public.ts';

/** Totals of ballots and areas that cannot be true, in words. */
export function impossibleTotals(tabulation: ElectionTabulation): readonly string[] {
  const withErrors = acceptedWithErrors(tabulation);
  const regions = [
    ...regionCodes(tabulation).map((code) => `territory:${code}`),
    rightIn(tabulation.context.territoryPath),
  ];
  return [...tabulation.ballots.values()].flatMap((ballot) => {
    const about =
      ballot.district === null ? ballot.contest : `${ballot.contest} ${ballot.district}`;
    const areas = [...ballot.sums.areas.keys()].filter((area) => !area.startsWith('right-in:'));
    const ofAreas = areas.flatMap((area) =>
      sanityFaults(ballot.form, totalsOf(ballot.sums, area), {
        marksPerBallot: ballot.marksPerBallot,
        acceptedWithErrors: withErrors.get(`${ballot.contest} ${area}`) ?? 0,
      }).map((fault) => inWords(`${about}, ${area}`, fault)),
    );
    return [...ofAreas, ...partsOf(ballot, regions).map((fault) => inWords(about, fault))];
  });
}

/** The regions, and stations that lie in none, must make up the nation. */
function partsOf({ sums }: BallotTabulation, regions: readonly string[]): readonly SanityFault[] {
  const parts = regions.filter((area) => sums.areas.has(area));
  return partsFaults(
    totalsOf(sums, NATION),
    parts.map((area) => totalsOf(sums, area)),
  );
}

/** How many protocols that count were accepted with errors, by contest and area. */
function acceptedWithErrors({ protocols }: ElectionTabulation): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const protocol of protocols.values()) {
    if (protocol.status !== 'accepted' || protocol.errors === 0) continue;
    for (const area of areasOf(protocol)) {
      const key = `${protocol.contest} ${area}`;
      found.set(key, (found.get(key) ?? 0) + 1);
    }
  }
  return found;
}

function inWords(about: string, { code, field, left, right }: SanityFault): string {
  return `${about}: ${code}, ${field}, ${left} against ${right}`.slice(0, 200);
}
