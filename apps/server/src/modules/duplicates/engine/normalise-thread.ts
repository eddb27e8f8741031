import { parentPort, workerData } from 'node:worker_threads';
import { present } from '@ovoz/basics';
import { matchedValues, type Writing } from '@ovoz/voter-register';
import { districtOf, registerKeys } from '../../voter-register/public.ts';
import { incomingLine } from './incoming.ts';

/** What a thread is started with. */
export type NormaliseSettings = {
  readonly writing: Writing;
  /** `ServerKeys.register` */
  readonly secret: Uint8Array;
};

const { writing, secret } = workerData as NormaliseSettings;
const keys = registerKeys(Buffer.from(secret));
const port = present(parentPort, 'this is a thread');

/** Takes a block of whole lines of `exportVoters` in PostgreSQL's text format, gives the same people as lines for `incoming`. */
port.on('message', (block: Uint8Array) => {
  const text = Buffer.from(block.buffer, block.byteOffset, block.byteLength).toString('utf8');
  port.postMessage(text.split('\n').filter(isLine).map(normalised).join('\n'));
});

function isLine(line: string): boolean {
  return line !== '';
}

function normalised(line: string): string {
  const cells = line.split('\t');
  // Text format escapes separators, of which names have none; a locality may hold a backslash.
  const cell = (at: number) => (cells[at] ?? '').replaceAll(/\\./g, ' ');
  const sealed = Buffer.from((cells[10] ?? '').replace('\\\\x', ''), 'hex');
  const { number, document } = keys.unsealNumbers(sealed);
  return incomingLine(
    cell(0),
    matchedValues(writing, {
      surname: cell(1),
      given: cell(2),
      patronymic: cell(3),
      sex: cell(4),
      birthDate: cell(5),
      addressId: cell(6),
      flat: cell(7),
      locality: cell(8),
      district: districtOf(cell(9)),
      nationalNumber: number,
      documentNumber: document,
    }),
  );
}
