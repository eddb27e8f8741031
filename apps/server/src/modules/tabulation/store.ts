import type { Queries } from '../../platform/database.ts';
import type { ContestLot } from './seats.ts';

export type RecordedLot = ContestLot & { readonly recordedAt: Date };

/** Lots that were drawn, the last first: of two for the same step the last one holds. */
export async function recordedLots(
  queries: Queries,
  election: string,
): Promise<readonly RecordedLot[]> {
  return queries<RecordedLot[]>`
    select contest, district, step, lot_order as "order", recorded_at as "recordedAt" from recorded_lots
    where election = ${election} order by recorded_at desc, id`;
}

export async function insertLot(
  queries: Queries,
  election: string,
  lot: ContestLot & { readonly id: string; readonly proposalId: string },
  now: Date,
): Promise<void> {
  await queries`
    insert into recorded_lots (id, election, contest, district, step, lot_order, proposal_id, recorded_at)
    values (${lot.id}, ${election}, ${lot.contest}, ${lot.district}, ${lot.step}, ${[...lot.order]},
      ${lot.proposalId}, ${now})`;
}
