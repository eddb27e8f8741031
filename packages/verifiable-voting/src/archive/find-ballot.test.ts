import assert from 'node:assert/strict';
import { test } from 'node:test';
import { archiveOf, makeElection, platform } from '../../testing/small-election.ts';
import { trackerOf } from '../ballots/verify-ballot.ts';
import { findBallot, hashOfTracker } from './find-ballot.ts';
import { ArchiveBroken } from './read-archive.ts';

const { steps, ballots } = await makeElection('homomorphic');

async function find(tracker: string, archive = archiveOf(steps)) {
  async function* chunks() {
    yield archive;
  }
  const hash = hashOfTracker(tracker);
  assert.ok(hash !== null);
  return findBallot(chunks(), platform, hash);
}

test('a ballot is found by its tracker, and so is the later one that replaced it', async () => {
  const [first, second, third] = ballots.map(({ tracker }) => tracker);
  assert.deepEqual(await find(first ?? ''), { height: 1, replacedBy: null });
  assert.deepEqual(await find(second ?? ''), { height: 2, replacedBy: 3 });
  assert.deepEqual(await find(third ?? ''), { height: 3, replacedBy: null });
});

test('what is in the archive but no ballot is not found, nor is what is not there', async () => {
  const [setUp] = steps;
  for (const text of [setUp?.data[0] ?? '', 'something else']) {
    assert.equal(await find(trackerOf(platform, text)), null);
  }
});

test('a ballot that is not what its name says is not found', async () => {
  const [first] = ballots;
  assert.ok(first);
  const altered = Buffer.from(archiveOf(steps));
  const at = altered.indexOf(first.text) + first.text.length - 10;
  altered[at] = (altered[at] ?? 0) ^ 1;
  assert.equal(await find(first.tracker, altered), null);
});

test('an archive that is cut within an entry is refused', async () => {
  const [first] = ballots;
  await assert.rejects(find(first?.tracker ?? '', archiveOf(steps).subarray(0, -1)), ArchiveBroken);
});

test('only canonical trackers are read', () => {
  const [tracker = ''] = ballots.map((one) => one.tracker);
  assert.match(hashOfTracker(tracker) ?? '', /^[0-9a-f]{64}$/);
  for (const wrong of [
    '',
    tracker.slice(1),
    `${tracker}=`,
    `${tracker.slice(0, 42)}-`,
    'x'.repeat(43),
  ]) {
    assert.equal(hashOfTracker(wrong), null, wrong);
  }
});
