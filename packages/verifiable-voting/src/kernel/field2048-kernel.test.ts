import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { arch, execPath } from 'node:process';
import { test } from 'node:test';
import fc from 'fast-check';
import { BELENIOS_2048, RFC_3526_2048 } from '../groups/parameters.ts';
import { powerModulo } from '../numbers.ts';
import { startField2048Kernel } from './field2048-kernel.ts';

function start(p: bigint) {
  const kernel = startField2048Kernel(p);
  assert.ok(kernel, 'this processor has fused multiply-add');
  return kernel;
}

const LIMB = 1n << 51n;
const moduli = {
  'BELENIOS-2048': BELENIOS_2048.p,
  'RFC-3526-2048': RFC_3526_2048.p,
  'the largest': 2n ** 2048n - 1n,
  'nearly all limbs 0': 2n ** 2047n + 1n,
  'a small prime': 2n ** 127n - 1n,
  three: 3n,
};

for (const [name, p] of Object.entries(moduli)) {
  const kernel = start(p);
  const edges = [0n, 1n, 2n, LIMB - 1n, LIMB, LIMB + 1n, p >> 1n, p - 2n, p - 1n];
  const number = fc.oneof(
    fc.bigInt(0n, p - 1n),
    fc.constantFrom(...edges.map((one) => ((one % p) + p) % p)),
  );
  const exponent = fc.oneof(
    fc.bigInt(0n, 2n ** 256n - 1n),
    fc.constantFrom(0n, 1n, 2n, 15n, 16n, 17n, 255n, 2n ** 255n, 2n ** 256n - 1n),
  );

  test(`shared powers of two numbers are plain powers, modulo ${name}`, () => {
    fc.assert(
      fc.property(number, number, fc.array(exponent, { maxLength: 5 }), (a, b, exponents) => {
        kernel.powersInto([a, b], exponents);
        const rebuilt = exponents.map((_, place) => kernel.output(place));
        const plain = exponents.map((one) => [powerModulo(a, one, p), powerModulo(b, one, p)]);
        assert.deepEqual(rebuilt, plain);
        const ones = exponents.map((_, place) => kernel.onesOf(place));
        assert.deepEqual(
          ones,
          plain.map((pair) => pair.map((one) => one === 1n)),
        );
      }),
      { numRuns: 60, examples: edges.map((one) => [((one % p) + p) % p, p - 1n, [2n, 3n]]) },
    );
  });

  test(`powers by table are plain powers, modulo ${name}`, () => {
    const table = kernel.prepareTable([p - 2n, p >> 1n], 256);
    const bases = [p - 2n, p >> 1n] as const;
    const which = fc.constantFrom(0 as const, 1 as const);
    fc.assert(
      fc.property(number, which, exponent, which, exponent, (start0, a, e, b, f) => {
        kernel.powersInto([start0, start0], [1n]);
        kernel.multiplyByTable(0, table, { which: a, exponent: e }, { which: b, exponent: f });
        const plain = [
          (start0 * powerModulo(bases[a], e, p)) % p,
          (start0 * powerModulo(bases[b], f, p)) % p,
        ];
        assert.deepEqual(kernel.output(0), plain);
      }),
      { numRuns: 40 },
    );
  });
}

test('exponents of 2048 bits are taken, singly and by table', () => {
  const { p, q } = RFC_3526_2048;
  const kernel = start(p);
  const exponents = [q, q - 1n, 2n ** 2048n - 1n, 2n ** 2047n, 0n, 1n];
  kernel.powersInto([3n, p - 5n], exponents);
  const table = kernel.prepareTable([3n, 7n], 2048);
  const shared = exponents.map((_, place) => kernel.output(place));
  for (const [place, exponent] of exponents.entries()) {
    const plain = [powerModulo(3n, exponent, p), powerModulo(p - 5n, exponent, p)];
    assert.deepEqual(shared[place], plain);
    kernel.powersInto([1n, 1n], [1n]);
    kernel.multiplyByTable(0, table, { which: 0, exponent }, { which: 1, exponent });
    assert.deepEqual(kernel.output(0), [plain[0], powerModulo(7n, exponent, p)]);
  }
});

test('numbers outside the field and exponents out of range are refused', () => {
  const { p } = BELENIOS_2048;
  const kernel = start(p);
  const table = kernel.prepareTable([2n, 3n], 256);
  const by = (exponent: bigint) => ({ which: 0, exponent }) as const;
  for (const outside of [p, p + 1n, -1n, 2n ** 2048n]) {
    assert.throws(() => kernel.powersInto([outside, 1n], [1n]), /from 0 to p - 1/);
    assert.throws(() => kernel.powersInto([1n, outside], [1n]), /from 0 to p - 1/);
  }
  assert.throws(() => kernel.powersInto([1n, 1n], [-1n]), /not negative/);
  assert.throws(() => kernel.powersInto([1n, 1n], [2n ** 2048n]), /at most 2048 bits/);
  const tooMany = Array.from({ length: kernel.maxExponents + 1 }, () => 1n);
  assert.throws(() => kernel.powersInto([1n, 1n], tooMany), /bounded/);
  assert.throws(() => kernel.multiplyByTable(0, table, by(2n ** 256n), by(0n)), /fit the table/);
  assert.throws(() => kernel.multiplyByTable(0, table, by(0n), by(-1n)), /not negative/);
  for (const even of [0n, 1n, 4n, 2n ** 2048n + 1n]) {
    assert.throws(() => startField2048Kernel(even), /odd and fits/);
  }
});

test('the kernel does not start where multiply-add rounds twice', { skip: arch !== 'x64' }, () => {
  const program = `
    import { startField2048Kernel } from '${import.meta.resolve('./field2048-kernel.ts')}';
    console.log(startField2048Kernel(${BELENIOS_2048.p}n));`;
  // Node then does as on a processor without the instruction.
  const options = ['--no-enable-fma3', '--input-type=module', '--eval', program];
  assert.equal(execFileSync(execPath, options, { encoding: 'utf8' }), 'null\n');
});
