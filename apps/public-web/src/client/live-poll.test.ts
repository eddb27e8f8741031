import assert from 'node:assert/strict';
import { test } from 'node:test';
import { afterFetch, type Following, mustFetch, nextWaitMs, POLL_MS } from './live-poll.ts';

test('a page asks every five seconds, visitors a little apart', () => {
  assert.equal(nextWaitMs(0, false, 0.5), POLL_MS);
  assert.ok(nextWaitMs(0, false, 0) < POLL_MS && nextWaitMs(0, false, 1) > POLL_MS);
});

test('before the first figures a page asks rarely', () => {
  assert.equal(nextWaitMs(0, true, 0.5), 6 * POLL_MS);
});

test('a server that fails is asked ever more rarely, but asked', () => {
  assert.equal(nextWaitMs(1, false, 0.5), 2 * POLL_MS);
  assert.equal(nextWaitMs(3, false, 0.5), 8 * POLL_MS);
  assert.equal(nextWaitMs(1000, false, 0.5), 120_000);
});

test('a new edition makes the page be fetched', () => {
  const quiet: Following = { edition: 7, askedInVain: 99 };
  assert.equal(mustFetch(quiet, 7), false);
  assert.equal(mustFetch(quiet, 8), true);
});

test('a page that is rendered later than its figures is still fetched', () => {
  let following: Following = { edition: 7, askedInVain: 99 };
  following = afterFetch(following, 8, false);
  assert.equal(mustFetch(following, 8), true, 'edition 8 is out, its page was not there yet');
  following = afterFetch(following, 8, true);
  assert.equal(mustFetch(following, 8), true, 'the page may have been of an edition between');
  for (let asked = 0; asked < 3; asked += 1) following = afterFetch(following, 8, false);
  assert.equal(mustFetch(following, 8), false);
});
