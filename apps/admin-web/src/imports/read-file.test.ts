import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readTextFile } from './read-file.ts';

const read = (bytes: ArrayLike<number> | string, max = 100) =>
  readTextFile(new Blob([typeof bytes === 'string' ? bytes : Uint8Array.from(bytes)]), max);

test('a file is read as UTF-8, its byte order mark left out', async () => {
  assert.deepEqual(await read('\uFEFFcode,name\n1,Oʻzbekiston'), {
    ok: true,
    value: 'code,name\n1,Oʻzbekiston',
  });
});

test('a file in another encoding is refused, not guessed', async () => {
  // "Ташкент" in Windows-1251.
  const answer = await read([0xd2, 0xe0, 0xf8, 0xea, 0xe5, 0xed, 0xf2]);
  assert.deepEqual(answer, { ok: false, refusal: 'not-utf-8' });
});

test('an empty file and one over the limit are refused', async () => {
  assert.deepEqual(await read(' \n'), { ok: false, refusal: 'empty' });
  assert.deepEqual(await read('x'.repeat(101)), { ok: false, refusal: 'too-large' });
});
