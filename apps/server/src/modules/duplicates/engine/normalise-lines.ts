import { matchedValues, type Writing } from '@ovoz/voter-register';
import { districtOf, registerKeys } from '../../voter-register/public.ts';
import { incomingLine } from './incoming.ts';

export type NormaliseSettings = {
  readonly writing: Writing;
  /** `ServerKeys.register` */
  readonly secret: Uint8Array;
};

/** Takes a block of whole lines of `exportVoters` in PostgreSQL's text format, gives the same people as lines for `incoming`. */
export function lineNormaliser({
  writing,
  secret,
}: NormaliseSettings): (block: Uint8Array) => string {
  const keys = registerKeys(Buffer.from(secret));
  const normalised = (line: string): string => {
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
  };
  return (block) => {
    const text = Buffer.from(block.buffer, block.byteOffset, block.byteLength).toString('utf8');
    return text.split('\n').filter(isLine).map(normalised).join('\n');
  };
}

function isLine(line: string): boolean {
  return line !== '';
}
