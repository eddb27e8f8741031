import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareCsv } from './compare-csv.ts';
import { readCsv } from './read-csv.ts';
import { areaFile } from './testing/small-results.ts';

const HEAD =
  'contest,area,name,status,stations-due,stations-counted,stations-annulled,registered,took-part';
const FIGURES =
  'counts.listed,counts.issued,counts.valid,counts.invalid,counts.mobile,votes.green,votes.blue,votes.red,votes.against-all,votes.candidate-1,votes.candidate-2,votes.candidate-3,unknown';
/** The table of `territories/2` as the guide to the published results describes it, written by hand. */
const LINES = [
  `${HEAD},${FIGURES}`,
  'lists,territory:2,territory:2,complete,2,1,1,478,428,478,428,178,7,3,103,69,3,3,,,,',
  'halves,territory:2,territory:2,counting,2,1,0,479,429,479,429,179,7,3,,,,,,,,',
  'lists,station:4,School 4,accepted,1,1,0,,,478,428,178,7,3,103,69,3,3,,,,',
  'halves,station:4,School 4,accepted,1,1,0,,,479,429,179,7,3,,,,2,83,90,4,',
  'lists,station:5,School 5,annulled,1,0,1,,,,,,,,,,,,,,,',
  'halves,station:5,School 5,awaited,1,0,0,,,,,,,,,,,,,,,',
];
const textOf = (lines: readonly string[]) => `\uFEFF${lines.join('\r\n')}\r\n`;
const FILE = areaFile('territories/2');
const codes = (text: string, file = FILE) =>
  compareCsv('territories/2.csv', text, file).map(({ code }) => code);

test('the table says the same as the file of the area', () => {
  assert.deepEqual(compareCsv('territories/2.csv', textOf(LINES), FILE), []);
  assert.deepEqual(codes(textOf([...LINES.slice(0, 1), ...LINES.slice(1).toReversed()])), []);
});

test('csv-differs: one cell, a row too few, a row too many, a figure without its column', () => {
  const cells = [
    ['478', '479'],
    ['School 4', 'School 44'],
    ['annulled', 'accepted'],
    [',4,', ',,'],
    ['votes.red', 'votes.rad'],
  ] as const;
  for (const [from, to] of cells) {
    assert.ok(codes(textOf(LINES).replace(from, to)).includes('csv-differs'), from);
  }
  assert.deepEqual(codes(textOf(LINES.slice(0, -1))), ['csv-differs']);
  assert.deepEqual(codes(textOf([...LINES, LINES[1] ?? ''])), ['csv-differs']);
});

test('unknown figures are named with their number', () => {
  const file = areaFile('territories/12');
  const lines = [
    LINES[0] ?? '',
    'lists,territory:12,territory:12,complete,1,1,0,473,423,473,423,173,7,0,102,66,3,2,,,,counts.mobile=1',
    'halves,territory:12,territory:12,complete,1,1,0,474,424,474,424,174,7,0,,,,,,,,counts.mobile=1',
    'lists,station:3,School 3,accepted,1,1,0,,,473,423,173,7,,102,66,3,2,,,,counts.mobile=1',
    'halves,station:3,School 3,accepted,1,1,0,,,474,424,174,7,,,,,2,82,90,,counts.mobile=1',
  ];
  assert.deepEqual(compareCsv('territories/12.csv', textOf(lines), file), []);
  const silent = textOf(lines).replace('counts.mobile=1', '');
  assert.deepEqual(codes(silent, file), ['csv-differs']);
});

test('names with commas, quotes and signs of formulas are read as they are', () => {
  const [row] = FILE.stations;
  assert.ok(row !== undefined);
  const named = { ...FILE, stations: [{ ...row, name: '=School "4", old' }] };
  const lines = LINES.slice(0, 5).map((line) => line.replace('School 4', '"\'=School ""4"", old"'));
  assert.deepEqual(codes(textOf(lines), named), []);
});

test('csv-unreadable: what is no table by RFC 4180', () => {
  for (const text of ['a,"b', 'a,b\n', 'a,b\r\nc\r\n', 'a,"b"c\r\n', 'a,a\r\n']) {
    assert.deepEqual(codes(text), ['csv-unreadable'], text);
  }
  assert.deepEqual(readCsv('a,b\r\n"c\r\n""d""",\r\n'), [
    ['a', 'b'],
    ['c\r\n"d"', ''],
  ]);
  assert.deepEqual(readCsv(''), []);
});
