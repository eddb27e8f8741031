import { parentPort, workerData } from 'node:worker_threads';
import { present } from '@ovoz/basics';
import { lineNormaliser, type NormaliseSettings } from './normalise-lines.ts';

const port = present(parentPort, 'this is a thread');
const normalise = lineNormaliser(workerData as NormaliseSettings);

port.on('message', (block: Uint8Array) => {
  port.postMessage(normalise(block));
});
