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
  return [...tabulation.ballots.values()].flatMap((ballot) => {
    const about =
      ballot.district === null ? ballot.contest : `${ballot.contest} ${ballot.district}`;
    const ofAreas = [...ballot.sums.areas.keys()].flatMap((area) =>
      sanityFaults(ballot.form, totalsOf(ballot.sums, area), {
        marksPerBallot: ballot.marksPerBallot,
        acceptedWithErrors: withErrors.get(`${ballot.contest} ${area}`) ?? 0,
      }).map((fault) => inWords(`${about}, ${area}`, fault)),
    );
    return [...ofAreas, ...partsOf(tabulation, ballot).map((fault) => inWords(about, fault))];
  });
}

/** The regions, and stations that lie in none, must make up the nation. */
function partsOf(
  tabulation: ElectionTabulation,
  { sums }: BallotTabulation,
): readonly SanityFault[] {
  const { territoryPath } = tabulation.context;
  const parts = [
    ...regionCodes(tabulation).map((code) => `territory:${code}`),
    rightIn(territoryPath),
  ].filter((area) => sums.areas.has(area));
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
