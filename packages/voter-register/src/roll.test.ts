import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type RollLine, readRollLines, remarkableSupplements, rollLineText } from './roll.ts';

const place = { election: 'e', station: '7' };
const line = (number: number, change: Partial<RollLine> = {}): RollLine => ({
  ...place,
  part: 'roll',
  line: number,
  surname: 'Aliyev',
  given: 'Gʻani',
  patronymic: '',
  birthDate: '1990-01-31',
  address: 'Navoiy, 7',
  salt: 'ab'.repeat(16),
  ...change,
});
const fileOf = (...lines: RollLine[]) => `${lines.map(rollLineText).join('\n')}\n`;

test('a line is canonical JSON', () => {
  assert.equal(
    rollLineText(line(1)),
    '{"address":"Navoiy, 7","birthDate":"1990-01-31","election":"e","format":1,"given":"Gʻani","line":1,"part":"roll","patronymic":"","salt":"abababababababababababababababab","station":"7","surname":"Aliyev"}',
  );
});

test('lines of one station in their order are read, and nothing else is', () => {
  const faultOf = (text: string) => {
    const read = readRollLines(text, place);
    return read.ok ? 'ok' : `${read.refusal.code} ${read.refusal.line}`;
  };
  assert.equal(faultOf(fileOf(line(1), line(2))), 'ok');
  assert.equal(faultOf(fileOf(line(1), line(3))), 'roll-line-misplaced 2');
  assert.equal(faultOf(fileOf(line(1, { station: '8' }))), 'roll-line-misplaced 1');
  assert.equal(faultOf(fileOf(line(1, { part: 'supplement' }))), 'roll-line-misplaced 1');
  assert.equal(faultOf(`${fileOf(line(1))}\n`), 'roll-empty 2');
  assert.equal(faultOf('{"line":1}'), 'roll-line-unreadable 1');
  assert.equal(faultOf('nothing'), 'roll-line-unreadable 1');
  assert.equal(
    faultOf(fileOf(line(1)).replace(',"format"', ', "format"')),
    'roll-line-not-canonical 1',
  );
  assert.equal(faultOf(fileOf(line(1)).replace('{', '{"a":1,')), 'roll-line-not-canonical 1');
});

test('supplements are remarkable above the limit, and far above the neighbours', () => {
  const stations = (...supplements: number[]) =>
    remarkableSupplements(
      supplements.map((count, index) => ({
        station: String(index),
        territoryPath: 'UZ/1',
        voters: 1000,
        supplements: count,
      })),
    );
  assert.deepEqual([...stations(20, 20, 20)], []);
  assert.deepEqual([...stations(21, 20, 20)], ['0']);
  assert.deepEqual([...stations(6, 2, 2)], []);
  assert.deepEqual([...stations(7, 2, 2)], ['0']);
  assert.deepEqual([...stations(4, 0, 0)], [], 'a handful says nothing');
});
