import assert from 'node:assert/strict';
import { test } from 'node:test';
import { foldText, prepareSearch } from './search-stations.ts';

const POINTS = {
  numbers: ['1', '12', '112'],
  names: ['12-maktab', 'Oʻzbekiston mahallasi', 'Madaniyat uyi'],
  addresses: ['Andijon, Navoiy koʻchasi 3', 'Gʻijduvon', 'Chirchiq, Ёшлик кўчаси'],
  latitudesE4: [null, null, null],
  longitudesE4: [null, null, null],
};

test('search does not mind case, accents and apostrophes', () => {
  const search = prepareSearch(POINTS);
  assert.deepEqual(search("O'ZBEKISTON"), [1]);
  assert.deepEqual(search('ozbekiston gijduvon'), [1]);
  assert.deepEqual(search('ешлик'), [2]);
});

test('an empty query finds all, a number finds its station first', () => {
  const search = prepareSearch(POINTS);
  assert.deepEqual(search('  '), [0, 1, 2]);
  assert.deepEqual(search('12'), [1, 0, 2]);
  assert.deepEqual(search('nothing like it'), []);
});

test('й stays a letter of its own, ə and i survive', () => {
  assert.equal(foldText('Ёлочный'), 'елочный');
  assert.equal(foldText('GƏNCƏ'), 'gəncə');
  assert.equal(foldText('İmişli'), foldText('imişlı'));
});
