import assert from 'node:assert/strict';
import { test } from 'node:test';
import { writeCsv } from './csv.ts';

test('quotes, commas and line ends stay inside their cell', () => {
  const text = writeCsv(
    ['line', 'reason'],
    [
      [2, 'He said "no", twice\nor more'],
      [null, ''],
    ],
  );
  assert.equal(text, '\uFEFFline,reason\r\n2,"He said ""no"", twice\nor more"\r\n,\r\n');
});

test('a cell never becomes a formula in an office program', () => {
  assert.match(writeCsv(['a'], [['=HYPERLINK("x")']]), /"'=HYPERLINK/);
  assert.equal(writeCsv(['a'], [[-3]]), '\uFEFFa\r\n-3\r\n');
});
