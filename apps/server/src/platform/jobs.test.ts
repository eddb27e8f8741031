import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ok, refused } from '@ovoz/basics';
import { startTestServer } from '../../testing/start-test-server.ts';
import { inTransaction } from './database.ts';
import { enqueue, JobInterrupted, startJobs } from './jobs.ts';

test('a job runs once when its act is done, and never when it was refused', async (t) => {
  const { platform } = await startTestServer(t);
  const ran: string[] = [];
  const { promise, resolve } = Promise.withResolvers<void>();
  await inTransaction(platform.database, async (transaction) => {
    await enqueue(transaction, 'refused-act');
    return refused('not-found');
  });
  for (const task of ['done-act', 'done-act', 'last-act']) {
    await inTransaction(platform.database, async (transaction) => {
      await enqueue(transaction, task);
      return ok({});
    });
  }
  const note = (task: string) => async () => void ran.push(task);
  const jobs = await startJobs(
    platform,
    platform.configuration.databaseUrl ?? '',
    {
      'refused-act': note('refused-act'),
      'done-act': note('done-act'),
      'last-act': async () => {
        ran.push('last-act');
        resolve();
      },
    },
    [],
  );
  await promise;
  await jobs.stop();
  assert.deepEqual(ran.toSorted(), ['done-act', 'last-act']);
});

test('stopping tells a long job to end, and a failed job says nothing of its data', async (t) => {
  const { platform, owner } = await startTestServer(t);
  const started = Promise.withResolvers<void>();
  let stopped = false;
  await enqueue(platform.database, 'long');
  await enqueue(platform.database, 'failing');
  const failed = Promise.withResolvers<void>();
  const jobs = await startJobs(
    platform,
    platform.configuration.databaseUrl ?? '',
    {
      long: (_payload, stop) =>
        new Promise((resolve) => {
          started.resolve();
          stop.addEventListener('abort', () => {
            stopped = true;
            resolve();
          });
        }),
      failing: async () => {
        failed.resolve();
        throw new Error('row (1, Karimova Dilnoza) is wrong');
      },
    },
    [],
  );
  await Promise.all([started.promise, failed.promise]);
  await jobs.stop();
  assert.ok(stopped);
  const [row] = await owner<{ error: string }[]>`
    select last_error as error from graphile_worker.jobs where task_identifier = 'failing'`;
  assert.equal(row?.error, 'failing failed, see the log of the server');
});

test('what ended with the machine is told as that, and no failure', async (t) => {
  const { platform } = await startTestServer(t);
  const errors = t.mock.method(platform.log, 'error', () => {});
  const tries = [new JobInterrupted('the renderer ended with SIGTERM'), new Error('it is broken')];
  const told: number[] = [];
  for (const failure of tries) {
    const { promise: ran, resolve } = Promise.withResolvers<void>();
    await enqueue(platform.database, 'interrupted');
    const task = async () => {
      resolve();
      throw failure;
    };
    const url = platform.configuration.databaseUrl ?? '';
    const jobs = await startJobs(platform, url, { interrupted: task }, []);
    await ran;
    await jobs.stop();
    told.push(errors.mock.callCount());
  }
  assert.deepEqual(told, [0, 1]);
});
