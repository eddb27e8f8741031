import assert from 'node:assert/strict';
import { test } from 'node:test';
import { generateKeys, openTools, valueOf } from '../../testing/threshold-trustees.ts';
import { parseTrustees } from '../objects/trustees.ts';
import { toHex } from '../numbers.ts';
import { keysOfSeed, seal, signedMessageText, type TrusteeSeedKeys, unseal } from './channel.ts';
import { makeInput, makeOutput, makePolynomial, openPrivateKey } from './pedersen.ts';
import { verifyTrustees } from './verify-trustees.ts';

const older = await openTools('AES-CCM');
const newer = await openTools('AES-GCM');
const { group } = older.secrets;

for (const [what, tools] of Object.entries({
  'AES-CCM': [older, older, older],
  'AES-GCM': [newer, newer, newer],
  'both ciphers': [older, newer, newer],
})) {
  test(`two of three make a key over channels with ${what}`, () => {
    const { seeds, parameters, privateKeys } = generateKeys(tools, 2);
    const text = JSON.stringify([['Pedersen', parameters]]);
    const { keys, problems } = verifyTrustees(group, parseTrustees(group, text));
    assert.deepEqual(problems, []);
    for (const [index, sealed] of privateKeys.entries()) {
      const x = valueOf(openPrivateKey(older, seeds[index] ?? '', sealed));
      assert.equal(older.secrets.generatorPower(x).text, keys[index]?.text);
    }
  });
}

test('a sealed message opens for its recipient and from its sender only', () => {
  const [alice, bob, eve] = ['a', 'b', 'e'].map((one) => keysOfSeed(older, one.repeat(22)));
  assert.ok(alice && bob && eve);
  for (const tools of [older, newer]) {
    const sealed = seal(tools, alice.signing, bob.encryption, 'a message');
    assert.deepEqual(unseal(older, bob, alice.verification, sealed), {
      ok: true,
      value: 'a message',
    });
    const refusalOf = (keys: TrusteeSeedKeys, sender: TrusteeSeedKeys, text: string) => {
      const opened = unseal(older, keys, sender.verification, text);
      return opened.ok ? 'opened' : opened.refusal;
    };
    assert.equal(refusalOf(eve, alice, sealed), 'channel-not-decrypted');
    assert.equal(refusalOf(bob, eve, sealed), 'channel-not-authentic');
    const one = JSON.parse(sealed) as { data: string };
    const data = (one.data.startsWith('0') ? '1' : '0') + one.data.slice(1);
    assert.equal(refusalOf(bob, alice, JSON.stringify({ ...one, data })), 'channel-not-decrypted');
    for (const short of ['', '00', '00'.repeat(8)]) {
      const cut = JSON.stringify({ ...one, data: short });
      assert.equal(refusalOf(bob, alice, cut), 'channel-not-decrypted');
    }
    assert.equal(
      refusalOf(bob, alice, JSON.stringify({ ...one, data: 'g0' })),
      'channel-malformed',
    );
    assert.equal(refusalOf(bob, alice, '{}'), 'channel-malformed');
    const small = JSON.stringify({ ...one, alpha: '0'.repeat(64) });
    assert.equal(refusalOf(bob, alice, small), 'channel-malformed');
  }
});

test('a message that its recipient forwarded to somebody else is not authentic', () => {
  const [alice, bob, eve] = ['a', 'b', 'e'].map((one) => keysOfSeed(newer, one.repeat(22)));
  assert.ok(alice && bob && eve);
  const { secrets, ciphers, platform } = newer;
  const envelope = JSON.stringify({ recipient: bob.encryption.text, message: 'secret' });
  const signed = signedMessageText(secrets, alice.signing, envelope);
  const [r, s] = [secrets.random(), secrets.random()];
  const alpha = secrets.generatorPower(r).text;
  const beta = secrets.combine(s, eve.encryption, r).text;
  const key = platform.sha256(`key|${secrets.generatorPower(s).text}`);
  const nonce = platform.sha256(`iv|${alpha}`).slice(0, 12);
  const data = toHex(ciphers['AES-GCM'].encrypt(key, nonce, new TextEncoder().encode(signed)));
  const opened = unseal(newer, eve, alice.verification, JSON.stringify({ alpha, beta, data }));
  assert.deepEqual(opened, { ok: false, refusal: 'channel-not-authentic' });
});

test('a trustee refuses certificates, polynomials and shares that are not right', () => {
  const { seeds, certificates, polynomials } = generateKeys([newer, newer, newer], 2);
  const [seed = ''] = seeds;
  const refusalOf = (result: { ok: boolean; refusal?: unknown }) => result.refusal ?? 'accepted';
  const made = (certs: readonly string[]) => refusalOf(makePolynomial(newer, seed, certs, 2));
  const [first = '', second = ''] = certificates;
  assert.equal(made([first, first, second]), 'certificate-wrong');
  assert.equal(made([second]), 'certificate-not-ours');
  assert.equal(
    made([first, second.replace(/"response":"\d/, '"response":"9')]),
    'certificate-wrong',
  );

  const output = (input: string) => refusalOf(makeOutput(newer, seed, certificates, 2, input));
  const input = makeInput(polynomials, 1);
  assert.equal(output(input), 'accepted');
  const swapped = JSON.parse(input) as { secrets: string[]; coefexps: unknown[] };
  const reversed = { ...swapped, secrets: swapped.secrets.toReversed() };
  assert.equal(output(JSON.stringify(reversed)), 'channel-not-authentic');
  assert.equal(output(makeInput(polynomials, 2)), 'channel-not-decrypted');
  const others = generateKeys([newer, newer, newer], 2).polynomials;
  const foreign = {
    ...swapped,
    coefexps: (JSON.parse(makeInput(others, 1)) as typeof swapped).coefexps,
  };
  assert.equal(output(JSON.stringify(foreign)), 'share-wrong');
  assert.equal(output(JSON.stringify({ ...swapped, coefexps: [] })), 'polynomial-wrong');
});
