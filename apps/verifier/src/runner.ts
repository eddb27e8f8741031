import { type FileTask, type FilesResult, checkFiles } from './files/check-files.ts';
import type { Primitives } from './primitives.ts';
import type { RecordSource } from './sources/record-source.ts';
import { checkStations } from './stations/check-stations.ts';
import type { StationContext, StationsResult, StationTask } from './stations/station-task.ts';

/** Carries out the parts of the work that can be done side by side. */
export type Runner = {
  readonly stations: (
    context: StationContext,
    tasks: readonly StationTask[],
    onDone: (stations: number) => void,
  ) => Promise<readonly StationsResult[]>;
  readonly files: (
    tasks: readonly FileTask[],
    onDone: (files: number) => void,
  ) => Promise<readonly FilesResult[]>;
  /** Takes part in what was given to others: called before waiting for them. */
  readonly help: () => Promise<void>;
  /** Hears the others, so that they get more to do while long work goes on here. */
  readonly pause: () => Promise<void>;
};

/** Tasks that go to one worker at a time: enough to be worth the way, few enough to share. */
export const STATIONS_AT_ONCE = 250;
export const FILES_AT_ONCE = 200;

/** Does everything in this thread. */
export function plainRunner(source: RecordSource, primitives: Primitives): Runner {
  return {
    stations: (context, tasks, onDone) =>
      oneByOne(chunksOf(tasks, STATIONS_AT_ONCE), onDone, (some) =>
        checkStations(source, primitives, context, some),
      ),
    files: (tasks, onDone) =>
      oneByOne(chunksOf(tasks, FILES_AT_ONCE), onDone, (some) =>
        checkFiles(source, primitives, some),
      ),
    help: async () => {},
    pause: async () => {},
  };
}

async function oneByOne<Task, Done>(
  chunks: readonly (readonly Task[])[],
  onDone: (tasks: number) => void,
  work: (tasks: readonly Task[]) => Promise<Done>,
): Promise<readonly Done[]> {
  const results: Done[] = [];
  let done = 0;
  for (const chunk of chunks) {
    results.push(await work(chunk));
    done += chunk.length;
    onDone(done);
  }
  return results;
}

export function chunksOf<Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, at) =>
    items.slice(at * size, (at + 1) * size),
  );
}
