import { assert } from '@ovoz/basics';
import { fromBase64 } from '../base64.ts';
import { ED25519_WASM } from './ed25519-wasm.ts';
import { type KernelMemory, PAGE_BYTES, startKernel } from './web-assembly.ts';

/** kernel/ed25519.ts as it is exported: addresses in its memory, and counts. */
type Exports = {
  readonly memory: KernelMemory;
  prepareCurve(d: number, rootOfMinus1: number): void;
  decompress(out: number, bytes: number): number;
  compressMany(bytes: number, points: number, count: number, scratch: number): void;
  multiply(out: number, point: number, exponents: number, count: number): void;
  add(out: number, a: number, b: number): void;
  negatePoint(out: number, a: number): void;
  setNeutral(out: number): void;
  isNeutralPoint(point: number): number;
  prepareTable(table: number, point: number): void;
  addTable(sum: number, table: number, exponent: number): void;
  tableBytes(): number;
  maxExponents(): number;
  freeMemory(): number;
};

/** A point in extended coordinates, copied out of the kernel: 160 bytes. */
export type PointBytes = Uint8Array<ArrayBuffer>;

const POINT = 160;
const MAX_OUTPUTS = 512;
/** -121665/121666 and 2^((p-1)/4) modulo p (RFC 8032, section 5.1). */
const D = 37095705934669439343138083508754565189542113879843219016388785533085940283555n;
const ROOT_OF_MINUS_1 =
  19681161376707505956807079304988542015446066515923890162744021073123829784752n;

/** Public arithmetic on edwards25519, in variable time. Exponents are from 0 to 2^255 - 1. */
export type Ed25519Kernel = ReturnType<typeof startEd25519Kernel>;

export function startEd25519Kernel() {
  const kernel = startKernel(fromBase64(ED25519_WASM)) as Exports;
  const start = kernel.freeMemory();
  const exponentsAt = start;
  const pointAt = exponentsAt + kernel.maxExponents() * 32;
  const otherAt = pointAt + POINT;
  const outputsAt = otherAt + POINT;
  const textsAt = outputsAt + MAX_OUTPUTS * POINT;
  const scratchAt = textsAt + MAX_OUTPUTS * 32;
  let tablesAt = scratchAt + MAX_OUTPUTS * 40;
  let bytes = new Uint8Array(kernel.memory.buffer);
  let words = new BigUint64Array(kernel.memory.buffer);
  reserve(tablesAt + kernel.tableBytes());
  writeExponent(exponentsAt, D);
  writeExponent(exponentsAt + 32, ROOT_OF_MINUS_1);
  kernel.prepareCurve(exponentsAt, exponentsAt + 32);

  function reserve(end: number): void {
    const missing = end - kernel.memory.buffer.byteLength;
    if (missing > 0) kernel.memory.grow(Math.ceil(missing / PAGE_BYTES));
    bytes = new Uint8Array(kernel.memory.buffer);
    words = new BigUint64Array(kernel.memory.buffer);
  }

  function writeExponent(at: number, value: bigint): void {
    const word = at >> 3;
    words[word] = value;
    words[word + 1] = value >> 64n;
    words[word + 2] = value >> 128n;
    words[word + 3] = value >> 192n;
  }

  const read = (at: number): PointBytes => bytes.slice(at, at + POINT);

  /** Puts exponent * point for each exponent at the outputs, from the given place on. */
  function multiplyInto(place: number, point: PointBytes, exponents: readonly bigint[]): void {
    assert(exponents.length <= kernel.maxExponents(), 'a base has a bounded number of exponents');
    assert(place + exponents.length <= MAX_OUTPUTS, 'the outputs of a call are bounded');
    bytes.set(point, pointAt);
    exponents.forEach((exponent, index) => writeExponent(exponentsAt + 32 * index, exponent));
    kernel.multiply(outputsAt + place * POINT, pointAt, exponentsAt, exponents.length);
  }

  return {
    maxExponents: kernel.maxExponents(),
    maxOutputs: MAX_OUTPUTS,

    neutral(): PointBytes {
      kernel.setNeutral(pointAt);
      return read(pointAt);
    },
    /** The point of 32 bytes (RFC 8032, section 5.1.3), or null. */
    decompress(encoded: Uint8Array): PointBytes | null {
      bytes.set(encoded, textsAt);
      return kernel.decompress(pointAt, textsAt) === 1 ? read(pointAt) : null;
    },
    compress(point: PointBytes): Uint8Array<ArrayBuffer> {
      bytes.set(point, outputsAt);
      kernel.compressMany(textsAt, outputsAt, 1, scratchAt);
      return bytes.slice(textsAt, textsAt + 32);
    },
    add(a: PointBytes, b: PointBytes): PointBytes {
      bytes.set(a, pointAt);
      bytes.set(b, otherAt);
      kernel.add(pointAt, pointAt, otherAt);
      return read(pointAt);
    },
    negate(a: PointBytes): PointBytes {
      bytes.set(a, pointAt);
      kernel.negatePoint(otherAt, pointAt);
      return read(otherAt);
    },
    multiply(point: PointBytes, exponent: bigint): PointBytes {
      multiplyInto(0, point, [exponent]);
      return read(outputsAt);
    },
    isNeutral(point: PointBytes): boolean {
      bytes.set(point, pointAt);
      return kernel.isNeutralPoint(pointAt) === 1;
    },
    /** Works a table of 480 KiB out (about 5 ms) and gives its address. Tables stay until the program ends. */
    prepareTable(point: PointBytes): number {
      const table = tablesAt;
      tablesAt += kernel.tableBytes();
      reserve(tablesAt);
      bytes.set(point, pointAt);
      kernel.prepareTable(table, pointAt);
      return table;
    },
    multiplyInto,
    /** Adds exponent * (the point of the table) to an output. */
    addTable(place: number, table: number, exponent: bigint): void {
      if (exponent === 0n) return;
      writeExponent(exponentsAt, exponent);
      kernel.addTable(outputsAt + place * POINT, table, exponentsAt);
    },
    isNeutralOutput: (place: number) => kernel.isNeutralPoint(outputsAt + place * POINT) === 1,
    /** The 32 bytes of the first outputs, valid until the next call. */
    compressOutputs(count: number): Uint8Array {
      assert(count <= MAX_OUTPUTS, 'the outputs of a call are bounded');
      kernel.compressMany(textsAt, outputsAt, count, scratchAt);
      return bytes.subarray(textsAt, textsAt + 32 * count);
    },
  };
}
