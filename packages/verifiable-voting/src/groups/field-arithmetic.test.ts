import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { startField2048Kernel } from '../kernel/field2048-kernel.ts';
import { powerModulo } from '../numbers.ts';
import { fieldArithmetic, type FieldRequest } from './field-arithmetic.ts';
import { fieldByBigInts } from './field-by-bigints.ts';
import { fieldByKernel } from './field-by-kernel.ts';
import { BELENIOS_2048 } from './parameters.ts';

const { p, q, g } = BELENIOS_2048;
const y = powerModulo(g, 4711n, p);
const started = startField2048Kernel(p);
assert.ok(started, 'this processor has fused multiply-add');
const kernel = fieldByKernel(BELENIOS_2048, started);
const bigInts = fieldByBigInts(BELENIOS_2048);
const byKernel = kernel.prepare(y);
const byBigInts = bigInts.prepare(y);

const scalar = fc.oneof(fc.bigInt(0n, q - 1n), fc.constantFrom(0n, 1n, 2n, q - 2n, q - 1n));
const row = fc.record({ challenge: scalar, g: scalar, y: scalar });
const member = scalar.map((exponent) => powerModulo(g, exponent, p));
const request = fc.record({
  base: member,
  rows: fc.array(row, { maxLength: 4 }),
  testsOrder: fc.boolean(),
});
/** A ciphertext's two halves, with the same challenges. */
const twins = fc
  .tuple(request, member, fc.array(row, { minLength: 4, maxLength: 4 }))
  .map(([first, base, others]): readonly FieldRequest[] => [
    first,
    {
      ...first,
      base,
      rows: first.rows.map(({ challenge }, index) => ({
        challenge,
        g: others[index]?.g ?? 0n,
        y: others[index]?.y ?? 0n,
      })),
    },
  ]);
const requests = fc
  .array(
    fc.oneof(
      request.map((one): readonly FieldRequest[] => [one]),
      twins,
    ),
    { maxLength: 3 },
  )
  .map((parts) => parts.flat());

test('the kernel and BigInts give the same commitments', () => {
  fc.assert(
    fc.property(requests, (all) => {
      const rebuilt = byKernel(all);
      assert.ok(rebuilt.ok);
      assert.deepEqual(rebuilt, byBigInts(all));
    }),
    { numRuns: 15 },
  );
});

test('commitments are g^g y^y base^challenge', () => {
  const base = powerModulo(g, 12n, p);
  const rows = Array.from({ length: 20 }, (_, i) => ({
    challenge: q - BigInt(i),
    g: BigInt(i),
    y: q - 1n,
  }));
  const plain = rows.map(
    (one) =>
      (powerModulo(base, one.challenge, p) * powerModulo(g, one.g, p) * powerModulo(y, one.y, p)) %
      p,
  );
  for (const rebuild of [byKernel, byBigInts]) {
    // More rows than the kernel takes at once.
    const rebuilt = rebuild([{ base, rows, testsOrder: true }]);
    assert.deepEqual(rebuilt, { ok: true, values: [plain] });
  }
});

test('the first base outside the group is named, in either half of a pair', () => {
  const good = { base: g, rows: [{ challenge: 5n, g: 1n, y: 0n }], testsOrder: true };
  const outside = [p - 1n, 2n, (g * (p - 1n)) % p, cubeRootOf1()];
  for (const base of outside) {
    const bad = { ...good, base };
    for (const at of [0, 1, 2, 3, 4]) {
      const all = Array.from({ length: 5 }, (_, index) => (index === at ? bad : good));
      for (const rebuild of [byKernel, byBigInts]) {
        assert.deepEqual(rebuild([...all, bad]), { ok: false, stranger: at });
        const untested = all.map((one) => ({ ...one, testsOrder: false }));
        assert.equal(rebuild(untested).ok, true);
      }
    }
  }
});

test('powers are those of BigInts, with exponents as long as the cofactor', () => {
  const exponents = [0n, 1n, q - 1n, q, (p - 1n) / q, p - 1n];
  for (const base of [1n, 2n, p - 1n, g, y]) {
    for (const exponent of exponents) {
      assert.equal(kernel.power(base, exponent), bigInts.power(base, exponent));
    }
  }
});

test('BigInts take over where the engine does not know the instructions of the kernel', (t) => {
  const { WebAssembly } = globalThis as unknown as { WebAssembly: { validate: () => boolean } };
  t.mock.method(WebAssembly, 'validate', () => false);
  assert.equal(startField2048Kernel(p), null);
  const rebuild = fieldArithmetic(BELENIOS_2048).prepare(y);
  const one = { base: y, rows: [{ challenge: 2n, g: 3n, y: 5n }], testsOrder: true };
  assert.deepEqual(rebuild([one]), byKernel([one]));
});

/** A number of order 3: the cofactor is a multiple of 3. */
function cubeRootOf1(): bigint {
  for (let base = 2n; ; base++) {
    const root = powerModulo(base, (p - 1n) / 3n, p);
    if (root !== 1n) return root;
  }
}
