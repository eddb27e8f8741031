import type { FastifyInstance } from 'fastify';
import { createApp, createPublicApp, proposalHandlers } from './app.ts';
import { sweepSessions } from './modules/access/store-sessions.ts';
import { expire } from './modules/approvals/commands.ts';
import { listExpired } from './modules/approvals/store.ts';
import { findDuplicatesTask, SEARCH_TASK } from './modules/duplicates/start-search.ts';
import type { CountryPacks } from './modules/geography/public.ts';
import {
  ASSIGNMENT_TASK,
  assignAddressesTask,
} from './modules/precinct-assignment/start-assignment.ts';
import { publishTask } from './modules/publication/publish.ts';
import { startResultsPublisher } from './modules/publication/results/start-publisher.ts';
import { startSequencer } from './modules/record/start-sequencer.ts';
import { REMOVE_PRINTS_SCHEDULE, ROLL_TASKS, rollTasks } from './modules/rolls/tasks.ts';
import { LOAD_TASK, sweepUploads } from './modules/voter-register/feed/receiving.ts';
import { RECONCILE_TASK, reconcileTask } from './modules/voter-register/feed/reconciling.ts';
import { loadBatchesTask } from './modules/voter-register/load/start-loader.ts';
import { buildLookupsTask, LOOKUP_SCHEDULE } from './modules/voter-lookup/tasks.ts';
import { enqueue, type JobTask, type Schedule, startJobs } from './platform/jobs.ts';
import type { Platform } from './platform/platform.ts';

/** Addresses and jobs of one server process. */
export type Services = {
  readonly admin: FastifyInstance;
  /** Null in a demonstration, where the administration's address serves the public pages too. */
  readonly public: FastifyInstance | null;
  readonly startJobs: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

const SCHEDULES: readonly Schedule[] = [
  { task: 'expire-proposals', match: '* * * * *' },
  { task: 'sweep-sessions', match: '17 * * * *' },
  { task: 'sweep-register-uploads', match: '37 3 * * *' },
  // Pages say what is due today.
  { task: 'publish', match: '5 * * * *' },
  LOOKUP_SCHEDULE,
  REMOVE_PRINTS_SCHEDULE,
  // Whom a clerk changed is looked at within the minute.
  { task: SEARCH_TASK, match: '* * * * *' },
];

/** @param ownerUrl address of the database as its owner, for the queue of jobs; the publisher takes the server's role. */
export async function createServices(
  platform: Platform,
  packs: CountryPacks,
  ownerUrl: string,
): Promise<Services> {
  const admin = await createApp(platform, packs);
  const publicApp =
    platform.installation.kind === 'demo' ? null : await createPublicApp(platform, packs);
  await admin.ready();
  let jobs: { stop: () => Promise<void> } | null = null;
  let results: { stop: () => Promise<void> } | null = null;
  let sequencer: { stop: () => Promise<void> } | null = null;
  return {
    admin,
    public: publicApp,
    startJobs: async () => {
      jobs = await startJobs(platform, ownerUrl, tasksOf(platform, packs, ownerUrl), SCHEDULES);
      // A new program may render the same files otherwise.
      await enqueue(platform.database, 'publish');
      // What a kill interrupted goes on.
      for (const task of [...ROLL_TASKS, 'build-lookups']) await enqueue(platform.database, task);
      // What a killed server had begun.
      await enqueue(platform.database, ASSIGNMENT_TASK);
      await enqueue(platform.database, LOAD_TASK);
      results = startResultsPublisher(platform, ownerUrl);
      sequencer = startSequencer(platform, ownerUrl);
    },
    stop: async () => {
      await Promise.all([admin.close(), publicApp?.close()]);
      await Promise.all([jobs?.stop(), results?.stop()]);
      // Last: what the others recorded while they ended is signed, too.
      await sequencer?.stop();
    },
  };
}

function tasksOf(
  platform: Platform,
  packs: CountryPacks,
  ownerUrl: string,
): Readonly<Record<string, JobTask>> {
  const handlers = proposalHandlers(platform, packs);
  return {
    publish: publishTask(platform, packs),
    ...rollTasks(platform, ownerUrl),
    'build-lookups': buildLookupsTask(platform, ownerUrl),
    [ASSIGNMENT_TASK]: assignAddressesTask(platform, packs, ownerUrl),
    [SEARCH_TASK]: findDuplicatesTask(platform, packs, ownerUrl),
    [LOAD_TASK]: loadAndSearch(platform, loadBatchesTask(platform, packs, ownerUrl)),
    [RECONCILE_TASK]: reconcileTask(platform, packs),
    'expire-proposals': async () => {
      const now = platform.now();
      for (const id of await listExpired(platform.database, now)) {
        await expire(platform.database, handlers, now, id);
      }
    },
    'sweep-register-uploads': () => sweepUploads(platform),
    'sweep-sessions': async () => {
      await sweepSessions(platform.database, platform.now());
    },
  };
}

/** Whoever came or changed with a batch is compared with everybody as soon as it is there. */
function loadAndSearch({ database }: Platform, load: JobTask): JobTask {
  return async (payload, stop) => {
    await load(payload, stop);
    await enqueue(database, SEARCH_TASK);
  };
}
