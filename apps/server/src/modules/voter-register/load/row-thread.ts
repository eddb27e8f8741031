import { parentPort, workerData } from 'node:worker_threads';
import { present } from '@ovoz/basics';
import { type Block, readChunk } from './read-chunk.ts';
import { type RowSettings, rowReader } from './row-settings.ts';

// A thread that reads rows: a block comes, a chunk goes back, with all its memory.
const port = present(parentPort, 'this runs in a thread');
const reader = rowReader(workerData as RowSettings);
port.on('message', (block: Block) => {
  const chunk = readChunk(block, reader);
  const { rows, ends, records, keys, places } = chunk;
  port.postMessage(
    chunk,
    [block.bytes, rows, ends, records, keys, places].map(({ buffer }) => buffer),
  );
});
