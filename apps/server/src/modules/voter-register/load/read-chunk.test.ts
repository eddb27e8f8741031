import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressPlaces, placeOf } from './address-places.ts';
import { cellsOfLine } from './csv-line.ts';
import { NumberSet } from './number-set.ts';
import { type Block, type RowReader, readChunk } from './read-chunk.ts';
import { unrepeated } from './unrepeated.ts';

test('a line of CSV is read by RFC 4180, and what does not fit is no line', () => {
  const cases: [string, readonly string[] | null][] = [
    ['a,b', ['a', 'b']],
    ['a,', ['a', '']],
    ['', ['']],
    ['"a,1",b', ['a,1', 'b']],
    ['a,"b""c"', ['a', 'b"c']],
    ['"",""', ['', '']],
    ['a,"b"c', null],
    ['"a', null],
    ['x"y,z', null],
  ];
  for (const [line, cells] of cases) assert.deepEqual(cellsOfLine(line), cells, line);
});

test('a number is new once, whatever its neighbours', () => {
  const set = new NumberSet(20_000);
  for (let number = 1; number <= 20_000; number += 1) {
    assert.ok(set.add(number % 7, number));
    assert.ok(!set.add(number % 7, number));
  }
  assert.ok(set.add(9, 1), 'the high half counts as well');
  assert.throws(() => {
    for (let number = 1; number <= 20_000; number += 1) set.add(8, number);
  }, RangeError);
});

test('an address is found among its neighbours, or not', () => {
  const places = addressPlaces(['UZ/1', 'UZ/2'], 3);
  places.ids.set([3, 7, 2 ** 40]);
  places.places.set([0, 1, 0]);
  assert.deepEqual(
    [3, 7, 2 ** 40, 1, 4, 2 ** 41].map((id) => placeOf(places, id)),
    ['UZ/1', 'UZ/2', 'UZ/1', null, null, null],
  );
  assert.equal(placeOf(addressPlaces([], 0), 1), null);
});

const reader: RowReader = {
  columns: ['id', 'key'],
  read: (cells, _place, rows) => {
    const [id, key] = cells.map(Number);
    if (id === 0) return { taken: false, reason: 'number-invalid', field: 'id' };
    rows.row(1);
    rows.int8(id ?? 0);
    return { taken: true, record: id ?? 0, keyHigh: 0, keyLow: key ?? 0 };
  },
};

function blockOf(text: string): Block {
  return { file: 0, firstLine: 2, offset: 100, bytes: new Uint8Array(Buffer.from(text)) };
}

test('a block gives its rows, and what was set aside with its place', () => {
  const chunk = readChunk(blockOf('1,5\r\n0,6\n2\n"3",7'), reader);
  assert.equal(chunk.lines, 4);
  assert.deepEqual([...chunk.records], [1, 3]);
  assert.deepEqual(chunk.setAside, [
    { file: 0, line: 3, offset: 105, size: 3, reason: 'number-invalid', field: 'id', record: null },
    { file: 0, line: 4, offset: 109, size: 1, reason: 'columns-wrong', field: null, record: 2 },
  ]);
});

test('of rows with one record or one number the first is kept, and the others are whole', () => {
  const seen = { records: new NumberSet(10), keys: new NumberSet(10) };
  const first = unrepeated(readChunk(blockOf('1,5\n2,6\n1,7\n3,6\n4,8\n'), reader), seen);
  assert.deepEqual(
    first.setAside.map(({ line, reason, record }) => [line, reason, record]),
    [
      [4, 'record-repeated', 1],
      [5, 'national-number-repeated', 3],
    ],
  );
  const rows = Buffer.concat(first.rows);
  assert.equal(first.count, 3);
  const each = 2 + 4 + 8;
  assert.deepEqual(
    [0, 1, 2].map((index) => Number(rows.readBigInt64BE(index * each + 6))),
    [1, 2, 4],
  );
  const second = unrepeated(readChunk(blockOf('2,9\n5,0\n6,0\n'), reader), seen);
  assert.equal(second.count, 2, 'what has no number repeats none');
});
