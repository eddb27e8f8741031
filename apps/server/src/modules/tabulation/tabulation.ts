import { present } from '@ovoz/basics';
import type { ElectoralDistrict } from '@ovoz/election-model';
import { contestKey } from '@ovoz/tally';
import type { Queries } from '../../platform/database.ts';
import { listDistrictsOf } from '../geography/public.ts';
import {
  type CountContext,
  type ProtocolSlot,
  type StandingProtocol,
  standingProtocols,
} from '../result-protocols/public.ts';
import { type BallotTabulation, placeProtocol, startBallots } from './ballots.ts';

/** Where a protocol stands, without its figures. */
export type TabulatedProtocol = Omit<StandingProtocol, 'text'>;

/** Totals of a whole election, kept true by placing what changes. */
export type ElectionTabulation = {
  readonly context: CountContext;
  readonly districts: readonly ElectoralDistrict[];
  /** By `contestKey`. */
  readonly ballots: ReadonlyMap<string, BallotTabulation>;
  /** By `slotKey`, in the order of the stations' numbers. */
  readonly protocols: Map<string, TabulatedProtocol>;
  /** Sum of the revisions of the protocols: rises with every change. */
  revision: number;
  /** When the last of them changed. */
  changedAt: Date;
};

export function slotKey({ contest, station }: ProtocolSlot): string {
  return `${contest}/${station}`;
}

/** Totals from scratch, out of the packages of all accepted protocols by the legal count. */
export async function loadTabulation(
  queries: Queries,
  context: CountContext,
): Promise<ElectionTabulation> {
  const [protocols, districts] = await Promise.all([
    standingProtocols(queries, context.election, 'all'),
    listDistrictsOf(queries, context.geography, null),
  ]);
  const tabulation: ElectionTabulation = {
    context,
    districts: districts.map(({ district }) => district),
    ballots: startBallots(context, protocols),
    protocols: new Map(),
    revision: 0,
    changedAt: new Date(0),
  };
  for (const protocol of protocols) put(tabulation, protocol);
  return tabulation;
}

/** Reads these protocols again and puts what stands of them in place. */
export async function applyChanges(
  queries: Queries,
  tabulation: ElectionTabulation,
  slots: readonly ProtocolSlot[],
): Promise<void> {
  if (slots.length === 0) return;
  const { election } = tabulation.context;
  for (const protocol of await standingProtocols(queries, election, { slots })) {
    put(tabulation, protocol);
  }
}

/** Reads again what changed since the last change that is known. */
export async function catchUp(queries: Queries, tabulation: ElectionTabulation): Promise<void> {
  const { election } = tabulation.context;
  const changedFrom = tabulation.changedAt;
  for (const protocol of await standingProtocols(queries, election, { changedFrom })) {
    put(tabulation, protocol);
  }
}

function put(tabulation: ElectionTabulation, protocol: StandingProtocol): void {
  const { text: _, ...known } = protocol;
  const before = tabulation.protocols.get(slotKey(protocol));
  if (before !== undefined && before.revision >= protocol.revision) return;
  const ballot = present(
    tabulation.ballots.get(contestKey(protocol.contest, protocol.district)),
    'every protocol by the legal count was made when the count was opened',
  );
  // Nothing is in the sums of a protocol that is met for the first time and does not count.
  const isCounted = ['accepted', 'annulled'].includes(protocol.status);
  if (before !== undefined || isCounted) placeProtocol(ballot, protocol);
  tabulation.protocols.set(slotKey(protocol), known);
  tabulation.revision += protocol.revision - (before?.revision ?? 0);
  if (protocol.changedAt > tabulation.changedAt) tabulation.changedAt = protocol.changedAt;
}
