import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ok } from '@ovoz/basics';
import { dutyState, localDay } from '@ovoz/election-model';
import { type Database, inTransaction } from '../../platform/database.ts';
import { recordFact } from '../../platform/evidence.ts';
import { enqueue, type JobTask } from '../../platform/jobs.ts';
import type { Platform } from '../../platform/platform.ts';
import { siteFolder } from '../../platform/sites.ts';
import { legalTime, type SealedElection, sealedElections } from '../elections/public.ts';
import type { CountryPacks } from '../geography/public.ts';
import { published } from './events.ts';
import { asItIs, prepareFurther, preparePublication, type Publication } from './published-files.ts';
import { type RenderOptions, renderPages } from './render-pages.ts';
import { removePublished, sha256Hex, writePublished } from './site-folder.ts';

/** `busy`: another publication is under way and will not have seen the newest. */
export type PublishOutcome = 'published' | 'unchanged' | 'busy';

/** One publication at a time, among all servers of a database. Any fixed number does. */
const PUBLICATION_LOCK = 4_040_003;
export const BUSY_RETRY_MS = 5000;

/** The job `publish`: see publishNow. When one is under way, another follows it. */
export function publishTask(platform: Platform, packs: CountryPacks): JobTask {
  return async (_payload, stop) => {
    const outcome = await publishNow(platform, packs, { stop });
    if (outcome !== 'busy') return;
    const runAt = new Date(Date.now() + BUSY_RETRY_MS);
    await enqueue(platform.database, 'publish', { runAt });
  };
}

/**
 * Writes the published files of all sealed elections below `<data>/site/published/`, records their
 * manifest when something changed, and renders the pages when files or what the calendar says of today
 * changed.
 */
export async function publishNow(
  platform: Platform,
  packs: CountryPacks,
  options: RenderOptions = {},
): Promise<PublishOutcome> {
  return whileLocked(platform.database, async () => {
    const now = platform.now();
    const sealed = await sealedElections(platform.database);
    const site = siteFolder(platform.configuration.dataDirectory);
    const folder = join(site, 'published');
    const demo = platform.installation.kind === 'demo';
    const { database } = platform;
    const publication = await preparePublication(database, packs, folder, sealed, { now, demo });
    await writeAll(platform, folder, publication, now);
    const state = JSON.stringify([
      sha256Hex(publication.manifest.bytes),
      sealed.map((election) => dayOf(election, now)),
      sealed.map(({ pack }) => hasFinder(folder, pack.code)),
    ]);
    await renderPages(platform, { published: folder, site, state }, options);
    return publication.manifest.changed ? 'published' : 'unchanged';
  });
}

/**
 * Writes files that another module keeps beside those of an election, and their hashes into the manifest. When the
 * outcome is `busy` nothing was written.
 */
export async function publishFurther(
  { database, configuration, now: clock }: Pick<Platform, 'database' | 'configuration' | 'now'>,
  further: readonly { readonly path: string; readonly bytes: Buffer }[],
): Promise<PublishOutcome> {
  return whileLocked(database, async () => {
    const now = clock();
    const folder = join(siteFolder(configuration.dataDirectory), 'published');
    const files = await Promise.all(further.map(({ path, bytes }) => asItIs(folder, path, bytes)));
    const publication = await prepareFurther(folder, files, now);
    if (publication === null) await writeChanged(folder, files);
    else await writeAll({ database }, folder, publication, now);
    return publication?.manifest.changed === true ? 'published' : 'unchanged';
  });
}

/** Whether addresses are published, which have an index of their own: pages then lead to them. */
function hasFinder(folder: string, pack: string): boolean {
  return existsSync(join(folder, 'packs', pack, 'addresses', 'index.json'));
}

/** What pages say of a moment: the local day and how each duty stands. */
function dayOf({ election, version, calendar }: SealedElection, now: Date): readonly string[] {
  const { timeZone } = version.definition;
  const legalMs = legalTime(election.clock, now).getTime();
  const states = calendar.map((entry) => dutyState(entry, legalMs, timeZone));
  return [localDay(legalMs, timeZone), ...states];
}

/**
 * Files first, then the fact, then manifest and index: whoever comes by the index finds all that it
 * promises, and a kill at any moment leaves a state from which the next publication goes on.
 */
async function writeAll(
  { database }: Pick<Platform, 'database'>,
  folder: string,
  { files, index, manifest, named, stale }: Publication,
  now: Date,
): Promise<void> {
  await writeChanged(folder, files);
  if (!manifest.changed) return;
  await inTransaction(database, async (transaction) => {
    await recordFact(
      transaction,
      published,
      { now, actor: null, election: null, territoryPath: '', subject: 'published/manifest.json' },
      { manifestHash: sha256Hex(manifest.bytes), files: named },
    );
    return ok({});
  });
  await writePublished(folder, manifest.path, manifest.bytes);
  await writePublished(folder, index.path, index.bytes);
  for (const path of stale) await removePublished(folder, path);
}

async function writeChanged(folder: string, files: Publication['files']): Promise<void> {
  for (const { path, bytes, changed } of files) {
    if (changed) await writePublished(folder, path, bytes);
  }
}

async function whileLocked(
  database: Database,
  work: () => Promise<PublishOutcome>,
): Promise<PublishOutcome> {
  const connection = await database.reserve();
  try {
    const [row] = await connection<{ locked: boolean }[]>`
      select pg_try_advisory_lock(${PUBLICATION_LOCK}) as locked`;
    if (row?.locked !== true) return 'busy';
    try {
      return await work();
    } finally {
      await connection`select pg_advisory_unlock(${PUBLICATION_LOCK})`;
    }
  } finally {
    connection.release();
  }
}
