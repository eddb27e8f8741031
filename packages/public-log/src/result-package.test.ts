import assert from 'node:assert/strict';
import { createHash, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import { test } from 'node:test';
import { fromBase64url, toBase64url } from './base64url.ts';
import { signKeyRequest, verifyKeyRequest } from './key-request.ts';
import {
  fingerprintOf,
  packageHash,
  parsePackage,
  type Sign,
  type SignedPackage,
  signPackage,
  type Verify,
  verifyPackage,
} from './result-package.ts';

/** RFC 8032, section 7.1: secret key, public key, message, signature. */
const VECTORS = [
  [
    '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60',
    'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
    '',
    'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
  ],
  [
    '4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb',
    '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
    '72',
    '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
  ],
  [
    'c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7',
    'fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025',
    'af82',
    '6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a',
  ],
] as const;

const hex = (text: string) => Buffer.from(text, 'hex');
/** RFC 8410: the bytes before a raw key in its DER forms. */
const PRIVATE_PREFIX = hex('302e020100300506032b657004220420');
const PUBLIC_PREFIX = hex('302a300506032b6570032100');

const signer =
  (secret: Uint8Array): Sign =>
  (message) =>
    sign(
      null,
      message,
      createPrivateKey({
        key: Buffer.concat([PRIVATE_PREFIX, secret]),
        format: 'der',
        type: 'pkcs8',
      }),
    );
const verifier: Verify = (publicKey, message, signature) =>
  verify(
    null,
    message,
    createPublicKey({
      key: Buffer.concat([PUBLIC_PREFIX, publicKey]),
      format: 'der',
      type: 'spki',
    }),
    signature,
  );
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();
const crypto = { verify: verifier, sha256 };

const [secret, publicKey] = [hex(VECTORS[0][0]), hex(VECTORS[0][1])];
const key = fingerprintOf(publicKey, sha256);
const { text } = signPackage({ station: '17', votes: 100 }, key, signer(secret));

/** As narrow as a schema: the names and the kinds of their values. */
function isPackage(value: unknown): value is SignedPackage {
  const { format, type, key: of, payload, signature, ...more } = Object(value);
  return (
    format === 1 &&
    type === 'ovoz-result-package' &&
    /^[0-9a-f]{64}$/.test(of) &&
    typeof payload === 'object' &&
    /^[A-Za-z0-9_-]{86}$/.test(signature) &&
    Object.keys(more).length === 0
  );
}

function outcomeOf(altered: string): string {
  const parsed = parsePackage(altered, isPackage);
  if (!parsed.ok) return parsed.refusal;
  return verifyPackage(parsed.value, publicKey, crypto) ? 'verified' : 'signature-wrong';
}

test('signatures are those of RFC 8032', () => {
  for (const [secretKey, of, message, signature] of VECTORS) {
    assert.equal(Buffer.from(signer(hex(secretKey))(hex(message))).toString('hex'), signature);
    assert.ok(verifier(hex(of), hex(message), hex(signature)));
  }
});

test('a package has the bytes that the format says', () => {
  assert.match(
    text,
    /^\{"format":1,"key":"[0-9a-f]{64}","payload":\{"station":"17","votes":100\},"signature":"[A-Za-z0-9_-]{86}","type":"ovoz-result-package"\}$/,
  );
  const { signature, ...rest } = JSON.parse(text);
  const sorted = { format: rest.format, key: rest.key, payload: rest.payload, type: rest.type };
  const message = Buffer.from(`ovoz-package-v1\n${JSON.stringify(sorted)}`);
  assert.ok(verifier(publicKey, message, Buffer.from(signature, 'base64url')));
  assert.equal(packageHash(text, sha256), createHash('sha256').update(text).digest('hex'));
  assert.equal(outcomeOf(text), 'verified');
});

test('whatever byte is altered, nothing verifies', () => {
  for (let at = 0; at < text.length; at += 1) {
    for (const letter of [
      '0',
      '1',
      'A',
      'g',
      '"',
      ' ',
      '\\',
      String.fromCharCode(text.charCodeAt(at) ^ 1),
    ]) {
      if (letter === text[at]) continue;
      const altered = text.slice(0, at) + letter + text.slice(at + 1);
      assert.notEqual(outcomeOf(altered), 'verified', `${letter} at ${at}`);
    }
    assert.notEqual(outcomeOf(text.slice(0, at) + text.slice(at + 1)), 'verified', `without ${at}`);
  }
});

test('another key, another fingerprint and another purpose do not verify', () => {
  const [otherSecret, other] = [hex(VECTORS[1][0]), hex(VECTORS[1][1])];
  const parsed = JSON.parse(text) as SignedPackage;
  assert.ok(!verifyPackage(parsed, other, crypto));
  const { package: forged } = signPackage(parsed.payload, key, signer(otherSecret));
  assert.ok(!verifyPackage(forged, publicKey, crypto));
  assert.ok(!verifyPackage(forged, other, crypto), 'the fingerprint is of another key');
  const bare = toBase64url(signer(secret)(Buffer.from(JSON.stringify(parsed.payload))));
  assert.ok(!verifyPackage({ ...parsed, signature: bare }, publicKey, crypto));
});

test('only the canonical text is a package', () => {
  const cases: readonly [string, string][] = [
    ['package-not-canonical', text.replace(',', ', ')],
    ['package-not-canonical', `${text}\n`],
    ['package-not-canonical', text.replace('"votes":100', '"votes":1e2')],
    ['package-not-canonical', text.replace('"votes":100', '"votes":100.0')],
    ['package-not-canonical', text.replace('"votes":100', '"votes":1,"votes":100')],
    ['package-not-canonical', text.replace('"17"', '"\\u0031\\u0037"')],
    [
      'package-not-canonical',
      text.replace('"station":"17","votes":100', '"votes":100,"station":"17"'),
    ],
    ['package-not-canonical', text.replace('"votes":100', '"votes":0.5')],
    ['package-not-canonical', text.replace('"votes":100', '"votes":-0')],
    ['package-not-canonical', text.replace('"17"', '"\\ud800"')],
    ['package-malformed', text.slice(0, -1)],
    ['package-malformed', 'null'],
    ['package-malformed', ''],
    ['package-malformed', `\uFEFF${text}`],
    ['package-malformed', text.replace('"format":1', '"format":2')],
    ['package-malformed', text.replace('"format":1', '"extra":1,"format":1')],
  ];
  for (const [expected, altered] of cases) assert.equal(outcomeOf(altered), expected, altered);
});

test('base64url is that of RFC 4648 and has one text for each value', () => {
  for (let length = 0; length < 70; length += 1) {
    const bytes = Uint8Array.from({ length }, (_, index) => (index * 73 + length * 31) & 255);
    assert.equal(toBase64url(bytes), Buffer.from(bytes).toString('base64url'));
    assert.deepEqual(fromBase64url(toBase64url(bytes)), bytes);
  }
  assert.equal(fromBase64url('AA=='), null);
  assert.equal(fromBase64url('AB'), null, 'unused bits are zero');
  assert.equal(fromBase64url('A'), null);
  assert.equal(fromBase64url('A+A/'), null);
});

test('a request for a key holds for its election and station only', () => {
  const request = { election: 'a-2026', station: '17' };
  const signature = signKeyRequest(request, signer(secret));
  assert.ok(verifyKeyRequest(request, publicKey, signature, verifier));
  const other = { ...request, station: '18' };
  assert.ok(!verifyKeyRequest(other, publicKey, signature, verifier));
  const moved = { ...request, election: 'b-2026' };
  assert.ok(!verifyKeyRequest(moved, publicKey, signature, verifier));
  assert.ok(!verifyKeyRequest(request, publicKey, 'AB', verifier));
});
