import { Worker } from 'node:worker_threads';

/** Checking the largest import that is accepted takes seconds; this long means that it hangs. */
const TIMEOUT_MS = 120_000;
/** An import of 16 MB becomes some hundreds of MB of objects. */
const MAX_HEAP_MB = 1024;

let last: Promise<unknown> = Promise.resolve();

/**
 * Runs a script in a thread of its own, so that heavy checking does not hold up other people's calls.
 * The script reads `workerData` and posts one message, the result. One runs at a time: the other cores
 * and the memory belong to those who wait for answers.
 */
export function runInWorker<Output>(script: URL, input: unknown): Promise<Output> {
  const task = last.then(() => start<Output>(script, input));
  last = task.catch(() => {});
  return task;
}

async function start<Output>(script: URL, input: unknown): Promise<Output> {
  const worker = new Worker(script, {
    workerData: input,
    resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB },
  });
  const { promise, resolve, reject } = Promise.withResolvers<Output>();
  const timer = setTimeout(() => reject(new Error('the worker took too long')), TIMEOUT_MS);
  worker.once('message', resolve);
  worker.once('error', reject);
  worker.once('exit', (code) => reject(new Error(`the worker ended without a result (${code})`)));
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}
