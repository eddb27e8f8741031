import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { platform } from '../../testing/small-election.ts';
import { readArchive } from '../archive/read-archive.ts';
import { openGroup } from '../groups/open-group.ts';
import { Malformed } from '../objects/shape.ts';
import { parseTrustees } from '../objects/trustees.ts';
import { verifyTrustees } from './verify-trustees.ts';

type ProofText = { challenge: string; response: string };
type Single = { pok: ProofText };
type Signed = { message: string; signature: ProofText };
type Pedersen = {
  certs: Signed[];
  coefexps: Signed[];
  signatures: ProofText[];
  verification_keys: { pok: ProofText; public_key: string; signature: ProofText }[];
};

const TRUSTEES_ENTRY = 2;
/** What the reference tool calls valid in the layout of version 3.0, mutated below. */
async function trusteesOf(vector: string): Promise<string> {
  const path = new URL(`../../../../tests/vectors/belenios/${vector}.bel`, import.meta.url);
  async function* whole() {
    yield new Uint8Array(readFileSync(path));
  }
  let at = 0;
  for await (const { body } of readArchive(whole())) {
    if (at++ === TRUSTEES_ENTRY) return new TextDecoder().decode(body);
  }
  throw new RangeError('the archive has trustees');
}

/** Puts the last item first. */
function swap(list: unknown[]): void {
  list.unshift(list.pop());
}

const plusOne = (decimal: string) => String(BigInt(decimal) + 1n);

for (const name of ['Ed25519', 'BELENIOS-2048'] as const) {
  const group = openGroup(name, platform);
  const vector = `threshold-3.0-layout-${name.toLowerCase().replace('-', '')}`;
  const text = await trusteesOf(vector);
  const codesOf = (mutate: (pedersen: Pedersen, single: Single) => void) => {
    const all = JSON.parse(text) as [['Single', Single], ['Pedersen', Pedersen]];
    mutate(all[1][1], all[0][1]);
    try {
      const { problems } = verifyTrustees(group, parseTrustees(group, JSON.stringify(all)));
      return problems.map(({ code, trustee }) => `${code} ${trustee}`);
    } catch (error) {
      assert.ok(error instanceof Malformed);
      return ['malformed'];
    }
  };
  const unverified = [2, 3, 4].map((trustee) => `trustee-signature-unverified ${trustee}`);

  test(`${vector}: nothing but its "signatures" is left unverified`, () => {
    assert.deepEqual(
      codesOf(() => {}),
      unverified,
    );
  });

  test(`${vector}: every signature and proof that is altered is found with its trustee`, () => {
    for (const index of [0, 1, 2]) {
      for (const part of ['challenge', 'response'] as const) {
        const alter = (proof: ProofText | undefined) => {
          assert.ok(proof);
          proof[part] = plusOne(proof[part]);
        };
        const found = (pick: (pedersen: Pedersen) => ProofText | undefined) =>
          codesOf((pedersen) => alter(pick(pedersen))).filter((one) => !unverified.includes(one));
        const trustee = index + 2;
        assert.deepEqual(
          found(({ certs }) => certs[index]?.signature),
          [`trustee-certificate-wrong ${trustee}`],
        );
        assert.deepEqual(
          found(({ coefexps }) => coefexps[index]?.signature),
          [`trustee-coefexps-wrong ${trustee}`],
        );
        const key = (pedersen: Pedersen) => pedersen.verification_keys[index];
        assert.deepEqual(
          found((pedersen) => key(pedersen)?.pok),
          [`trustee-key-proof-wrong ${trustee}`],
        );
        assert.deepEqual(
          found((pedersen) => key(pedersen)?.signature),
          [`trustee-key-signature-wrong ${trustee}`],
        );
        assert.deepEqual(
          codesOf((_, single) => alter(single.pok)),
          ['trustee-key-proof-wrong 1', ...unverified],
        );
      }
    }
  });

  test(`${vector}: "signatures" that are malformed or too few are refused`, () => {
    const malformed = {
      'one less': ({ signatures }: Pedersen) => void signatures.pop(),
      'one more': ({ signatures }: Pedersen) =>
        void signatures.push({ challenge: '1', response: '1' }),
      'not below q': ({ signatures: [first] }: Pedersen) => {
        if (first) first.response = String(group.order);
      },
      'not canonical': ({ signatures: [first] }: Pedersen) => {
        if (first) first.challenge = `0${first.challenge}`;
      },
    };
    for (const [what, mutate] of Object.entries(malformed)) {
      assert.deepEqual(codesOf(mutate), ['malformed'], what);
    }
  });

  test(`${vector}: swapped or foreign parts of trustees are found`, () => {
    assert.ok(codesOf((pedersen) => swap(pedersen.certs)).includes('trustee-coefexps-wrong 2'));
    const context = codesOf((pedersen) => swap(pedersen.certs));
    assert.ok(context.includes('trustee-certificate-context-wrong 2'));
    const keys = codesOf((pedersen) => swap(pedersen.verification_keys));
    assert.ok(keys.includes('trustee-key-not-of-polynomials 2'));
    const polynomials = codesOf((pedersen) => swap(pedersen.coefexps));
    assert.ok(polynomials.includes('trustee-coefexps-wrong 2'));
    const neutral = codesOf((pedersen) => {
      const [first] = pedersen.verification_keys;
      if (first) first.public_key = name === 'Ed25519' ? '0'.repeat(64) : group.order.toString();
    });
    assert.ok(neutral.includes('trustee-key-outside-group 2'));
  });
}
