import { availableParallelism } from 'node:os';
import { setImmediate } from 'node:timers/promises';
import type { Primitives } from '../primitives.ts';
import { chunksOf, FILES_AT_ONCE, type Runner, STATIONS_AT_ONCE } from '../runner.ts';
import type { RecordSource } from '../sources/record-source.ts';
import type { RecordPlace } from './open-record.ts';
import { newWorkbench } from './workbench.ts';
import type { WorkerAnswer, WorkerRequest } from './worker-messages.ts';
import { workerPool } from './worker-pool.ts';

/** Beyond these the disk is the limit, and each thread takes its memory. */
const MAX_WORKERS = 5;

/** Does the work in threads and in this one, which has nothing else to do most of the time. `close` ends them. */
export function workerRunner(
  place: RecordPlace,
  source: RecordSource,
  primitives: Primitives,
): { readonly runner: Runner; readonly close: () => Promise<void> } {
  const threads = Math.min(MAX_WORKERS, availableParallelism() - 1);
  const pool = workerPool(place, threads, newWorkbench(source, primitives));
  const askAll = async (
    requests: readonly Exclude<WorkerRequest, { kind: 'context' }>[],
    onDone: (tasks: number) => void,
  ): Promise<readonly WorkerAnswer[]> => {
    let done = 0;
    const answers = Promise.all(
      requests.map(async (request) => {
        const answer = await pool.ask(request);
        done += request.tasks.length;
        onDone(done);
        return answer;
      }),
    );
    // Whatever fails before it is awaited is told there.
    answers.catch(() => {});
    return answers;
  };
  const runner: Runner = {
    stations: async (context, tasks, onDone) => {
      pool.tellAll({ kind: 'context', context });
      const requests = chunksOf(tasks, STATIONS_AT_ONCE).map(
        (some) => ({ kind: 'stations', tasks: some }) as const,
      );
      const answers = await askAll(requests, onDone);
      return answers.flatMap((one) => (one.kind === 'stations' ? [one.result] : []));
    },
    files: async (tasks, onDone) => {
      const requests = chunksOf(tasks, FILES_AT_ONCE).map(
        (some) => ({ kind: 'files', tasks: some }) as const,
      );
      const answers = await askAll(requests, onDone);
      return answers.flatMap((one) => (one.kind === 'files' ? [one.result] : []));
    },
    help: pool.help,
    pause: () => setImmediate(),
  };
  return { runner, close: pool.close };
}
