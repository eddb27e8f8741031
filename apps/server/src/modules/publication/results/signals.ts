import type { Queries } from '../../../platform/database.ts';
import { certifiedVersions } from '../../certification/public.ts';
import { type WaitingCount, waitingCounts } from '../../result-protocols/public.ts';
import { recordedLots } from '../../tabulation/public.ts';

/** An open count with all that waits to be published of it. */
export type CountSignal = WaitingCount & {
  /** Newest certified version; 0 when there is none. */
  readonly certified: number;
  readonly lots: number;
};

export async function readSignals(queries: Queries): Promise<readonly CountSignal[]> {
  const counts = await waitingCounts(queries);
  return Promise.all(
    counts.map(async (count) => {
      const [certified, lots] = await Promise.all([
        certifiedVersions(queries, count.election),
        recordedLots(queries, count.election),
      ]);
      return { ...count, certified: certified[0]?.version ?? 0, lots: lots.length };
    }),
  );
}
