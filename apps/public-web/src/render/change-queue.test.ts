import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ChangeQueue, OTHERS_MS } from './change-queue.ts';

const election = 'e';
const area = (file: string) => ({ election, file });

function filesOf(
  queue: ChangeQueue,
  nowMs: number,
  count: number,
): readonly (string | undefined)[] {
  return Array.from({ length: count }, () => queue.next(nowMs)?.file);
}

test('the nation comes before what changed earlier', () => {
  const queue = new ChangeQueue();
  for (const file of ['territories/2', 'territories/1', 'nation']) queue.add(area(file));
  assert.deepEqual(filesOf(queue, 0, 4), ['nation', 'territories/2', 'territories/1', undefined]);
});

test('what changes again before its turn is rendered once, in its place', () => {
  const queue = new ChangeQueue();
  for (const file of ['territories/1', 'territories/2', 'territories/1']) queue.add(area(file));
  assert.equal(queue.size, 2);
  assert.deepEqual(filesOf(queue, 0, 2), ['territories/1', 'territories/2']);
});

test('a nation that changes without end does not starve the others', () => {
  const queue = new ChangeQueue();
  for (const file of ['territories/1', 'territories/2']) queue.add(area(file));
  let nowMs = 0;
  const turns: (string | undefined)[] = [];
  for (let turn = 0; turn < 4; turn += 1) {
    queue.add(area('nation'));
    const next = queue.next(nowMs);
    if (next?.file === 'nation') queue.nationDone(nowMs);
    turns.push(next?.file);
    nowMs += OTHERS_MS * 0.6;
  }
  assert.deepEqual(turns, ['nation', 'territories/1', 'nation', 'territories/2']);
});

test('a nation waits for nobody when nothing else is to be done', () => {
  const queue = new ChangeQueue();
  queue.nationDone(1000);
  queue.add(area('nation'));
  assert.equal(queue.next(1001)?.file, 'nation');
});
