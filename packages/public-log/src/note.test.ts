// Vectors of Go's golang.org/x/mod/sumdb/note, and of the specification itself.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromBase64, toBase64 } from './base64.ts';
import {
  checkNote,
  ED25519,
  formatNote,
  formatVkey,
  isKeyName,
  noteKey,
  parseNote,
  parseSignatureLines,
  parseVkey,
  signText,
} from './note.ts';
import { keyOf, sha256, testKey, verifyEd25519 } from './signing-keys.test.ts';

const PETER = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
const ENOCH = 'EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop';
const PETER_SECRET = 'AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz';
const TEXT =
  "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
const PETER_LINE =
  '\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n';
const ENOCH_LINE =
  '\u2014 EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n';

function keyFrom(line: string) {
  const parsed = parseVkey(line, sha256);
  return parsed.ok ? parsed.value : assert.fail(line);
}
const peter = keyFrom(PETER);

function outcome(text: string, key = peter): string {
  const note = parseNote(text);
  if (!note.ok) return note.refusal;
  const checked = checkNote(note.value, key, verifyEd25519);
  return checked.ok ? 'verified' : checked.refusal;
}

test('keys of others are read and written as they stand', () => {
  for (const line of [PETER, ENOCH, 'TEST+7997405c+AQcC+FTVKf0jlTdHDY3rbevmnKxxPjigCXlVtGe6RIr6']) {
    assert.equal(formatVkey(keyFrom(line)), line);
  }
  const witness = keyFrom('remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2');
  assert.equal(witness.type, 4);
  assert.ok(parseVkey(`${PETER}\n`, sha256).ok, 'as it stands in a file');
});

test('no part of a key and no altered key is one', () => {
  for (let start = 0; start <= PETER.length; start += 1) {
    for (let end = start; end <= PETER.length; end += 1) {
      if (end - start === PETER.length) continue;
      assert.ok(!parseVkey(PETER.slice(start, end), sha256).ok);
    }
  }
  for (let at = 0; at < PETER.length; at += 1) {
    const next = String.fromCharCode(PETER.charCodeAt(at) + 1);
    assert.ok(!parseVkey(PETER.slice(0, at) + next + PETER.slice(at + 1), sha256).ok);
  }
  for (const wrong of [
    'PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==',
    'PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW',
    `${PETER}\n\n`,
    ` ${PETER}`,
    PETER.replace('c74f20a3', 'C74F20A3'),
  ]) {
    assert.deepEqual(parseVkey(wrong, sha256), { ok: false, refusal: 'vkey-malformed' });
  }
});

test('a note is signed byte for byte as Go signs it', () => {
  const secret = fromBase64(PETER_SECRET) ?? assert.fail();
  const key = keyOf(secret.slice(1));
  const named = noteKey('PeterNeumann', key.publicKey, ED25519, sha256);
  assert.equal(formatVkey(named), PETER);
  const note = { text: TEXT, signatures: [signText(TEXT, named, key.sign)] };
  assert.equal(formatNote(note), `${TEXT}\n${PETER_LINE}`);
  assert.throws(() => signText('no end', named, key.sign), /line feed/);
});

test('signatures of known keys are verified, of others ignored, and none is not enough', () => {
  assert.equal(outcome(`${TEXT}\n${PETER_LINE}`), 'verified');
  assert.equal(outcome(`${TEXT}\n${PETER_LINE}${ENOCH_LINE}`), 'verified');
  assert.equal(outcome(`${TEXT}\n${ENOCH_LINE}${PETER_LINE}`, keyFrom(ENOCH)), 'verified');
  assert.equal(outcome(`${TEXT}\n${ENOCH_LINE}`), 'signature-missing');
  const foreign = ENOCH_LINE.replace('EnochRoot', 'PeterNeumann');
  assert.equal(outcome(`${TEXT}\n${foreign}`), 'signature-missing', 'the name alone is no key');
  const spoiled = PETER_LINE.replace('JnAM=', 'JnAQ=');
  assert.equal(outcome(`${TEXT}\n${spoiled}`), 'signature-wrong');
  assert.equal(outcome(`${TEXT}\n${PETER_LINE}${spoiled}`), 'signature-wrong');
  assert.equal(outcome(`${TEXT}x\n\n${PETER_LINE}`), 'signature-wrong');
});

test('whatever bit of a note is changed, it does not verify', () => {
  const bytes = Buffer.from(`${TEXT}\n${PETER_LINE}`);
  const decoder = new TextDecoder('utf-8', { fatal: true });
  for (let at = 0; at < bytes.length; at += 1) {
    for (let bit = 0; bit < 8; bit += 1) {
      const copy = Uint8Array.from(bytes);
      copy[at] = (copy[at] ?? 0) ^ (1 << bit);
      let text: string;
      try {
        text = decoder.decode(copy);
      } catch {
        continue;
      }
      assert.notEqual(outcome(text), 'verified', `bit ${bit} of ${at}`);
    }
  }
});

test('what is no note is refused', () => {
  for (const wrong of [
    '',
    '\n',
    '\n\n',
    TEXT,
    `${TEXT}\n`,
    `${TEXT}${PETER_LINE}`,
    `${TEXT}\n${PETER_LINE.trimEnd()}`,
    `${TEXT}\n${PETER_LINE}\n`,
    `${TEXT}\n${PETER_LINE}more\n`,
    `${TEXT}\n${PETER_LINE.replace('\u2014', '-')}`,
    `${TEXT}\n${PETER_LINE.replace('=\n', '\n')}`,
    `${TEXT}\n\u2014 PeterNeumann AAAA\n`,
    `${TEXT}\n\u2014 PeterNeumann x08gow==\n`,
    `${TEXT}\n\u2014 Peter+Neumann x08goAA=\n`,
    `${TEXT}\u0007\n\n${PETER_LINE}`,
    `${TEXT}\r\n\n${PETER_LINE}`,
    `${TEXT}\n${PETER_LINE.repeat(101)}`,
    `${'x'.repeat(1_000_000)}\n\n${PETER_LINE}`,
  ]) {
    assert.equal(outcome(wrong), 'note-malformed', wrong.slice(0, 200));
  }
  assert.equal(
    outcome(`a\n\nb\n\n${PETER_LINE}`),
    'signature-wrong',
    'a text may have empty lines',
  );
});

test('lines of signatures are read one by one', () => {
  assert.equal(parseSignatureLines(PETER_LINE + ENOCH_LINE)?.length, 2);
  assert.equal(parseSignatureLines(''), null);
  assert.equal(parseSignatureLines(`\n${PETER_LINE}`), null);
  for (const name of ['a b', 'a+b', '', 'a\u00a0b', 'a\u2003b', 'a\nb', 'a\u0000']) {
    assert.ok(!isKeyName(name), name);
    assert.throws(() => noteKey(name, testKey(1).publicKey, ED25519, sha256), RangeError);
  }
});

test('base64 is that of RFC 4648 section 4 and has one text for each value', () => {
  for (let length = 0; length < 70; length += 1) {
    const bytes = Uint8Array.from({ length }, (_, index) => (index * 73 + length * 31) & 255);
    assert.equal(toBase64(bytes), Buffer.from(bytes).toString('base64'));
    assert.deepEqual(fromBase64(toBase64(bytes)), bytes);
  }
  for (const wrong of ['AA', 'AB==', 'A===', 'AA==\n', 'AA=A', '=', 'A-_A']) {
    assert.equal(fromBase64(wrong), null, wrong);
  }
});
