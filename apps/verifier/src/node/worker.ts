import { parentPort, workerData } from 'node:worker_threads';
import { checkFiles } from '../files/check-files.ts';
import { SourceFailure } from '../sources/record-source.ts';
import { checkStations } from '../stations/check-stations.ts';
import type { StationContext } from '../stations/station-task.ts';
import { nodePrimitives } from './node-primitives.ts';
import { sourceAt } from './open-record.ts';
import type { WorkerAnswer, WorkerData, WorkerRequest } from './worker-messages.ts';

/** One of the threads that hash, verify signatures and read files of stations. */
const { place } = workerData as WorkerData;
const primitives = nodePrimitives();
const source = await sourceAt(place);
let context: StationContext | null = null;

parentPort?.on('message', (request: WorkerRequest) => {
  void answer(request).then((given) => {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
    if (given !== null) parentPort?.postMessage(given);
  });
});

async function answer(request: WorkerRequest): Promise<WorkerAnswer | null> {
  try {
    if (request.kind === 'context') {
      context = request.context;
      return null;
    }
    if (request.kind === 'files') {
      return { kind: 'files', result: await checkFiles(source, primitives, request.tasks) };
    }
    if (context === null) throw new Error('the context comes before the stations');
    const result = await checkStations(source, primitives, context, request.tasks);
    return { kind: 'stations', result };
  } catch (error) {
    const code = error instanceof SourceFailure ? error.code : 'verifier-failed';
    return {
      kind: 'failed',
      code,
      message: error instanceof Error ? error.message : String(error),
    };
  }
}
