import assert from 'node:assert/strict';
import { test } from 'node:test';
import { foldName, foundStations } from './station-match.ts';

const POINTS = {
  format: 1 as const,
  publishedAt: '2026-11-21T19:00:00.000Z',
  numbers: ['310', '31', '7', '8'],
  names: ['A school', 'B school', 'Gʻalaba 31-maktab', 'Club'],
  addresses: ['', '', '', 'Oʻzbekiston koʻchasi'],
  territories: ['1', '1', '1', '1'],
  latitudesE4: [null, null, null, null],
  longitudesE4: [null, null, null, null],
};
const numbersFor = (query: string) => foundStations(POINTS, query).map(({ number }) => number);

test('the number itself comes first, then numbers that begin so, then names', () => {
  assert.deepEqual(numbersFor('31'), ['31', '310', '7']);
});

test('names are found without the marks that keyboards lack', () => {
  assert.deepEqual(numbersFor('galaba'), ['7']);
  assert.deepEqual(numbersFor("O'zbekiston"), ['8']);
  assert.equal(foldName('Қорақалпоғистон'), foldName('ҚОРАҚАЛПОҒИСТОН'));
});

test('one letter finds numbers only', () => {
  assert.deepEqual(numbersFor('c'), []);
  assert.deepEqual(numbersFor('8'), ['8']);
});
