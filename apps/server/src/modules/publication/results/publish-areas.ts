import type { PublishedLive, ResultStatus } from '@ovoz/contract';
import { isAsPublished, publishFigures, publishWhole } from './area-files.ts';
import { type ElectionResults, headOf, type Times } from './election-results.ts';
import type { Area } from './places.ts';
import { membersOf, signedText } from './signed-file.ts';
import { asJson } from './station-content.ts';

/** What a round of writing areas did. */
export type AreasPublished = {
  readonly written: readonly Area[];
  /** Areas whose totals became impossible, or impossible in another way. */
  readonly stopped: readonly { readonly area: Area; readonly codes: readonly string[] }[];
};

/** CSV and NIST report of an area below the nation are written at most this often. */
const DERIVED_INTERVAL_MS = 10_000;
/** They are written beside the figures, a little at a time. */
const DERIVED_AT_ONCE_MS = 250;

/**
 * Writes the figures of all areas that changed, from the lowest up, the nation's in every format, and
 * `live.json` last. An area whose totals cannot be true keeps its old file, and so does everything above it.
 */
export function publishAreas(results: ElectionResults, times: Times): AreasPublished {
  if (results.dirty.size === 0) return { written: [], stopped: [] };
  const stopped = findImpossible(results);
  const status = statusOf(results);
  const written: Area[] = [];
  for (const area of results.places.areas) {
    if (!results.dirty.has(area) || isHeldBack(results, area)) continue;
    if (results.comparing && isAsPublished(results, area, status)) continue;
    if (area === results.places.nation) publishWhole(results, area, status, times);
    else publishFigures(results, area, status, times);
    written.push(area);
  }
  results.dirty.clear();
  // All files tell the status of the whole; figures that changed go first.
  if (results.status !== null && results.status !== status) addAll(results);
  results.status = status;
  if (written.length > 0 || results.folder.read('live.json') === null) {
    publishLive(results, status, times);
  }
  results.comparing = false;
  return { written, stopped };
}

/** Writes CSV and NIST report where they are behind, as far as a moment reaches. */
export function publishDerived(results: ElectionResults, times: Times): readonly Area[] {
  const nowMs = Date.parse(times.publishedAt);
  const startedMs = performance.now();
  const { status } = results;
  const written: Area[] = [];
  if (status === null) return written;
  for (const area of results.places.areas) {
    const file = results.areaFiles.get(area.file);
    const due = file?.behind === true && nowMs - file.derivedAtMs >= DERIVED_INTERVAL_MS;
    if (!due || results.dirty.has(area) || isHeldBack(results, area)) continue;
    if (performance.now() - startedMs > DERIVED_AT_ONCE_MS) break;
    publishWhole(results, area, status, times);
    written.push(area);
  }
  return written;
}

function addAll({ dirty, places }: ElectionResults): void {
  for (const area of places.areas) dirty.add(area);
}

function findImpossible(results: ElectionResults): AreasPublished['stopped'] {
  const found: { area: Area; codes: readonly string[] }[] = [];
  for (const area of results.dirty) {
    const codes = results.figures.faultsOf(area);
    const before = results.stopped.get(area) ?? [];
    if (codes.length === 0) results.stopped.delete(area);
    else results.stopped.set(area, codes);
    if (codes.length > 0 && codes.join() !== before.join()) found.push({ area, codes });
  }
  return found;
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
