import assert from 'node:assert/strict';
import { test } from 'node:test';
import { registerKeys } from './register-keys.ts';

const keys = registerKeys(Buffer.alloc(32, 7));
const others = registerKeys(Buffer.alloc(32, 8));

test('the same national number has the same key, and another in another country or installation', () => {
  const key = keys.nationalKey('uzbekistan', '31503874210018');
  assert.equal(key.length, 16);
  assert.deepEqual(
    registerKeys(Buffer.alloc(32, 7)).nationalKey('uzbekistan', '31503874210018'),
    key,
  );
  assert.notDeepEqual(keys.nationalKey('uzbekistan', '31503874210019'), key);
  assert.notDeepEqual(keys.nationalKey('kazakhstan', '31503874210018'), key);
  assert.notDeepEqual(others.nationalKey('uzbekistan', '31503874210018'), key);
});

test('numbers are sealed differently every time and open only whole and with their key', () => {
  const sealed = keys.sealNumbers('31503874210018', 'AA1234567');
  assert.ok(!sealed.includes('31503874210018'));
  assert.notDeepEqual(keys.sealNumbers('31503874210018', 'AA1234567'), sealed);
  assert.deepEqual(keys.unsealNumbers(sealed), { number: '31503874210018', document: 'AA1234567' });
  assert.deepEqual(keys.unsealNumbers(keys.sealNumbers('', '')), { number: '', document: '' });
  assert.throws(() => others.unsealNumbers(sealed));
  assert.throws(() => keys.unsealLine(sealed), 'a line is sealed for another purpose');
  assert.throws(() => keys.unsealNumbers(sealed.subarray(0, -1)));
  for (let at = 0; at < sealed.length; at += 1) {
    const altered = Buffer.from(sealed);
    altered[at] = (altered[at] ?? 0) ^ 1;
    assert.throws(() => keys.unsealNumbers(altered), `byte ${at}`);
  }
});

test('ten thousand seals never share a nonce', () => {
  const nonces = Array.from({ length: 10_000 }, () =>
    keys.sealLine('x').subarray(0, 12).toString('hex'),
  );
  assert.equal(new Set(nonces).size, nonces.length);
  assert.equal(keys.unsealLine(keys.sealLine('Ўзбекистон')), 'Ўзбекистон');
});

test('each election has its own look-up key', () => {
  assert.equal(keys.lookupKey('uz-2029').length, 32);
  assert.notDeepEqual(keys.lookupKey('uz-2029'), keys.lookupKey('uz-2030'));
});
