import { checkFiles } from '../files/check-files.ts';
import type { RecordSource } from '../sources/record-source.ts';
import { checkStations } from '../stations/check-stations.ts';
import { browserPrimitives } from './browser-primitives.ts';
import type { HelpAnswer, HelpTask } from './engine-messages.ts';
import { openChosen } from './open-chosen.ts';

/** Carries out parts of the work that come through a port, one after the other, and answers each. */
export async function help(port: MessagePort): Promise<void> {
  // Tasks wait in the port until it is told to listen.
  const primitives = await browserPrimitives();
  let source: RecordSource | undefined;
  const work = async (task: HelpTask): Promise<HelpAnswer | null> => {
    if (task.kind === 'source') {
      source = openChosen(task.source);
      return null;
    }
    if (source === undefined) throw new Error('the source comes before the work');
    return task.kind === 'stations'
      ? {
          kind: 'stations',
          result: await checkStations(source, primitives, task.context, task.tasks),
        }
      : { kind: 'files', result: await checkFiles(source, primitives, task.tasks) };
  };
  let last: Promise<unknown> = Promise.resolve();
  port.addEventListener('message', ({ data }: MessageEvent<HelpTask>) => {
    last = last.then(async () => {
      try {
        const answer = await work(data);
        if (answer !== null) port.postMessage(answer);
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        port.postMessage({ kind: 'failed', reason } satisfies HelpAnswer);
      }
    });
  });
  port.start();
}
