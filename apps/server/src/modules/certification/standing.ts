import { canonicalJson } from '@ovoz/basics';
import type { CertificationBlocker, CertifiedResult } from '@ovoz/contract';
import type { Database, Queries } from '../../platform/database.ts';
import { sha256 } from '../../platform/evidence.ts';
import {
  canvassStanding,
  lastCanvassVersions,
  openCanvass,
  openObjections,
} from '../canvass/public.ts';
import { type ElectionRecord, legalTime } from '../elections/public.ts';
import { type CountContext, openAlarms } from '../result-protocols/public.ts';
import {
  areaTotals,
  currentTabulation,
  type ElectionTabulation,
  NATION,
  type RecordedLot,
  recordedLots,
  type Seats,
  seatsOf,
} from '../tabulation/public.ts';
import { blockersOf, notReleased } from './blockers.ts';

/** A result as it would be certified at this moment, and what stands in its way. */
export type Standing = {
  readonly context: CountContext;
  readonly released: boolean;
  readonly blockers: readonly CertificationBlocker[];
  /** Null while figures are sealed. */
  readonly seats: Seats | null;
  readonly lots: readonly RecordedLot[];
  /** SHA-256 over every protocol behind the result. */
  readonly protocolsDigest: string;
  readonly result: (
    frame: Pick<CertifiedResult, 'version' | 'reason' | 'overridden'>,
  ) => CertifiedResult;
  readonly tabulation: ElectionTabulation;
};

/**
 * Everything of one moment: the totals are looked at last, and nothing waits between them and what is
 * concluded from them. `queries` may be the transaction of an approval.
 */
export async function standingOf(
  database: Database,
  queries: Queries,
  election: ElectionRecord,
  context: CountContext,
  now: Date,
): Promise<Standing> {
  const { code } = election;
  const canvass = await openCanvass(database, context);
  const lots = await recordedLots(queries, code);
  const alarms = await openAlarms(queries, code);
  const objections = await openObjections(queries, code);
  const versions = await lastCanvassVersions(queries, code, null);
  const tabulation = await currentTabulation(database, context);

  const released = legalTime(election.clock, now) >= context.releaseAt;
  const seats = seatsOf(tabulation, lots);
  const states = canvassStanding({ plan: canvass.plan, tabulation }, versions);
  const blockers = released
    ? blockersOf(tabulation, seats, { alarms, objections, canvass: states })
    : notReleased(context.releaseAt);
  const protocols = protocolsOf(tabulation);
  const totals = areaTotals(tabulation, NATION);
  return {
    context,
    released,
    blockers,
    seats: released ? seats : null,
    lots,
    protocolsDigest: digestOf(protocols),
    tabulation,
    result: (frame) => ({
      format: 1,
      election: code,
      mode: context.mode,
      definition: context.definitionHash,
      totals,
      seats,
      protocols,
      ...frame,
    }),
  };
}

/** What was decided about every protocol: the package that counts, or null where two people annulled it. */
function protocolsOf({ protocols }: ElectionTabulation): CertifiedResult['protocols'] {
  return [...protocols.values()].flatMap(({ contest, station, status, hash }) => {
    if (status === 'accepted') return [{ contest, station, hash }];
    return status === 'annulled' ? [{ contest, station, hash: null }] : [];
  });
}

/** Names all protocols behind a result in one hash, to see whether they are still the same. */
export function digestOf(protocols: CertifiedResult['protocols']): string {
  const lines = protocols.map(({ contest, station, hash }) => `${contest} ${station} ${hash}`);
  return sha256(lines.join('\n')).toString('hex');
}

/** The bytes that are certified. */
export function textOfResult(result: CertifiedResult): string {
  return canonicalJson(result);
}
