import { parentPort, workerData } from 'node:worker_threads';
import { nodePrimitives } from './node-primitives.ts';
import { sourceAt } from './open-record.ts';
import { newWorkbench } from './workbench.ts';
import type { WorkerData, WorkerRequest } from './worker-messages.ts';

/** One of the threads that hash, verify signatures and read files of stations. Answers come in the order of requests. */
const { place } = workerData as WorkerData;
const carryOut = newWorkbench(await sourceAt(place), nodePrimitives());

parentPort?.on('message', (request: WorkerRequest) => {
  void carryOut(request).then((answer) => {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
    if (answer !== null) parentPort?.postMessage(answer);
  });
});
