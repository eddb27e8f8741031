import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { platform } from '../../testing/small-election.ts';
import { openGroup } from '../groups/open-group.ts';
import { modulo } from '../numbers.ts';
import { openEd25519Secrets } from './ed25519-secrets.ts';

const group = openGroup('Ed25519', platform);
const secrets = await openEd25519Secrets(group, platform);
const { order: q, generator } = group;
const secret = (value: bigint) => {
  const scalar = secrets.parse(String(value));
  assert.ok(scalar !== null);
  return scalar;
};
const scalar = fc.oneof(fc.bigInt(0n, q - 1n), fc.constantFrom(0n, 1n, q - 1n));

test('secret arithmetic gives what public arithmetic gives, also for 0 and the neutral element', () => {
  fc.assert(
    fc.property(scalar, scalar, scalar, (a, b, c) => {
      const y = group.power(generator, c);
      assert.equal(secrets.generatorPower(secret(a)).text, group.power(generator, a).text);
      assert.equal(secrets.power(y, secret(a)).text, group.power(y, a).text);
      const both = group.multiply(group.power(generator, a), group.power(y, b));
      assert.equal(secrets.combine(secret(a), y, secret(b)).text, both.text);
      assert.equal(secrets.times(y, y, secret(b)).text, group.multiply(y, group.power(y, b)).text);
      assert.equal(secrets.reveal(secrets.add(secret(a), secret(b))), String((a + b) % q));
      assert.equal(secrets.reveal(secrets.multiply(secret(a), secret(b))), String((a * b) % q));
      assert.equal(secrets.respond(secret(a), secret(b), c), modulo(a - b * c, q));
    }),
    { numRuns: 30, examples: [[0n, 0n, 0n]] },
  );
  assert.equal(secrets.reveal(secrets.small(-3)), String(q - 3n));
});

test('only canonical scalars below q are read', () => {
  for (const text of [String(q), '-1', '01', '', 'x'])
    assert.equal(secrets.parse(text), null, text);
});

test('a secret does not fit where public exponents go', () => {
  // @ts-expect-error the kernel's group takes bigint only
  assert.throws(() => group.power(generator, secrets.random()));
});
