import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { agreedValues, contentOfKeyed, fieldsToKey } from './keyed-entry.ts';
import { SMALL_COUNTRY } from './testing/small-country.ts';

const [form] = SMALL_COUNTRY.forms;
assert.ok(form !== undefined);
const OPTIONS = ['green', 'candidate-2'];
const NAMES = fieldsToKey(form, OPTIONS);

test('a paper is keyed in its own order, and comes out as the figures of a protocol', () => {
  assert.deepEqual(NAMES, [
    'counts.received',
    'counts.issued',
    'counts.valid',
    'votes.green',
    'votes.candidate-2',
  ]);
  const values = {
    'counts.received': 10,
    'counts.issued': null,
    'counts.valid': 7,
    'votes.green': 0,
    'votes.candidate-2': 7,
  };
  assert.deepEqual(contentOfKeyed(form, OPTIONS, values), {
    counts: { received: 10, issued: null, valid: 7 },
    votes: { green: 0, 'candidate-2': 7 },
  });
  const { 'votes.green': _, ...partial } = values;
  assert.throws(() => contentOfKeyed(form, OPTIONS, partial), /votes\.green was keyed/);
});

test('the value of two out of three stands, empty included; three figures leave it open', () => {
  const first = { a: 1, b: null, c: 3, d: 0 };
  const second = { a: 1, b: 2, c: 4, d: null };
  assert.deepEqual(agreedValues(['a', 'b', 'c', 'd'], [first, second]), {
    values: { a: 1 },
    differing: ['b', 'c', 'd'],
  });
  assert.deepEqual(agreedValues(['a', 'b', 'c', 'd'], [first, second, { b: null, c: 4, d: 5 }]), {
    values: { a: 1, b: null, c: 4 },
    differing: ['d'],
  });
});

test('who came first changes nothing, and one person alone agrees with nobody', () => {
  const entry = fc.record(
    { a: fc.option(fc.nat(2)), b: fc.option(fc.nat(2)) },
    { noNullPrototype: true },
  );
  fc.assert(
    fc.property(entry, entry, entry, (one, two, three) => {
      const orders = [
        [one, two, three],
        [three, two, one],
        [two, three, one],
      ];
      const [result, ...others] = orders.map((entries) => agreedValues(['a', 'b'], entries));
      for (const other of others) assert.deepEqual(other, result);
      assert.deepEqual(agreedValues(['a', 'b'], [one]).differing, ['a', 'b']);
      assert.deepEqual(agreedValues(['a', 'b'], [one, one]).values, one);
    }),
  );
});
