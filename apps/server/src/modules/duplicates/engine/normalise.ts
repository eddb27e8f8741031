import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { present } from '@ovoz/basics';
import type { Incoming } from './incoming.ts';
import { lineNormaliser, type NormaliseSettings } from './normalise-lines.ts';

const THREAD = new URL('./normalise-thread.ts', import.meta.url);
/** More than this wait for no processor. */
const MAX_THREADS = 4;
/** A block of some thousand people. */
const BLOCK_BYTES = 1024 * 1024;
const LINE_FEED = 0x0a;

/**
 * Brings people from PostgreSQL into the population: decrypting and folding names takes the time, so threads do it.
 * @param chunks bytes of a COPY in text format, cut anywhere
 * @param onPeople told how many lines were handed over so far
 */
export async function normaliseInto(
  incoming: Incoming,
  chunks: AsyncIterable<Uint8Array>,
  settings: NormaliseSettings,
  onPeople: (people: number) => Promise<void>,
): Promise<number> {
  const threads = Array.from(
    { length: Math.min(MAX_THREADS, availableParallelism()) },
    () => new NormaliseThread(settings),
  );
  try {
    let people = 0;
    let next = 0;
    const underWay: Promise<void>[] = threads.map(() => Promise.resolve());
    let appended = Promise.resolve();
    for await (const block of wholeLines(chunks)) {
      const at = next % threads.length;
      next += 1;
      // One block a thread: what is not taken waits in PostgreSQL.
      await underWay[at];
      const done = present(threads[at], 'a thread').normalise(block);
      underWay[at] = done.then((lines) => {
        people += countLines(lines);
        appended = appended.then(() => incoming.append(lines));
        return appended;
      });
      await onPeople(people);
    }
    await Promise.all(underWay);
    await appended;
    return people;
  } finally {
    await Promise.all(threads.map((thread) => thread.end()));
  }
}

/** The same for a day's changes, which are done before a thread has started. */
export async function normaliseHere(
  incoming: Incoming,
  chunks: AsyncIterable<Uint8Array>,
  settings: NormaliseSettings,
): Promise<void> {
  const normalise = lineNormaliser(settings);
  for await (const block of wholeLines(chunks)) await incoming.append(normalise(block));
}

class NormaliseThread {
  readonly #worker: Worker;

  constructor(settings: NormaliseSettings) {
    this.#worker = new Worker(THREAD, { workerData: settings });
  }

  normalise(block: Uint8Array): Promise<string> {
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    const settle = (lines: string) => {
      this.#worker.off('error', reject);
      resolve(lines);
    };
    this.#worker.once('message', settle);
    this.#worker.once('error', reject);
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, no window
    this.#worker.postMessage(block);
    return promise;
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }
}

async function* wholeLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let waiting: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of chunks) {
    waiting.push(chunk);
    bytes += chunk.length;
    if (bytes < BLOCK_BYTES) continue;
    const all = Buffer.concat(waiting);
    const end = all.lastIndexOf(LINE_FEED) + 1;
    if (end > 0) yield Uint8Array.from(all.subarray(0, end));
    waiting = [all.subarray(end)];
    bytes = all.length - end;
  }
  const rest = Buffer.concat(waiting);
  if (rest.length > 0) yield Uint8Array.from(rest);
}

function countLines(text: string): number {
  if (text === '') return 0;
  let lines = 1;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines;
}
