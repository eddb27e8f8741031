import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { sha256Hex } from './sha256.ts';

test('the browser counts the hash that the server counts', async () => {
  // FIPS 180-4, example of one block.
  assert.equal(
    await sha256Hex('abc'),
    'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  );
  const text = '{"name":"Oʻzbekiston — Тошкент 🗳"}';
  assert.equal(await sha256Hex(text), createHash('sha256').update(text).digest('hex'));
});
