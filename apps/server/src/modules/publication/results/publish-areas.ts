import type { PublishedLive, ResultStatus } from '@ovoz/contract';
import { isAsPublished, publishFigures, publishWhole } from './area-files.ts';
import { type ElectionResults, headOf, type Times } from './election-results.ts';
import type { Area } from './places.ts';
import { membersOf, signedText } from './signed-file.ts';
import { asJson } from './station-content.ts';

/** Areas whose totals became impossible, or impossible in another way. */
export type Stopped = readonly { readonly area: Area; readonly codes: readonly string[] }[];

/** CSV and NIST report of an area below the nation are written at most this often. */
const DERIVED_INTERVAL_MS = 10_000;
/** What follows the national figures is written a little at a time, so that they never wait for it. */
const AT_ONCE_MS = 250;

/**
 * What is impossible in the areas that changed since this was asked last. Such an area keeps its old file, and
 * so does everything above it.
 */
export function findImpossible(results: ElectionResults): Stopped {
  const found: { area: Area; codes: readonly string[] }[] = [];
  for (const area of results.unchecked) {
    const codes = results.figures.faultsOf(area);
    const before = results.stopped.get(area) ?? [];
    if (codes.length === 0) results.stopped.delete(area);
    else results.stopped.set(area, codes);
    if (codes.length > 0 && codes.join() !== before.join()) found.push({ area, codes });
  }
  results.unchecked.clear();
  return found;
}

/**
 * Writes the figures of the nation, in every format, and of the areas that are sums of others; `live.json`
 * last. They go before the files of 280 districts: those follow in `publishBelow`.
 */
export function publishTop(results: ElectionResults, times: Times): readonly Area[] {
  const { places, dirty } = results;
  const status = statusOf(results);
  // All files tell the status of the whole.
  if (results.status !== null && results.status !== status) markAll(results);
  results.status = status;
  const areas = places.areas.filter(
    (area) => dirty.has(area) && isTop(results, area) && !isHeldBack(results, area),
  );
  for (const area of areas) {
    dirty.delete(area);
    if (area === places.nation) publishWhole(results, area, status, times);
    else publishFigures(results, area, status, times);
  }
  if (areas.length > 0) publishLive(results, status, times);
  return areas;
}

function isTop({ places }: ElectionResults, area: Area): boolean {
  return area === places.nation || area.stations.length === 0;
}

/**
 * Writes figures of areas that list stations, then CSV and NIST reports that are behind: as far as a moment
 * reaches and what is due, or everything.
 */
export function publishBelow(
  results: ElectionResults,
  times: Times,
  reach: 'a-moment' | 'everything' = 'a-moment',
): readonly Area[] {
  const { status, dirty, places } = results;
  const written: Area[] = [];
  if (status === null) return written;
  const endMs = performance.now() + AT_ONCE_MS;
  const isTime = () => reach === 'everything' || performance.now() < endMs;
  // A set allows for taking away what is looked at.
  for (const area of dirty) {
    if (isTop(results, area) || isHeldBack(results, area)) continue;
    if (!isTime()) return written;
    dirty.delete(area);
    publishFigures(results, area, status, times);
    written.push(area);
  }
  const dueMs = Date.parse(times.publishedAt) - DERIVED_INTERVAL_MS;
  for (const area of places.areas) {
    const file = results.areaFiles.get(area.file);
    const isBehind = file?.behind === true && !dirty.has(area);
    const isDue = isBehind && (reach === 'everything' || file.derivedAtMs <= dueMs);
    if (!isDue || isHeldBack(results, area)) continue;
    if (!isTime()) return written;
    publishWhole(results, area, status, times);
    written.push(area);
  }
  return written;
}

/** After a start: what stands on the disk as it would be written now is left as it is. */
export function compareAreas(results: ElectionResults): void {
  const status = statusOf(results);
  for (const area of results.places.areas) {
    if (isAsPublished(results, area, status)) results.dirty.delete(area);
  }
  results.comparing = false;
}

/** An area is to be written, after a look at its totals. */
export function markDirty({ dirty, unchecked }: ElectionResults, area: Area): void {
  dirty.add(area);
  unchecked.add(area);
}

function markAll({ dirty, places }: ElectionResults): void {
  for (const area of places.areas) dirty.add(area);
}

function isHeldBack({ stopped }: ElectionResults, area: Area): boolean {
  return [...stopped.keys()].some((wrong) => wrong === area || wrong.above.includes(area));
}

/** Where the result as a whole stands. */
export function statusOf({ figures, places, certified, stations }: ElectionResults): ResultStatus {
  if (certified !== null) {
    let protocols = 0;
    for (const [number, { standing }] of stations) {
      for (const [contest, hash] of standing) {
        protocols += 1;
        if (certified.protocols.get(`${contest}/${number}`) !== hash) {
          return 'changed-since-certified';
        }
      }
    }
    const complete = protocols === certified.protocols.size;
    return complete ? 'certified' : 'changed-since-certified';
  }
  const counted = figures
    .totalsOf(places.nation)
    .every((one) => one.stationsCounted + one.stationsAnnulled === one.stationsDue);
  return counted ? 'complete' : 'counting';
}

function publishLive(results: ElectionResults, status: ResultStatus, times: Times): void {
  const { figures, places, folder, key, hashes, certified } = results;
  results.edition += 1;
  const nation = hashes.get('nation.json');
  // Without a nation there is nothing to poll for: its totals were impossible from the first.
  if (nation === undefined) return;
  const live: Omit<PublishedLive, 'signature'> = {
    ...headOf(results, times),
    status,
    coverage: figures
      .totalsOf(places.nation)
      .map(({ contest, stationsDue, stationsCounted, stationsAnnulled }) => ({
        contest,
        due: stationsDue,
        counted: stationsCounted,
        annulled: stationsAnnulled,
      })),
    edition: results.edition,
    certifiedVersion: certified?.version ?? null,
    nation,
  };
  folder.write('live.json', Buffer.from(signedText(membersOf(asJson(live)), key)), false);
}
