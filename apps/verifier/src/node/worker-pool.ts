import { setImmediate as letOthersIn } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { SourceFailure } from '../sources/record-source.ts';
import type { RecordPlace } from './open-record.ts';
import type { WorkerAnswer, WorkerData, WorkerRequest } from './worker-messages.ts';

/** Young objects of a chunk fit, and memory stays small. */
const LIMITS = { maxYoungGenerationSizeMb: 16, maxOldGenerationSizeMb: 128 };
/** Requests that a worker has: one to do, and one for when it is done while this thread is busy. */
const AT_HAND = 2;

type Job = {
  readonly request: WorkerRequest;
  readonly onAnswer: (answer: WorkerAnswer) => void;
  readonly onError: (error: Error) => void;
};

/** Threads that take requests in the order in which they were given; whoever is free takes the next. */
export type WorkerPool = {
  /** Every thread gets it, before what is asked after it. */
  readonly tellAll: (request: WorkerRequest) => void;
  /** @throws SourceFailure when it cannot be carried out. */
  readonly ask: (request: WorkerRequest) => Promise<WorkerAnswer>;
  /** This thread takes requests too, until none waits. */
  readonly help: () => Promise<void>;
  readonly close: () => Promise<void>;
};

/**
 * @param carryOut what this thread does with a request itself.
 */
export function workerPool(
  place: RecordPlace,
  threads: number,
  carryOut: (request: WorkerRequest) => Promise<WorkerAnswer | null>,
): WorkerPool {
  const queue: Job[] = [];
  const hands = Array.from({ length: threads }, () => newHand(place, queue));
  return {
    tellAll: (request) => {
      for (const { tell } of hands) tell(request);
      void carryOut(request);
    },
    ask: (request) =>
      new Promise((onAnswer, onError) => {
        queue.push({ request, onAnswer, onError });
        for (const { takeNext } of hands) takeNext();
      }),
    help: async () => {
      for (let job = queue.shift(); job !== undefined; job = queue.shift()) {
        settle(job, await carryOut(job.request));
        // Answers of workers wait until this thread lets them in.
        await letOthersIn();
      }
    },
    close: async () => {
      await Promise.all(hands.map(({ end }) => end()));
    },
  };
}

function newHand(place: RecordPlace, queue: Job[]) {
  const workerData: WorkerData = { place };
  const worker = new Worker(new URL('worker.ts', import.meta.url), {
    workerData,
    resourceLimits: LIMITS,
  });
  const underWay: Job[] = [];
  const tell = (request: WorkerRequest) => {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
    worker.postMessage(request);
  };
  const takeNext = () => {
    if (underWay.length >= AT_HAND) return;
    const job = queue.shift();
    if (job === undefined) return;
    underWay.push(job);
    tell(job.request);
  };
  const failAll = (error: Error) => {
    for (const { onError } of underWay.splice(0)) onError(error);
  };
  worker
    .on('message', (answer: WorkerAnswer) => {
      const job = underWay.shift();
      takeNext();
      if (job !== undefined) settle(job, answer);
    })
    .on('error', failAll)
    .on('exit', () => failAll(new Error('a thread of the verifier ended')));
  return { tell, takeNext, end: () => worker.terminate() };
}

function settle({ onAnswer, onError }: Job, answer: WorkerAnswer | null): void {
  if (answer === null) onError(new Error('a request was not answered'));
  else if (answer.kind === 'failed') onError(new SourceFailure(answer.code, answer.message));
  else onAnswer(answer);
}
