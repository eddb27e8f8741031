// oxlint-disable-next-line import/default -- the bundler makes it: vite-assets.d.ts
import Engine from './engine.ts?worker&inline';
import type { EngineMessage, Wish, WorkerStart } from './engine-messages.ts';

/** More do not make it faster: by then the disk or the line is what everybody waits for. */
const MAX_HELPERS = 4;

/**
 * Starts to verify, beside the page: one worker leads, others help.
 * @returns what stops it at once.
 */
export function startEngine(wish: Wish, onMessage: (message: EngineMessage) => void): () => void {
  const workers: Worker[] = [];
  const newWorker = () => {
    const worker = new Engine();
    workers.push(worker);
    worker.addEventListener('error', ({ message }) =>
      onMessage({ kind: 'failed', code: 'engine-stopped', reason: message }),
    );
    return worker;
  };
  const leader = newWorker();
  leader.addEventListener('message', ({ data }: MessageEvent<EngineMessage>) => onMessage(data));
  const count = Math.max(1, Math.min(MAX_HELPERS, navigator.hardwareConcurrency));
  const helpers = Array.from({ length: count }, () => {
    const { port1, port2 } = new MessageChannel();
    newWorker().postMessage({ kind: 'help', port: port1 } satisfies WorkerStart, [port1]);
    return port2;
  });
  leader.postMessage({ kind: 'verify', wish, helpers } satisfies WorkerStart, helpers);
  return () => workers.forEach((worker) => worker.terminate());
}
