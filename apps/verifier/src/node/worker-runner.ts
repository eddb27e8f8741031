import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { chunksOf, FILES_AT_ONCE, type Runner, STATIONS_AT_ONCE } from '../runner.ts';
import { SourceFailure } from '../sources/record-source.ts';
import type { RecordPlace } from './open-record.ts';
import type { WorkerAnswer, WorkerData, WorkerRequest } from './worker-messages.ts';

/** Beyond these the disk is the limit, and each thread takes its memory. */
const MAX_WORKERS = 6;
/** Young objects of a chunk fit, and memory stays small. */
const LIMITS = { maxYoungGenerationSizeMb: 16, maxOldGenerationSizeMb: 128 };

/** Does the work in threads. `close` ends them. */
export function workerRunner(place: RecordPlace): {
  readonly runner: Runner;
  readonly close: () => Promise<void>;
} {
  const workerData: WorkerData = { place };
  const count = Math.min(MAX_WORKERS, availableParallelism());
  const workers = Array.from(
    { length: count },
    () => new Worker(new URL('worker.ts', import.meta.url), { workerData, resourceLimits: LIMITS }),
  );
  const runner: Runner = {
    stations: async (context, tasks, onDone) => {
      for (const worker of workers) send(worker, { kind: 'context', context });
      const chunks = chunksOf(tasks, STATIONS_AT_ONCE);
      const sizes = chunks.map(({ length }) => length);
      const requests = chunks.map((some): WorkerRequest => ({ kind: 'stations', tasks: some }));
      const answers = await share(workers, requests, sizes, onDone);
      return answers.flatMap((one) => (one.kind === 'stations' ? [one.result] : []));
    },
    files: async (tasks, onDone) => {
      const chunks = chunksOf(tasks, FILES_AT_ONCE);
      const sizes = chunks.map(({ length }) => length);
      const requests = chunks.map((some): WorkerRequest => ({ kind: 'files', tasks: some }));
      const answers = await share(workers, requests, sizes, onDone);
      return answers.flatMap((one) => (one.kind === 'files' ? [one.result] : []));
    },
  };
  const close = async () => {
    await Promise.all(workers.map((worker) => worker.terminate()));
  };
  return { runner, close };
}

/** Each worker takes the next request when it has answered the one before. */
async function share(
  workers: readonly Worker[],
  requests: readonly WorkerRequest[],
  sizes: readonly number[],
  onDone: (done: number) => void,
): Promise<readonly WorkerAnswer[]> {
  const answers: WorkerAnswer[] = [];
  let [next, done] = [0, 0];
  const work = async (worker: Worker) => {
    while (next < requests.length) {
      const at = next;
      next += 1;
      const request = requests[at];
      if (request === undefined) return;
      const answer = await ask(worker, request);
      if (answer.kind === 'failed') throw new SourceFailure(answer.code, answer.message);
      answers[at] = answer;
      done += sizes[at] ?? 0;
      onDone(done);
    }
  };
  await Promise.all(workers.map(work));
  return answers;
}

function send(worker: Worker, request: WorkerRequest): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  worker.postMessage(request);
}

function ask(worker: Worker, request: WorkerRequest): Promise<WorkerAnswer> {
  return new Promise((resolve, reject) => {
    const settle = (act: () => void) => {
      worker.off('message', onMessage).off('error', onError).off('exit', onExit);
      act();
    };
    const onMessage = (answer: WorkerAnswer) => settle(() => resolve(answer));
    const onError = (error: Error) => settle(() => reject(error));
    const onExit = () => settle(() => reject(new Error('a thread of the verifier ended')));
    worker.on('message', onMessage).on('error', onError).on('exit', onExit);
    send(worker, request);
  });
}
