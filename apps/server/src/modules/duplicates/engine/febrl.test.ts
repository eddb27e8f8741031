import assert from 'node:assert/strict';
import { test } from 'node:test';
import { febrl3, febrl4 } from '../../../../testing/febrl-quality.ts';

test('FEBRL 3, one list with up to five duplicates a person: F1 at least 0.998', async () => {
  const { f1 } = await febrl3();
  assert.ok(f1 >= 0.998, String(f1));
});

test('FEBRL 4, two lists to be joined: F1 at least 0.999', async () => {
  const { f1 } = await febrl4();
  assert.ok(f1 >= 0.999, String(f1));
});
