import type { FilesResult } from '../files/check-files.ts';
import { chunksOf, FILES_AT_ONCE, type Runner, STATIONS_AT_ONCE } from '../runner.ts';
import type { StationsResult } from '../stations/station-task.ts';
import type { UnpackedSource, HelpAnswer, HelpTask } from './engine-messages.ts';

/** Shares the work among helpers: whoever is done takes the next part. Results come in the order of the parts. */
export function sharedRunner(source: UnpackedSource, helpers: readonly MessagePort[]): Runner {
  for (const helper of helpers) {
    send(helper, { kind: 'source', source });
    helper.start();
  }
  return {
    stations: async (context, tasks, onDone) => {
      const parts = chunksOf(tasks, STATIONS_AT_ONCE).map(
        (some): Part => ({ size: some.length, task: { kind: 'stations', context, tasks: some } }),
      );
      const answers = await shareOut(helpers, parts, onDone);
      return answers.map(({ result }) => result as StationsResult);
    },
    files: async (tasks, onDone) => {
      const parts = chunksOf(tasks, FILES_AT_ONCE).map(
        (some): Part => ({ size: some.length, task: { kind: 'files', tasks: some } }),
      );
      const answers = await shareOut(helpers, parts, onDone);
      return answers.map(({ result }) => result as FilesResult);
    },
    help: async () => {},
    pause: async () => {},
  };
}

type Part = { readonly size: number; readonly task: HelpTask };
type Answer = Exclude<HelpAnswer, { kind: 'failed' }>;

async function shareOut(
  helpers: readonly MessagePort[],
  parts: readonly Part[],
  onDone: (tasks: number) => void,
): Promise<readonly Answer[]> {
  const answers = new Map<number, Answer>();
  let next = 0;
  let done = 0;
  const keepBusy = async (helper: MessagePort) => {
    for (;;) {
      const at = next;
      const part = parts[at];
      if (part === undefined) return;
      next += 1;
      answers.set(at, await ask(helper, part.task));
      done += part.size;
      onDone(done);
    }
  };
  await Promise.all(helpers.map(keepBusy));
  return [...answers].toSorted(([one], [other]) => one - other).map(([, answer]) => answer);
}

function ask(helper: MessagePort, task: HelpTask): Promise<Answer> {
  return new Promise((resolve, reject) => {
    helper.addEventListener(
      'message',
      ({ data }: MessageEvent<HelpAnswer>) => {
        if (data.kind === 'failed') reject(new Error(data.reason));
        else resolve(data);
      },
      { once: true },
    );
    send(helper, task);
  });
}

function send(helper: MessagePort, task: HelpTask): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port, not a window
  helper.postMessage(task);
}
