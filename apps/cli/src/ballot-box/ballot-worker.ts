import { parentPort, workerData } from 'node:worker_threads';
import { localBallotWork, readSetup, type SetupTexts } from '@ovoz/verifiable-voting';
import type { BallotJob } from './ballot-pool.ts';
import { nodePlatform } from './node-platform.ts';

// The pool gives the texts of the setup.
const work = localBallotWork(readSetup(workerData as SetupTexts, nodePlatform), nodePlatform);

parentPort?.on('message', ({ kind, texts }: BallotJob) => {
  void (kind === 'verify' ? work.verify(texts) : work.sum(texts)).then((answer) =>
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
    parentPort?.postMessage(answer),
  );
});
