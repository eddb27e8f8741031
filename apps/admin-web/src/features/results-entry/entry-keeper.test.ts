import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ok, type Result, refused } from '@ovoz/basics';
import type { CallRefusal } from '@ovoz/client';
import type { EntryView } from '@ovoz/contract';
import type { Count } from '@ovoz/election-model';
import { AGAIN_MS, createEntryKeeper, REST_MS } from './entry-keeper.ts';

const ENTRY: EntryView = {
  id: '00000000-0000-4000-8000-000000000001',
  contest: 'party-list',
  station: '12',
  count: 'hand',
  version: 1,
  ordinal: 1,
  fields: ['counts.a', 'votes.x'],
  values: { 'counts.a': 7 },
  revision: 3,
};
const AWAY: CallRefusal = { code: 'unreachable', title: 'away' };

/** A server whose answers are given by hand, and a clock that is turned by hand. */
function stage(answers: Result<{ revision: number }, CallRefusal>[]) {
  const sent: { revision: number; values: Readonly<Record<string, Count>> }[] = [];
  const timers: { afterMs: number; callBack: () => void; isOff: boolean }[] = [];
  const keeper = createEntryKeeper(ENTRY, {
    send: (revision, values) => {
      sent.push({ revision, values });
      return Promise.resolve(answers.shift() ?? ok({ revision: revision + 1 }));
    },
    mayPass: ({ code }) => code === 'unreachable',
    later: (afterMs, callBack) => {
      const timer = { afterMs, callBack, isOff: false };
      timers.push(timer);
      return () => void (timer.isOff = true);
    },
  });
  const pending = () => timers.filter(({ isOff }) => !isOff);
  return { keeper, sent, pending };
}

test('what was saved before is there again', () => {
  const { keeper } = stage([]);
  assert.deepEqual(keeper.read().texts, { 'counts.a': '7', 'votes.x': '' });
  assert.equal(keeper.read().state, 'saved');
});

test('keys are saved together after a rest, not one by one', async () => {
  const { keeper, sent, pending } = stage([]);
  for (const text of ['1', '12', '123']) keeper.set('votes.x', text);
  assert.equal(keeper.read().state, 'changed');
  assert.deepEqual(
    pending().map(({ afterMs }) => afterMs),
    [REST_MS],
  );
  assert.equal(await keeper.settle(), 4);
  assert.deepEqual(sent, [{ revision: 3, values: { 'counts.a': 7, 'votes.x': 123 } }]);
  assert.equal(keeper.read().state, 'saved');
});

test('what is typed while a save is under way is saved after it, on the new revision', async () => {
  const { keeper, sent } = stage([]);
  keeper.set('votes.x', '1');
  const settled = keeper.settle();
  keeper.set('votes.x', '15');
  assert.equal(await settled, 5);
  assert.deepEqual(
    sent.map(({ revision, values }) => [revision, values['votes.x']]),
    [
      [3, 1],
      [4, 15],
    ],
  );
});

test('while the server is away nothing is lost and it is tried again', async () => {
  const { keeper, sent, pending } = stage([refused(AWAY)]);
  keeper.set('votes.x', '1');
  assert.equal(await keeper.settle(), null);
  assert.equal(keeper.read().state, 'waiting');
  keeper.set('votes.x', '12');
  const [again] = pending();
  assert.equal(again?.afterMs, AGAIN_MS);
  again?.callBack();
  assert.equal(await keeper.settle(), 4);
  assert.equal(sent.at(-1)?.values['votes.x'], 12);
});

test('a refusal by the rules is shown and not repeated by itself', async () => {
  const conflict = { ...AWAY, code: 'revision-conflict' } as CallRefusal;
  const { keeper, pending } = stage([refused(conflict)]);
  keeper.set('votes.x', '1');
  await keeper.settle();
  assert.deepEqual([keeper.read().state, keeper.read().refusal], ['refused', conflict]);
  assert.deepEqual(pending(), []);
  assert.equal(keeper.read().texts['votes.x'], '1');
});
