import { Worker } from 'node:worker_threads';
import type { Block, Chunk } from './read-chunk.ts';
import type { RowSettings } from './row-settings.ts';

const PROGRAM = new URL('./row-thread.ts', import.meta.url);
/** Two cores check, hash and encrypt while PostgreSQL writes; more threads would only wait for it. */
const THREADS = 2;
/** Blocks with a thread or waiting to be written: a megabyte in and two out each. */
const MOST_AT_ONCE = 6;
const MAX_HEAP_MB = 192;
const MAX_YOUNG_MB = 16;

/** Reads blocks in threads of their own, as many as there are blocks for; chunks come in the order of the blocks. */
export async function* readInThreads(
  blocks: AsyncIterable<Block>,
  settings: RowSettings,
): AsyncGenerator<Chunk> {
  const threads: Thread[] = [];
  const waiting: Promise<Chunk>[] = [];
  let next = 0;
  try {
    for await (const block of blocks) {
      if (threads.length < THREADS) threads.push(startThread(settings));
      const chunk = threads[next % threads.length]?.read(block);
      next += 1;
      if (chunk !== undefined) waiting.push(chunk);
      if (waiting.length === MOST_AT_ONCE) yield await (waiting.shift() as Promise<Chunk>);
    }
    for (const chunk of waiting.splice(0)) yield await chunk;
  } finally {
    await Promise.allSettled([...waiting, ...threads.map((thread) => thread.stop())]);
  }
}

type Thread = {
  readonly read: (block: Block) => Promise<Chunk>;
  readonly stop: () => Promise<unknown>;
};

function startThread(settings: RowSettings): Thread {
  const worker = new Worker(PROGRAM, {
    workerData: settings,
    resourceLimits: {
      maxOldGenerationSizeMb: MAX_HEAP_MB,
      maxYoungGenerationSizeMb: MAX_YOUNG_MB,
    },
  });
  // Chunks come back in the order in which blocks were sent.
  const expected: PromiseWithResolvers<Chunk>[] = [];
  worker.on('message', (chunk: Chunk) => expected.shift()?.resolve(chunk));
  const fail = (error: Error) => {
    for (const { reject } of expected.splice(0)) reject(error);
  };
  worker.on('error', fail);
  worker.on('exit', () => fail(new Error('a thread that reads rows ended')));
  return {
    read: (block) => {
      const answer = Promise.withResolvers<Chunk>();
      // Whoever waits for it later hears of a failure then.
      answer.promise.catch(() => {});
      expected.push(answer);
      worker.postMessage(block, [block.bytes.buffer]);
      return answer.promise;
    },
    stop: () => worker.terminate(),
  };
}
