import assert from 'node:assert/strict';
import { hash, randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { ed25519 } from '@noble/curves/ed25519.js';
import fc from 'fast-check';
import type { Platform } from '../platform.ts';
import { openGroup } from './open-group.ts';
import { jacobi } from './jacobi.ts';
import { BELENIOS_2048, RFC_3526_2048 } from './parameters.ts';
import { powersOfOne, powerTable, productOfPowersModulo } from './field-powers.ts';
import { powerModulo } from '../numbers.ts';

const platform: Platform = { sha256: (data) => hash('sha256', data, 'buffer'), randomBytes };
const curve = openGroup('Ed25519', platform);
const { Point } = ed25519;
const reversed = (hex: string) => (hex.match(/../g) ?? []).toReversed().join('');
const nobleText = (point: { toHex(): string }) => reversed(point.toHex());
const noble = (exponent: bigint) => (exponent === 0n ? Point.ZERO : Point.BASE.multiply(exponent));

const q = curve.order;
const edges = [0n, 1n, 2n, 15n, 16n, 17n, 127n, 128n, 129n, 255n, 256n, 2n ** 252n, q - 2n, q - 1n];
const scalar = fc.oneof(fc.bigInt(0n, q - 1n), fc.constantFrom(...edges));

test('the kernel multiplies as noble does, on random and edge exponents', () => {
  fc.assert(
    fc.property(scalar, scalar, (a, b) => {
      const base = curve.power(curve.generator, a);
      assert.equal(base.text, nobleText(noble(a)));
      const expected = b === 0n || a === 0n ? Point.ZERO : noble(a).multiply(b);
      assert.equal(curve.power(base, b).text, nobleText(expected));
      const sum = noble(a).add(noble(b));
      assert.equal(curve.multiply(base, curve.power(curve.generator, b)).text, nobleText(sum));
      assert.equal(curve.invert(base).text, nobleText(noble(a).negate()));
    }),
    { numRuns: 40, examples: edges.map((edge) => [edge, q - 1n]) },
  );
});

test('the kernel rebuilds commitments as noble does', () => {
  fc.assert(
    fc.property(scalar, scalar, scalar, scalar, (x, challenge, g, y) => {
      const key = curve.prepare(curve.power(curve.generator, 77n));
      const base = curve.power(curve.generator, x);
      const rows = [
        { challenge, g, y },
        { challenge: g, g: 0n, y: 0n },
      ];
      const rebuilt = curve.commitments(key, [{ base, rows, testsMembership: true }]);
      assert.ok(rebuilt.ok);
      const expected = noble((x * challenge + g + 77n * y) % q);
      assert.deepEqual(rebuilt.texts, [[nobleText(expected), nobleText(noble((x * g) % q))]]);
    }),
    { numRuns: 10 },
  );
});

test('points are parsed from their one text only', () => {
  const good = curve.generator.text;
  assert.equal(curve.parse(good)?.text, good);
  const p = 2n ** 255n - 19n;
  const text = (value: bigint) => value.toString(16).padStart(64, '0');
  const sign = 2n ** 255n;
  const refused = {
    'upper case': good.toUpperCase().replace('66', 'AA'),
    'one digit less': good.slice(1),
    'one digit more': `0${good}`,
    'p itself for 0': text(p),
    'p + 1 for the neutral element': text(p + 1n),
    'the neutral element with a sign': text(1n + sign),
    'y that is of no point': text(2n),
    'not hexadecimal': 'g'.repeat(64),
  };
  for (const [what, one] of Object.entries(refused)) assert.equal(curve.parse(one), null, what);
  assert.equal(curve.parse(text(1n))?.text, curve.neutral.text);
});

test('points of small order, and sums with them, are not members', () => {
  const order2 = curve.parse((2n ** 255n - 20n).toString(16));
  const order4 = curve.parse('0'.repeat(64));
  assert.ok(order2 && order4);
  for (const point of [order2, order4, curve.multiply(order4, curve.generator)]) {
    assert.equal(curve.isMember(point), false);
    const requests = [{ base: point, rows: [], testsMembership: true }];
    assert.deepEqual(curve.commitments(curve.prepare(curve.generator), requests), {
      ok: false,
      stranger: 0,
    });
  }
  assert.equal(curve.isMember(curve.neutral), true);
});

test('values come out of an element as they were put in', () => {
  for (const name of ['Ed25519', 'RFC-3526-2048'] as const) {
    const group = openGroup(name, platform);
    const value = 0x0102030405060708090an;
    const element = group.embed(value);
    assert.ok(element !== null && group.isMember(element));
    assert.equal(group.extract(element), value);
  }
});

test('elements of a field are canonical decimals from 1 to p - 1', () => {
  const group = openGroup('BELENIOS-2048', platform);
  const { p } = BELENIOS_2048;
  for (const text of [
    '0',
    '01',
    '+1',
    '-1',
    ' 1',
    '1 ',
    '0x1',
    '',
    String(p),
    String(p + 1n),
    '1e3',
  ]) {
    assert.equal(group.parse(text), null, text);
  }
  const minusOne = group.parse(String(p - 1n));
  assert.ok(minusOne !== null && !group.isMember(minusOne));
  assert.equal(group.isMember(group.generator), true);
});

test('a Jacobi symbol tells the members where the cofactor is 2', () => {
  const { p, q: order } = RFC_3526_2048;
  for (const value of [2n, 3n, 5n, 7n, 11n, 13n, 1234567890123456789n]) {
    assert.equal(jacobi(value, p) === 1, powerModulo(value, order, p) === 1n, String(value));
  }
});

test('shared powers are plain powers', () => {
  const p = 2n ** 127n - 1n;
  const number = fc.bigInt(1n, p - 1n);
  fc.assert(
    fc.property(number, fc.array(fc.bigInt(0n, p)), (base, exponents) => {
      const plain = exponents.map((one) => powerModulo(base, one, p));
      assert.deepEqual(powersOfOne(base, exponents, p), plain);
      const table = powerTable(base, 127, p);
      assert.deepEqual(exponents.map(table), plain);
      const pairs = exponents.map((one, i) => [base + BigInt(i), one] as const);
      const product = pairs.reduce((all, [a, e]) => (all * powerModulo(a, e, p)) % p, 1n);
      assert.equal(productOfPowersModulo(pairs, p), product);
    }),
    { numRuns: 30 },
  );
});
