import { SourceFailure } from '../sources/record-source.ts';
import { verifyNow } from '../verify-settled.ts';
import { browserPrimitives } from './browser-primitives.ts';
import type { EngineMessage, WorkerStart, Wish } from './engine-messages.ts';
import { help } from './side-worker.ts';
import { openChosen } from './open-chosen.ts';
import { sharedRunner } from './shared-runner.ts';
import { unpackChosen } from './unpack-chosen.ts';

/** How this program, a worker, talks to the page. */
type WorkerScope = {
  readonly addEventListener: (
    type: 'message',
    listener: (event: MessageEvent<WorkerStart>) => void,
  ) => void;
  readonly postMessage: (message: EngineMessage) => void;
};

const MAX_KEY_BYTES = 1000;

// The types know windows only; this file is never loaded into one.
const scope = self as unknown as WorkerScope;

scope.addEventListener('message', ({ data }) => {
  void (data.kind === 'help' ? help(data.port) : verify(data.wish, data.helpers));
});

async function verify({ source: chosen, logKey }: Wish, helpers: readonly MessagePort[]) {
  const onProgress = (step: string, done: number, all: number) =>
    tell({ kind: 'progress', step, done, all });
  try {
    const plain = await unpackChosen(chosen, (done, all) => onProgress('archive', done, all));
    const source = openChosen(plain);
    const runner = sharedRunner(plain, helpers);
    const primitives = await browserPrimitives();
    const options = { source, primitives, runner, logKey, earlier: [], onProgress };
    const verdict = await verifyNow(options, chosen.kind !== 'site');
    const own = logKey === null ? await source.read('log/vkey', MAX_KEY_BYTES) : null;
    const key = own === null ? logKey : new TextDecoder().decode(own).trim();
    tell({ kind: 'report', verdict, key, at: new Date() });
  } catch (error) {
    const code = error instanceof SourceFailure ? error.code : 'verifier-failed';
    const reason = error instanceof Error ? error.message : String(error);
    tell({ kind: 'failed', code, reason });
  }
}

function tell(message: EngineMessage): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker, not a window
  scope.postMessage(message);
}
