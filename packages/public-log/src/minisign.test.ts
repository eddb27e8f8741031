import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import {
  formatMinisignKey,
  minisignKey,
  parseMinisignKey,
  signMinisig,
  verifyMinisig,
} from './minisign.ts';
import { sha256, testKey, verifyEd25519 } from './signing-keys.test.ts';

const blake2b512 = (bytes: Uint8Array) => createHash('blake2b512').update(bytes).digest();
const crypto = { verify: verifyEd25519, blake2b512 };
const key = minisignKey(testKey(1).publicKey, sha256);
const FILE = Buffer.from('{"files":[]}');
const COMMENT = 'results of uzbekistan-2026-12-27, edition 7';

const outcome = (file: Uint8Array, minisig: string, by = key) => {
  const verified = verifyMinisig(file, minisig, by, crypto);
  return verified.ok ? verified.value : verified.refusal;
};

for (const [algorithm, prehash] of [
  ['Ed', undefined],
  ['ED', blake2b512],
] as const) {
  const minisig = signMinisig(FILE, COMMENT, key, testKey(1).sign, prehash);

  test(`${algorithm}: a file verifies and gives its trusted comment`, () => {
    assert.equal(outcome(FILE, minisig), COMMENT);
    assert.equal(
      Buffer.from(minisig.split('\n')[1] ?? '', 'base64').toString('latin1', 0, 2),
      algorithm,
    );
  });

  test(`${algorithm}: another file, comment, key or signature does not`, () => {
    assert.equal(outcome(Buffer.from('{"files":[1]}'), minisig), 'minisig-wrong');
    assert.equal(outcome(FILE, minisig.replace('edition 7', 'edition 8')), 'minisig-wrong');
    const other = minisignKey(testKey(2).publicKey, sha256);
    assert.equal(outcome(FILE, minisig, other), 'minisig-other-key');
    assert.equal(outcome(FILE, minisig, { ...other, id: key.id }), 'minisig-wrong');
    const start = minisig.indexOf('\n') + 1;
    for (let at = start; at < minisig.length; at += 1) {
      const next = String.fromCharCode(minisig.charCodeAt(at) ^ 1);
      const changed = minisig.slice(0, at) + next + minisig.slice(at + 1);
      assert.notEqual(outcome(FILE, changed), COMMENT, `at ${at}`);
    }
  });
}

test('a key is the line that minisign takes', () => {
  const line = formatMinisignKey(key);
  assert.match(line, /^RW[A-Za-z0-9+/]{54}$/);
  for (const text of [line, `${line}\n`, `untrusted comment: minisign public key\n${line}\n`]) {
    const parsed = parseMinisignKey(text);
    assert.ok(parsed.ok);
    assert.equal(formatMinisignKey(parsed.value), line);
  }
  for (const wrong of ['', line.slice(4), `${line}AAAA`, line.replace('RW', 'AA'), `\n${line}`]) {
    assert.deepEqual(parseMinisignKey(wrong), { ok: false, refusal: 'minisign-key-malformed' });
  }
});

test('what is no signature file is refused', () => {
  const minisig = signMinisig(FILE, COMMENT, key, testKey(1).sign);
  const lines = minisig.split('\n');
  for (const wrong of [
    '',
    'x',
    lines.slice(1).join('\n'),
    lines.slice(0, 2).join('\n'),
    `${minisig}\nmore\n`,
    'x'.repeat(20_000),
  ]) {
    assert.equal(outcome(FILE, wrong), 'minisig-malformed');
  }
  assert.throws(() => signMinisig(FILE, 'a\nb', key, testKey(1).sign), RangeError);
});
