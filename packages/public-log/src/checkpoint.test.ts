import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromBase64 } from './base64.ts';
import {
  formatCheckpoint,
  openCheckpoint,
  parseCheckpoint,
  parseSignedCheckpoint,
  signCheckpoint,
} from './checkpoint.ts';
import { checkCosignature, cosign, cosignersOf, quorumOf, withSignatures } from './cosignature.ts';
import {
  COSIGNATURE_V1,
  ED25519,
  formatSignatureLine,
  noteKey,
  parseNote,
  type NoteSignature,
} from './note.ts';
import { sha256, testKey, verifyEd25519 } from './signing-keys.test.ts';

/** The example of tlog-checkpoint and tlog-cosignature. */
const EXAMPLE =
  'example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n';
const EXAMPLE_LINES =
  '\u2014 example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n' +
  '\u2014 witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n';

const ORIGIN = 'ovoz.log/test/public';
const log = testKey(1);
const logKey = noteKey(ORIGIN, log.publicKey, ED25519, sha256);
const root = Uint8Array.from(sha256(Buffer.from('root')));
const text = formatCheckpoint({ origin: ORIGIN, size: 7, root });
const note = signCheckpoint({ origin: ORIGIN, size: 7, root }, logKey, log.sign);
const NOW = 1_800_000_000;

const witnessKey = (number: number) =>
  noteKey(`witness.example/${number}`, testKey(10 + number).publicKey, COSIGNATURE_V1, sha256);
const cosigned = (number: number, time = NOW) =>
  cosign(text, time, witnessKey(number), testKey(10 + number).sign);
const check = (signature: NoteSignature, number = 1, of = text) =>
  checkCosignature(of, signature, witnessKey(number), NOW, verifyEd25519);

test('the example of the specification is read and written', () => {
  const parsed = parseSignedCheckpoint(`${EXAMPLE}\n${EXAMPLE_LINES}`);
  assert.ok(parsed.ok);
  assert.equal(parsed.value.size, 20_852_163);
  assert.equal(formatCheckpoint(parsed.value), EXAMPLE);
  const cosignature = parsed.value.note.signatures[1] ?? assert.fail();
  const time = Buffer.from(cosignature.signature).readBigUInt64BE(0);
  assert.equal(time, 1_679_315_147n, 'the time that the example of tlog-cosignature signs');
});

test('only the three lines are a checkpoint', () => {
  assert.ok(parseCheckpoint(text).ok);
  const [origin = '', size = '', hash = ''] = text.split('\n');
  for (const wrong of [
    '',
    `${origin}\n${size}\n${hash}`,
    `${origin}\n${size}\n${hash}\n\n`,
    `${origin}\n${size}\n${hash}\nextension\n`,
    `\n${size}\n${hash}\n`,
    `${origin}\n0${size}\n${hash}\n`,
    `${origin}\n-1\n${hash}\n`,
    `${origin}\n+7\n${hash}\n`,
    `${origin}\n7.0\n${hash}\n`,
    `${origin}\n9007199254740992\n${hash}\n`,
    `${origin}\n99999999999999999999\n${hash}\n`,
    `${origin}\n${size}\n${hash.slice(4)}\n`,
    `${origin}\n${size}\n${hash.replace('=', '')}\n`,
  ]) {
    assert.deepEqual(parseCheckpoint(wrong), { ok: false, refusal: 'checkpoint-malformed' }, wrong);
  }
  assert.ok(parseCheckpoint(`${origin}\n0\n${hash}\n`).ok);
  assert.throws(() => formatCheckpoint({ origin: 'a\nb', size: 1, root }), /one line/);
  assert.throws(() => formatCheckpoint({ origin: 'a', size: -1, root }), /whole number/);
});

test('a checkpoint is opened by the key of its log alone', () => {
  const opened = openCheckpoint(note, logKey, verifyEd25519);
  assert.ok(opened.ok);
  assert.deepEqual([opened.value.origin, opened.value.size, opened.value.root], [ORIGIN, 7, root]);
  const refusalOf = (given: string, key = logKey) => {
    const result = openCheckpoint(given, key, verifyEd25519);
    return result.ok ? 'opened' : result.refusal;
  };
  const other = noteKey(ORIGIN, testKey(2).publicKey, ED25519, sha256);
  const elsewhere = noteKey('ovoz.log/test/audit', log.publicKey, ED25519, sha256);
  assert.equal(refusalOf(note, other), 'signature-missing');
  assert.equal(refusalOf(note, elsewhere), 'origin-wrong');
  assert.equal(refusalOf(note.replace('\n7\n', '\n8\n')), 'signature-wrong');
  assert.equal(refusalOf(text), 'note-malformed');
  // A log that signs for another origin by its own name: its key is not the key of that origin.
  const foreign = signCheckpoint({ origin: 'another', size: 7, root }, logKey, log.sign);
  assert.equal(refusalOf(foreign), 'origin-wrong');
});

test('a co-signature holds for its witness, its time and its checkpoint only', () => {
  const signature = cosigned(1);
  assert.deepEqual(check(signature), { ok: true, value: NOW });
  assert.deepEqual(check(signature, 2), { ok: false, refusal: 'cosignature-wrong' });
  assert.deepEqual(check({ ...signature, name: 'another' }), {
    ok: false,
    refusal: 'cosignature-wrong',
  });
  assert.deepEqual(check(signature, 1, text.replace('\n7\n', '\n8\n')), {
    ok: false,
    refusal: 'cosignature-wrong',
  });
  for (let at = 0; at < signature.signature.length; at += 1) {
    const copy = Uint8Array.from(signature.signature);
    copy[at] = (copy[at] ?? 0) ^ 1;
    assert.ok(!check({ ...signature, signature: copy }).ok, `byte ${at}`);
  }
  assert.ok(!check({ ...signature, signature: signature.signature.subarray(1) }).ok);
  const plain = log.sign(Buffer.from(text));
  assert.ok(
    !check({ ...signature, signature: plain }).ok,
    'the signature of a log is none of a witness',
  );
});

test('what is signed is what the specification says', () => {
  const { signature } = cosigned(1, 1_679_315_147);
  const message = Buffer.from(`cosignature/v1\ntime 1679315147\n${text}`);
  assert.ok(verifyEd25519(witnessKey(1).publicKey, message, signature.subarray(8)));
  assert.equal(Buffer.from(signature.subarray(0, 8)).toString('hex'), '00000000641850cb');
});

test('five minutes of another clock are allowed, not more', () => {
  assert.ok(check(cosigned(1, NOW + 300)).ok);
  assert.deepEqual(check(cosigned(1, NOW + 301)), {
    ok: false,
    refusal: 'cosignature-in-the-future',
  });
  assert.ok(check(cosigned(1, 0)).ok);
});

test('co-signatures are counted once a witness, and only those that hold', () => {
  const witnesses = [1, 2, 3].map(witnessKey);
  const spoiled = { ...cosigned(2), signature: cosigned(1).signature };
  const added = withSignatures(note, [cosigned(1), spoiled, cosigned(4)]);
  assert.ok(added.ok);
  const parsed = parseNote(added.value);
  assert.ok(parsed.ok);
  assert.equal(parsed.value.signatures.length, 4);
  const signers = cosignersOf(parsed.value, witnesses, NOW, verifyEd25519);
  assert.deepEqual(
    signers.map(({ name }) => name),
    ['witness.example/1'],
  );
  assert.ok(openCheckpoint(added.value, logKey, verifyEd25519).ok, 'co-signatures do not spoil it');
  const again = withSignatures(added.value, [cosigned(1, NOW + 1)]);
  assert.ok(again.ok);
  assert.equal(
    again.value.split('witness.example/1 ').length,
    2,
    'a newer takes the place of an older',
  );
  assert.ok(again.value.endsWith(formatSignatureLine(cosigned(1, NOW + 1))));
  assert.deepEqual([1, 2, 3, 4, 5].map(quorumOf), [1, 2, 2, 3, 3]);
  assert.ok(!withSignatures(text, []).ok);
  assert.equal(fromBase64('')?.length, 0);
});
