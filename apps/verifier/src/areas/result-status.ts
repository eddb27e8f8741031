import type { CertifiedFile, ResultStatus } from '../election-types.ts';
import { totalsIn } from '../sums/area-totals.ts';
import type { ElectionSums } from '../sums/sum-up.ts';

/** The package behind each decided protocol, null where two people annulled it; by contest and station. */
export function decidedProtocols({ protocols }: ElectionSums): ReadonlyMap<string, string | null> {
  const decided = [...protocols].flatMap(([key, { status, hash }]) => {
    if (status === 'accepted') return [[key, hash] as const];
    return status === 'annulled' ? [[key, null] as const] : [];
  });
  return new Map(decided);
}

/** Where the result as a whole stands, by the protocols and the last certified version. */
export function resultStatus(
  sums: ElectionSums,
  certified: Pick<CertifiedFile, 'protocols'> | null,
): ResultStatus {
  if (certified !== null) {
    const now = decidedProtocols(sums);
    const then = certified.protocols;
    const same =
      then.length === now.size &&
      then.every(({ contest, station, hash }) => now.get(`${contest}/${station}`) === hash);
    return same ? 'certified' : 'changed-since-certified';
  }
  const isComplete = sums.sealed.definition.contests.every(({ code }) => {
    const totals = totalsIn(sums, code, 'nation')?.totals;
    if (totals === undefined) return true;
    return totals.stationsCounted + totals.stationsAnnulled === totals.stationsDue;
  });
  return isComplete ? 'complete' : 'counting';
}
