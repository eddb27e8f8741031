import { parentPort, workerData } from 'node:worker_threads';
import { present } from '@ovoz/basics';
import type { CountryRegister } from '../country-register.ts';
import { registerKeys } from '../register-keys.ts';
import { addressReader } from './address-reader.ts';
import { eventReader } from './event-reader.ts';
import { personReader } from './person-reader.ts';
import { type Block, type RowReader, readChunk } from './read-chunk.ts';
import type { RowSettings } from './row-threads.ts';

// A thread that reads rows: a block comes, a chunk goes back, with all its memory.
const port = present(parentPort, 'this runs in a thread');
const reader = readerOf(workerData as RowSettings);
port.on('message', (block: Block) => {
  const chunk = readChunk(block, reader);
  const { rows, ends, records, keys, places } = chunk;
  port.postMessage(
    chunk,
    [block.bytes, rows, ends, records, keys, places].map(({ buffer }) => buffer),
  );
});

function readerOf({ register, asOf, rows }: RowSettings): RowReader {
  const { secret, ...country } = register;
  const keys = registerKeys(Buffer.from(secret));
  const known: CountryRegister = { ...country, keys };
  if (rows.kind === 'persons') return personReader(known, asOf, rows.target);
  return rows.kind === 'events' ? eventReader(asOf) : addressReader(known, rows.paths, rows.target);
}
