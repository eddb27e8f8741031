import assert from 'node:assert/strict';
import { createHash, pbkdf2Sync } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { archiveInBlob } from './archive-blob.ts';
import { browserPbkdf2, browserPlatform } from './browser-platform.ts';

test('hashes and derived keys are those of OpenSSL', () => {
  const text = fc.string({ unit: 'binary', maxLength: 200 });
  fc.assert(
    fc.property(text, text, fc.integer({ min: 1, max: 20 }), (a, b, iterations) => {
      const expected = createHash('sha256').update(a).digest();
      assert.deepEqual(Buffer.from(browserPlatform.sha256(a)), expected);
      assert.deepEqual(Buffer.from(browserPlatform.sha256(Buffer.from(a))), expected);
      const key = pbkdf2Sync(a, b, iterations, 32, 'sha256');
      assert.deepEqual(Buffer.from(browserPbkdf2(a, b, iterations)), key);
    }),
  );
});

test('random bytes differ from each other', () => {
  const drawn = Array.from({ length: 100 }, () =>
    Buffer.from(browserPlatform.randomBytes(16)).toString('hex'),
  );
  assert.equal(new Set(drawn).size, 100);
  assert.equal(browserPlatform.randomBytes(0).length, 0);
});

test('an archive in a blob is read from any place, in pieces and as a whole', async () => {
  const bytes = Buffer.alloc(2 ** 21 + 7, 'archive');
  const archive = archiveInBlob(new Blob([bytes]));
  for (const from of [0, 1, 2 ** 20, bytes.length]) {
    const pieces: Uint8Array[] = [];
    for await (const piece of archive.chunks(from)) pieces.push(piece);
    assert.deepEqual(Buffer.concat(pieces), bytes.subarray(from), `from ${from}`);
  }
  assert.deepEqual(Buffer.from(await archive.read(3, 10)), bytes.subarray(3, 13));
  assert.equal((await archive.read(bytes.length - 2, 10)).length, 2, 'no more than there is');
});
