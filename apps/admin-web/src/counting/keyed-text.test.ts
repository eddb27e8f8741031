import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  countOfText,
  EMPTY_ON_PAPER,
  keyedText,
  stepOfKey,
  sumOfKeyed,
  textOfCount,
  valuesOf,
} from './keyed-text.ts';

test('only digits become a figure', () => {
  assert.equal(keyedText('12a3'), '123');
  assert.equal(keyedText('1 234'), '1234');
  assert.equal(keyedText('1,5'), '15');
  assert.equal(keyedText('abc'), '');
});

test('zeros before a figure fall away, zero itself stays', () => {
  assert.equal(keyedText('007'), '7');
  assert.equal(keyedText('0'), '0');
  assert.equal(keyedText('00'), '0');
});

test('no figure is longer than the largest count', () => {
  assert.equal(keyedText('12345678901'), '123456789');
});

test('a minus of any shape says that the paper is empty there, and typing on takes it back', () => {
  for (const minus of ['-', '−', '12-']) assert.equal(keyedText(minus), EMPTY_ON_PAPER);
  assert.equal(countOfText(EMPTY_ON_PAPER), null);
});

test('not keyed, empty on the paper and zero are three things', () => {
  assert.deepEqual(
    [countOfText(''), countOfText(EMPTY_ON_PAPER), countOfText('0')],
    [undefined, null, 0],
  );
  for (const text of ['', EMPTY_ON_PAPER, '0', '512']) {
    assert.equal(textOfCount(countOfText(text)), text);
  }
  assert.deepEqual(valuesOf({ 'counts.a': '', 'counts.b': EMPTY_ON_PAPER, 'counts.c': '0' }), {
    'counts.b': null,
    'counts.c': 0,
  });
});

test('a sum is shown only when every part of it is a number', () => {
  assert.equal(sumOfKeyed({ 'counts.a': '9', 'votes.x': '1', 'votes.y': '2' }, 'votes.'), 3);
  assert.equal(sumOfKeyed({ 'votes.x': '1', 'votes.y': '' }, 'votes.'), null);
  assert.equal(sumOfKeyed({ 'votes.x': '1', 'votes.y': EMPTY_ON_PAPER }, 'votes.'), null);
});

test('Enter and arrows move, Shift turns Enter back, other keys stay', () => {
  const step = (key: string, shiftKey = false) => stepOfKey({ key, shiftKey });
  assert.deepEqual(
    [
      step('Enter'),
      step('Enter', true),
      step('ArrowDown'),
      step('ArrowUp'),
      step('5'),
      step('Tab'),
    ],
    [1, -1, 1, -1, 0, 0],
  );
});
