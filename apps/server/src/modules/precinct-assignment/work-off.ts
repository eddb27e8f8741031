import { present } from '@ovoz/basics';
import type { CountryPack } from '@ovoz/election-model';
import type { Database } from '../../platform/database.ts';
import { computeReport, putIntoForce } from './compute.ts';
import { publishFinder } from './finder/publish-finder.ts';
import { saveProgress, setsToCompute, setsToPublish, type StoredSet } from './store-sets.ts';

export type Work = {
  readonly database: Database;
  /** Folder of the public pages. */
  readonly site: string;
  readonly packs: readonly CountryPack[];
  readonly now: () => Date;
  readonly stop: AbortSignal;
};

/** A screen asks every second or two. */
const TELL_EVERY_MS = 500;

/** Does what waits: sets that take effect, then counts that were asked for, then the files of the finder. */
export async function workOff(work: Work): Promise<void> {
  const { database, packs, now, stop, site } = work;
  for (;;) {
    const [set] = await setsToCompute(database);
    if (set === undefined || stop.aborted) break;
    const step = set.status === 'entering' ? putIntoForce : computeReport;
    await step(database, packOf(packs, set), set, now, tellProgress(work, set));
  }
  for (const set of await setsToPublish(database)) {
    if (stop.aborted) return;
    await publishFinder(database, packOf(packs, set), set, { site, now });
  }
}

/** Writes how far it is on a connection of its own, and ends the work when that is wanted. */
function tellProgress({ database, now, stop }: Work, set: StoredSet) {
  let toldAtMs = 0;
  return async (progress: number) => {
    stop.throwIfAborted();
    const nowMs = now().getTime();
    if (nowMs - toldAtMs < TELL_EVERY_MS) return;
    toldAtMs = nowMs;
    await saveProgress(database, set, progress);
  };
}

function packOf(packs: readonly CountryPack[], { pack }: StoredSet): CountryPack {
  return present(
    packs.find(({ code }) => code === pack),
    'a set belongs to a country of this server',
  );
}
