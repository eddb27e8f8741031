import { checkFiles } from '../files/check-files.ts';
import type { Primitives } from '../primitives.ts';
import { type RecordSource, SourceFailure } from '../sources/record-source.ts';
import { checkStations } from '../stations/check-stations.ts';
import type { StationContext } from '../stations/station-task.ts';
import type { WorkerAnswer, WorkerRequest } from './worker-messages.ts';

/** Carries out requests in the thread that it is made in, one after the other. Null answers a context. */
export function newWorkbench(
  source: RecordSource,
  primitives: Primitives,
): (request: WorkerRequest) => Promise<WorkerAnswer | null> {
  let context: StationContext | null = null;
  const carryOut = async (request: WorkerRequest): Promise<WorkerAnswer | null> => {
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
  };
  let last: Promise<unknown> = Promise.resolve();
  return (request) => {
    const answer = last.then(() => carryOut(request)).catch(failed);
    last = answer;
    return answer;
  };
}

function failed(error: unknown): WorkerAnswer {
  const code = error instanceof SourceFailure ? error.code : 'verifier-failed';
  const message = error instanceof Error ? error.message : String(error);
  return { kind: 'failed', code, message };
}
