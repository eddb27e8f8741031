import assert from 'node:assert/strict';
import { test } from 'node:test';
import { logSentence } from './log-note.ts';

const words = {
  public: '{size} entries, {public} public: {cosigned} of {registered}',
  waiting: '{size} entries, nobody co-signed',
};
const number = (value: number) => value.toLocaleString('en');

test('the note says how far the log is public, and who co-signed', () => {
  const state = { size: 12_345, publicSize: 12_000, registered: 3, cosigned: 2 };
  assert.equal(logSentence(state, words, number), '12,345 entries, 12,000 public: 2 of 3');
});

test('before witnesses have co-signed nothing is called public', () => {
  const state = { size: 7, publicSize: 0, registered: 3, cosigned: 1 };
  assert.equal(logSentence(state, words, number), '7 entries, nobody co-signed');
});
