import assert from 'node:assert/strict';
import { test } from 'node:test';
import { wilsonInterval } from './wilson-interval.ts';

test('the interval of Wilson, as R gives it by prop.test(correct = FALSE)', () => {
  const rounded = (hits: number, trials: number) => {
    const { low, high } = wilsonInterval(hits, trials);
    return [low.toFixed(4), high.toFixed(4)];
  };
  assert.deepEqual(rounded(10, 10), ['0.7225', '1.0000']);
  assert.deepEqual(rounded(0, 10), ['0.0000', '0.2775']);
  assert.deepEqual(rounded(95, 100), ['0.8882', '0.9785']);
  assert.deepEqual(rounded(81, 263), ['0.2553', '0.3662']);
});

test('what two shares leave out, their interval holds, and more trials make it narrower', () => {
  for (let trials = 1; trials <= 60; trials += 1) {
    for (let hits = 0; hits <= trials; hits += 1) {
      const { low, high } = wilsonInterval(hits, trials);
      const share = hits / trials;
      assert.ok(0 <= low && low < share + 1e-12 && share - 1e-12 < high && high <= 1);
      const opposite = wilsonInterval(trials - hits, trials);
      assert.ok(Math.abs(low - (1 - opposite.high)) < 1e-12);
      const more = wilsonInterval(hits * 10, trials * 10);
      assert.ok(more.high - more.low < high - low);
    }
  }
});
