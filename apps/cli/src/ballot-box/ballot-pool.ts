import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { BallotVerdict, BallotWork, SetupTexts } from '@ovoz/verifiable-voting';

export type BallotJob =
  | { readonly kind: 'verify'; readonly texts: readonly string[] }
  | { readonly kind: 'sum'; readonly texts: readonly string[] };

export type BallotAnswer = readonly BallotVerdict[] | string;

/** Shares the work on ballots out to a thread for each core. */
export function openBallotPool(
  setup: SetupTexts,
  threads = availableParallelism(),
): BallotWork & { readonly close: () => Promise<void> } {
  const workers = Array.from({ length: threads }, () => {
    const worker = new Worker(new URL('./ballot-worker.ts', import.meta.url), {
      workerData: setup,
    });
    const waiting: PromiseWithResolvers<BallotAnswer>[] = [];
    worker.on('message', (answer: BallotAnswer) => waiting.shift()?.resolve(answer));
    worker.on('error', (error) => {
      for (const one of waiting.splice(0)) one.reject(error);
    });
    return { worker, waiting };
  });
  const send = (job: BallotJob): Promise<BallotAnswer> => {
    const least = workers.reduce((a, b) => (b.waiting.length < a.waiting.length ? b : a));
    const answer = Promise.withResolvers<BallotAnswer>();
    least.waiting.push(answer);
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
    least.worker.postMessage(job);
    return answer.promise;
  };
  return {
    // Two batches for each thread: one that it works on and one that waits.
    parallel: 2 * threads,
    // The worker answers a job of its kind.
    verify: async (texts) => (await send({ kind: 'verify', texts })) as readonly BallotVerdict[],
    sum: async (texts) => (await send({ kind: 'sum', texts })) as string,
    close: async () => {
      await Promise.all(workers.map(({ worker }) => worker.terminate()));
    },
  };
}
