import { ok } from '@ovoz/basics';
import type { Logger } from 'pino';
import { type Database, inTransaction } from '../../../platform/database.ts';
import { recordFact } from '../../../platform/evidence.ts';
import { findElection, legalTime } from '../../elections/public.ts';
import { changedProtocols, takeChanges } from '../../result-protocols/public.ts';
import { publicationStopped } from '../events.ts';
import type { ElectionResults, Times } from './election-results.ts';
import { openDocuments, publishDocuments, type StationDocuments } from './documents.ts';
import { publishManifest } from './manifest.ts';
import { openResults } from './open-results.ts';
import type { Area } from './places.ts';
import type { WrittenPdf } from './protocol-pdf/write-pdf.ts';
import type { PublicationKey } from './publication-key.ts';
import {
  compareAreas,
  findImpossible,
  markDirty,
  publishBelow,
  publishTop,
} from './publish-areas.ts';
import { publishCertified } from './publish-certified.ts';
import { protocolKey, publishStations } from './station-files.ts';
import { type CountSignal, readSignals } from './signals.ts';
import { takeTurnout } from './turnout.ts';
import { createTurnoutFeed, type LoadedTurnout, type TurnoutFeed } from './turnout-feed.ts';

export type PublisherContext = {
  readonly database: Database;
  readonly dataDirectory: string;
  readonly key: PublicationKey;
  readonly log: Logger;
  readonly now: () => Date;
  /** Told what was written; never waited for. */
  readonly onPublished?: (published: Published) => void;
  readonly onTurnout?: (election: string) => void;
  /** Documents that were written since this was asked last; the manifest names them. */
  readonly documents?: (election: string) => readonly WrittenPdf[];
  /** How many documents wait to be made. */
  readonly documentsWaiting?: () => number;
};

export type Published = {
  readonly results: ElectionResults;
  readonly areas: readonly Area[];
  readonly stations: readonly string[];
};

/** The publisher of all elections with turnout or an open count: one step after the other, by one process. */
export type ResultsPublisher = {
  /** Publishes what waits. @returns true when more waits, which should follow at once. */
  readonly step: () => Promise<boolean>;
  /** Writes tables and reports that are behind and names all in the manifests: what stands there while no server runs agrees. */
  readonly finish: () => Promise<void>;
};

/** Stations in one step: their files take a third of a second, so that figures follow each second. */
const STATIONS_PER_STEP = 300;
/** A station has a change for each contest that was decided. */
const CHANGES_PER_STEP = 2 * STATIONS_PER_STEP;
/** Files of areas are written at most this often. */
const AREA_INTERVAL_MS = 1000;
/** Statuses that are in no total change without a word to the publisher; it looks for them. */
const SWEEP_INTERVAL_MS = 5000;
const MANIFEST_INTERVAL_MS = 5000;
/** While files follow one another, the manifest of a moment is soon old. */
const BUSY_MANIFEST_INTERVAL_MS = 15_000;
/** A change that commits late has an earlier time than one that was seen; transactions are shorter than this. */
const LATE_COMMIT_MS = 60_000;

type Kept = {
  readonly results: ElectionResults;
  /** Stations that were found changed and are not written yet. */
  readonly waiting: Set<string>;
  lots: number;
  readonly documents: StationDocuments;
  /** As it was taken over last. */
  turnout: LoadedTurnout | null;
  readonly lastMs: { areas: number; sweep: number; manifest: number };
};

/** @returns a publisher that has read nothing yet. */
export function createResultsPublisher(context: PublisherContext): ResultsPublisher {
  const elections = new Map<string, Kept>();
  const turnout = createTurnoutFeed(context);
  return {
    step: async () => {
      await turnout.step();
      let more = false;
      for (const signal of await readSignals(context.database)) {
        more = (await publishElection(context, elections, turnout, signal)) || more;
      }
      return more;
    },
    finish: async () => {
      for (const [election, kept] of elections) {
        const times = await timesOf(context, election);
        if (!kept.results.comparing) publishBelow(kept.results, times, 'everything');
        await writeManifest(context, kept, times);
      }
    },
  };
}

async function timesOf({ database, now }: PublisherContext, election: string): Promise<Times> {
  const nowIs = now();
  const record = await findElection(database, election);
  const legal = legalTime(record?.clock ?? null, nowIs);
  return { publishedAt: nowIs.toISOString(), legalTime: legal.toISOString() };
}

async function publishElection(
  context: PublisherContext,
  elections: Map<string, Kept>,
  turnout: TurnoutFeed,
  signal: CountSignal,
): Promise<boolean> {
  const { database, now } = context;
  const election = await findElection(database, signal.election);
  const nowIs = now();
  const legal = legalTime(election?.clock ?? null, nowIs);
  if (election === null || legal < signal.releaseAt) return false;
  const times = { publishedAt: nowIs.toISOString(), legalTime: legal.toISOString() };
  const kept = elections.get(signal.election) ?? (await open(context, signal));
  elections.set(signal.election, kept);
  await takeIn(context, kept, signal, nowIs.getTime());
  takeTurnoutIn(kept, await turnout.of(signal.election));
  const stations = await writeStations(context, kept, times);
  const figures = await writeFigures(context, kept, times);
  const below = kept.results.comparing ? [] : publishBelow(kept.results, times);
  const areas = [...figures, ...below];
  if (stations.length + areas.length > 0) {
    context.onPublished?.({ results: kept.results, areas, stations });
  }
  await writeManifestWhenDue(context, kept, times, areas.length > 0);
  return kept.waiting.size > 0 || signal.changes >= CHANGES_PER_STEP || below.length > 0;
}

async function open(context: PublisherContext, signal: CountSignal): Promise<Kept> {
  const { database, dataDirectory, key } = context;
  // What waits is read below with everything else; what commits from now on waits again.
  await takeChanges(database, signal.election, Number.MAX_SAFE_INTEGER);
  const results = await openResults(database, dataDirectory, key, signal.election);
  return {
    results,
    waiting: new Set(results.places.stations.keys()),
    lots: signal.lots,
    documents: openDocuments(results),
    turnout: null,
    lastMs: { areas: 0, sweep: 0, manifest: 0 },
  };
}

async function takeIn(
  { database }: PublisherContext,
  kept: Kept,
  signal: CountSignal,
  nowMs: number,
): Promise<void> {
  const { results, waiting, lastMs } = kept;
  const changed =
    signal.changes === 0 ? [] : await takeChanges(database, signal.election, CHANGES_PER_STEP);
  if (signal.lots !== kept.lots || changed.length > 0) {
    await results.figures.refresh(changed);
    if (signal.lots !== kept.lots) markDirty(results, results.places.nation);
    kept.lots = signal.lots;
  }
  for (const station of changed) waiting.add(station);
  if (!results.comparing && nowMs - lastMs.sweep >= SWEEP_INTERVAL_MS) {
    lastMs.sweep = nowMs;
    for (const station of await sweep(database, results)) waiting.add(station);
  }
  if (signal.certified !== (results.certified?.version ?? 0)) {
    await publishCertified(database, results, signal.certified);
  }
}

/** What was read of turnout since the last step goes into the files of areas and stations. */
function takeTurnoutIn(kept: Kept, loaded: LoadedTurnout | null): void {
  if (loaded === null || loaded === kept.turnout) return;
  kept.turnout = loaded;
  for (const station of takeTurnout(kept.results, loaded)) kept.waiting.add(station);
}

/** Stations of protocols that changed in another way than in what counts. */
async function sweep(database: Database, results: ElectionResults): Promise<readonly string[]> {
  const since = new Date(results.changedAt.getTime() - LATE_COMMIT_MS);
  const found = await changedProtocols(database, results.election, since);
  const other = found.filter((one) => results.revisions.get(protocolKey(one)) !== one.revision);
  const stations = [...new Set(other.map(({ station }) => station))];
  if (stations.length > 0) await results.figures.refresh(stations);
  return stations;
}

async function writeStations(
  { database }: PublisherContext,
  { results, waiting }: Kept,
  times: Times,
): Promise<readonly string[]> {
  const stations = [...waiting].slice(0, STATIONS_PER_STEP);
  await publishStations(database, results, stations, times);
  for (const station of stations) waiting.delete(station);
  return stations;
}

/** Figures of nation and regions, each second; whatever is below follows. */
async function writeFigures(
  context: PublisherContext,
  { results, waiting, lastMs }: Kept,
  times: Times,
): Promise<readonly Area[]> {
  const nowMs = Date.parse(times.publishedAt);
  if (nowMs - lastMs.areas < AREA_INTERVAL_MS) return [];
  for (const { area, codes } of findImpossible(results)) {
    await recordStopped(context, results, area, codes);
  }
  if (results.comparing) {
    // Rows of stations hold the hashes of their files, so these go first; but at the release, when nothing
    // stands there yet, nobody waits for 11,028 of them to see the nation.
    if (waiting.size > 0 && results.folder.read('nation.json') !== null) return [];
    if (waiting.size === 0) compareAreas(results);
  }
  const written = publishTop(results, times);
  if (written.length > 0) lastMs.areas = nowMs;
  return written;
}

async function recordStopped(
  { database, log, now }: PublisherContext,
  { election, pack }: ElectionResults,
  area: Area,
  codes: readonly string[],
): Promise<void> {
  log.error(
    { part: 'publication', election, area: area.code, codes },
    'totals cannot be true: the files of this area and of those above it were not replaced',
  );
  await inTransaction(database, async (transaction) => {
    await recordFact(
      transaction,
      publicationStopped,
      {
        now: now(),
        actor: null,
        election,
        territoryPath: pack.root,
        subject: `${election}/results/${area.file}`,
      },
      { area: area.code, codes: codes.slice(0, MAX_CODES_IN_FACT) },
    );
    return ok({});
  });
}

const MAX_CODES_IN_FACT = 50;

async function writeManifestWhenDue(
  context: PublisherContext,
  kept: Kept,
  times: Times,
  isBusy: boolean,
): Promise<void> {
  const { lastMs, waiting } = kept;
  const sinceLastMs = Date.parse(times.publishedAt) - lastMs.manifest;
  if (waiting.size > 0 && lastMs.manifest === 0) return;
  if (sinceLastMs < (isBusy ? BUSY_MANIFEST_INTERVAL_MS : MANIFEST_INTERVAL_MS)) return;
  await writeManifest(context, kept, times);
}

async function writeManifest(
  { database, documents, documentsWaiting }: PublisherContext,
  { results, lastMs, documents: ofStations }: Kept,
  times: Times,
): Promise<void> {
  if (results.comparing) return;
  lastMs.manifest = Date.parse(times.publishedAt);
  for (const { path, sha256 } of documents?.(results.election) ?? []) {
    if (path.startsWith('stations/')) {
      ofStations.hashes.set(path, sha256);
      ofStations.changed = true;
    } else results.hashes.set(path, sha256);
  }
  publishDocuments(results, ofStations, times, (documentsWaiting?.() ?? 0) > 0);
  await publishManifest(database, results, times);
}
