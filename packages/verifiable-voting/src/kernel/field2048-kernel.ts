import { assert } from '@ovoz/basics';
import { fromBase64 } from '../base64.ts';
import { inverseModulo } from '../numbers.ts';
import { FIELD2048_WASM } from './field2048-wasm.ts';
import { canStartKernel, type KernelMemory, PAGE_BYTES, startKernel } from './web-assembly.ts';

/** kernel/field2048.ts as it is exported: addresses in its memory, and counts. */
type Exports = {
  readonly memory: KernelMemory;
  prepareModulus(p: number, negativeInverse: bigint, squareOfR: number): void;
  enterPair(out: number, words0: number, words1: number): void;
  leavePair(words0: number, words1: number, pair: number): void;
  multiplyPair(out: number, a: number, b: number): void;
  onesOf(pair: number): number;
  powers(out: number, base: number, exponents: number, count: number, bytes: number): void;
  fillTable(table: number, base: number, width: number, rows: number): void;
  multiplyByTable(
    pair: number,
    table: number,
    width: number,
    bytes: number,
    exponent0: number,
    lane0: number,
    exponent1: number,
    lane1: number,
  ): void;
  pairBytes(): number;
  maxExponents(): number;
  freeMemory(): number;
};

/** Two numbers that are worked on side by side. */
export type Pair = readonly [bigint, bigint];

/** Powers of two numbers by table; where it lies in the kernel's memory, and for exponents up to which. */
export type PairTable = {
  readonly at: number;
  readonly width: number;
  readonly exponentBytes: number;
};

/** One number of a table, 0 or 1, and its exponent. */
export type TablePower = { readonly which: 0 | 1; readonly exponent: bigint };

const MOST_BITS = 2048;
const NUMBER_BYTES = MOST_BITS / 8;
const WORD_BITS = 64n;
/** 2^2142 and 2^51 of kernel/montgomery.ts. */
const R = 1n << 2142n;
const LIMB = 1n << 51n;

/** Public arithmetic modulo an odd number of at most 2048 bits, in variable time, two numbers side by side. */
export type Field2048Kernel = NonNullable<ReturnType<typeof startField2048Kernel>>;

/**
 * Starts a kernel for one modulus.
 * @returns null where the engine or the processor has no fused multiply-add, on which the kernel stands
 */
export function startField2048Kernel(p: bigint) {
  assert(p > 2n && p % 2n === 1n && p < 1n << BigInt(MOST_BITS), 'the modulus is odd and fits');
  const binary = fromBase64(FIELD2048_WASM);
  if (!canStartKernel(binary)) return null;
  const kernel = startKernel(binary) as Exports;
  const pairBytes = kernel.pairBytes();
  const maxExponents = kernel.maxExponents();
  const numbersAt = kernel.freeMemory();
  const exponentsAt = numbersAt + 2 * NUMBER_BYTES;
  const baseAt = exponentsAt + maxExponents * NUMBER_BYTES;
  const outputsAt = baseAt + pairBytes;
  let tablesAt = outputsAt + maxExponents * pairBytes;
  let words = new BigUint64Array(kernel.memory.buffer);
  reserve(tablesAt);
  writeNumbers(p, R ** 2n % p);
  const negativeInverse = LIMB - inverseOddModuloLimb(p);
  kernel.prepareModulus(numbersAt, negativeInverse, numbersAt + NUMBER_BYTES);

  function reserve(end: number): void {
    const missing = end - kernel.memory.buffer.byteLength;
    if (missing > 0) kernel.memory.grow(Math.ceil(missing / PAGE_BYTES));
    words = new BigUint64Array(kernel.memory.buffer);
  }

  function write(at: number, value: bigint, bytes: number): void {
    let rest = value;
    for (let word = at >> 3; word < (at + bytes) >> 3; word++) {
      words[word] = rest;
      rest >>= WORD_BITS;
    }
  }

  function writeNumbers(a: bigint, b: bigint): void {
    write(numbersAt, a, NUMBER_BYTES);
    write(numbersAt + NUMBER_BYTES, b, NUMBER_BYTES);
  }

  function read(at: number): bigint {
    let value = 0n;
    for (let word = (at + NUMBER_BYTES) >> 3; word > at >> 3; word--) {
      value = (value << WORD_BITS) | (words[word - 1] ?? 0n);
    }
    // Results are at most p, and p is 0.
    return value === p ? 0n : value;
  }

  function enter([a, b]: Pair): void {
    assert(a >= 0n && a < p && b >= 0n && b < p, 'numbers of the field are from 0 to p - 1');
    writeNumbers(a, b);
    kernel.enterPair(baseAt, numbersAt, numbersAt + NUMBER_BYTES);
  }

  function output(place: number): Pair {
    kernel.leavePair(numbersAt, numbersAt + NUMBER_BYTES, outputsAt + place * pairBytes);
    return [read(numbersAt), read(numbersAt + NUMBER_BYTES)];
  }

  /** Puts pair^exponent for each exponent at the outputs, from the first on. */
  function powersInto(pair: Pair, exponents: readonly bigint[]): void {
    assert(exponents.length <= maxExponents, 'the exponents of a call are bounded');
    const bytes = Math.max(8, ...exponents.map(bytesOf));
    enter(pair);
    exponents.forEach((exponent, k) => write(exponentsAt + k * bytes, exponent, bytes));
    kernel.powers(outputsAt, baseAt, exponentsAt, exponents.length, bytes);
  }

  /** A product without fused multiply-add is wrong for nearly all numbers. */
  function multipliesRightly(): boolean {
    const numbers: Pair = [p - 1n, inverseModulo(3n, p)];
    powersInto(numbers, [2n, 5n]);
    return numbers.every(
      (one, lane) => output(0)[lane] === one ** 2n % p && output(1)[lane] === one ** 5n % p,
    );
  }

  if (!multipliesRightly()) return null;
  return {
    maxExponents,
    powersInto,
    output,
    /** Whether both numbers of an output are 1, one by one. */
    onesOf(place: number): readonly [boolean, boolean] {
      const bits = kernel.onesOf(outputsAt + place * pairBytes);
      return [(bits & 1) !== 0, (bits & 2) !== 0];
    },
    /**
     * Works a table out for exponents of some bits: 5.5 MB and 18 ms for 256, 15 MB and 48 ms for 2048. It stays
     * as long as the kernel.
     */
    prepareTable(pair: Pair, bits: number): PairTable {
      const width = bits > 512 ? 6 : 8;
      const rows = Math.ceil(bits / width);
      const at = tablesAt;
      tablesAt += rows * pairBytes * 2 ** width;
      reserve(tablesAt);
      enter(pair);
      kernel.fillTable(at, baseAt, width, rows);
      return { at, width, exponentBytes: Math.ceil(bits / 64) * 8 };
    },
    /** Multiplies the first number of an output by one power, and the second by the other. */
    multiplyByTable(place: number, table: PairTable, first: TablePower, second: TablePower): void {
      if (first.exponent === 0n && second.exponent === 0n) return;
      const { at, width, exponentBytes: bytes } = table;
      assert(bytesOf(first.exponent) <= bytes, 'exponents fit the table');
      assert(bytesOf(second.exponent) <= bytes, 'exponents fit the table');
      write(exponentsAt, first.exponent, bytes);
      write(exponentsAt + bytes, second.exponent, bytes);
      kernel.multiplyByTable(
        outputsAt + place * pairBytes,
        at,
        width,
        bytes,
        exponentsAt,
        first.which,
        exponentsAt + bytes,
        second.which,
      );
    },
  };
}

/** How many bytes an exponent takes, in whole words. */
function bytesOf(exponent: bigint): number {
  assert(exponent >= 0n, 'exponents are not negative');
  const bytes = exponent < SHORT ? 32 : Math.ceil(exponent.toString(16).length / 16) * 8;
  assert(bytes <= NUMBER_BYTES, 'exponents have at most 2048 bits');
  return bytes;
}

const SHORT = 1n << 256n;

/** 1 / odd modulo 2^51, by Newton's iteration from 3 right bits on. */
function inverseOddModuloLimb(odd: bigint): bigint {
  let inverse = odd % LIMB;
  for (let bits = 3; bits < 51; bits *= 2) {
    inverse = BigInt.asUintN(51, inverse * (2n - odd * inverse));
  }
  return inverse;
}
