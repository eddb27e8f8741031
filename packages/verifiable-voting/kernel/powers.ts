// Many powers of one point with one set of doublings, and powers of a fixed point by table.
import {
  ADDEND,
  AFFINE,
  addAffine,
  addPoint,
  copyPoint,
  doublePoint,
  isNeutral,
  normalizeMany,
  POINT,
  setNeutral,
  toAddend,
} from './curve';

/** Digits of an exponent to the base 32, each from -16 to 15; the last takes the carry of 255 bits. */
const DIGITS: i32 = 52;
const BUCKETS: i32 = 16;
/** Exponents that one call takes: a base has at most so many rows. */
export const MAX_EXPONENTS: i32 = 64;

/**
 * out[k] = exponents[k] * point for `count` exponents of 32 bytes each, little end first, below 2^255.
 * Yao's method ("On the Evaluation of Powers", 1976): 32^i * point goes into the bucket of digit i, and
 * sum of d * bucket[d] is the product; all exponents share the doublings.
 */
export function multiply(out: usize, point: usize, exponents: usize, count: i32): void {
  for (let k = 0; k < count; k++) recode(digits + k * DIGITS, exponents + k * 32);
  memory.fill(used, 0, count * (BUCKETS + 1));
  copyPoint(P, point);
  for (let i = 0; i < DIGITS; i++) {
    toAddend(Q, P);
    for (let k = 0; k < count; k++) {
      const digit = load<i8>(digits + k * DIGITS + i);
      if (digit != 0) putInBucket(k, digit);
    }
    if (i == DIGITS - 1) break;
    for (let n = 0; n < 4; n++) doublePoint(P, P, false);
    doublePoint(P, P, true);
  }
  for (let k = 0; k < count; k++) sumBuckets(out + k * POINT, k);
}

function putInBucket(k: i32, digit: i32): void {
  const negative = digit < 0;
  const index = k * (BUCKETS + 1) + (negative ? -digit : digit);
  const bucket = buckets + index * POINT;
  if (load<u8>(used + index) == 0) {
    store<u8>(used + index, 1);
    setNeutral(bucket);
  }
  addPoint(bucket, bucket, Q, negative);
}

function sumBuckets(out: usize, k: i32): void {
  setNeutral(out);
  setNeutral(RUNNING);
  let isEmpty = true;
  for (let d = BUCKETS; d > 0; d--) {
    const index = k * (BUCKETS + 1) + d;
    if (load<u8>(used + index) != 0) {
      if (isEmpty) {
        copyPoint(RUNNING, buckets + index * POINT);
      } else {
        toAddend(Q, buckets + index * POINT);
        addPoint(RUNNING, RUNNING, Q, false);
      }
      isEmpty = false;
    }
    if (isEmpty) continue;
    toAddend(Q, RUNNING);
    addPoint(out, out, Q, false);
  }
}

/** Writes an exponent in digits from -16 to 15. */
function recode(out: usize, exponent: usize): void {
  let carry = 0;
  for (let i = 0; i < DIGITS; i++) {
    const bit = i * 5;
    const at = bit >> 3;
    let word: i32 = at < 32 ? load<u8>(exponent + at) : 0;
    if (at < 31) word |= (<i32>load<u8>(exponent + at, 1)) << 8;
    const digit = ((word >> (bit & 7)) & 31) + carry;
    carry = digit > 15 ? 1 : 0;
    store<i8>(out + i, <i8>(digit - (carry << 5)));
  }
}

const WINDOWS: i32 = 32;
const WINDOW_ENTRIES: i32 = 128;
/** The bytes of a table of a fixed point. */
export const TABLE: i32 = WINDOWS * WINDOW_ENTRIES * AFFINE;

/** Fills a table with j * 256^i * point, j from 1 to 128. `points` and `scratch` are for one window. */
export function fillTable(table: usize, point: usize, points: usize, scratch: usize): void {
  copyPoint(P, point);
  for (let i = 0; i < WINDOWS; i++) {
    toAddend(Q, P);
    copyPoint(points, P);
    for (let j = 1; j < WINDOW_ENTRIES; j++) {
      addPoint(points + j * POINT, points + (j - 1) * POINT, Q, false);
    }
    doublePoint(P, points + (WINDOW_ENTRIES - 1) * POINT, true);
    normalizeMany(table + i * WINDOW_ENTRIES * AFFINE, points, WINDOW_ENTRIES, scratch);
  }
}

/** sum += exponent * (the point of the table), the exponent 32 bytes below 2^255. */
export function addFixed(sum: usize, table: usize, exponent: usize): void {
  let carry = 0;
  for (let i = 0; i < WINDOWS; i++) {
    let digit = <i32>load<u8>(exponent + i) + carry;
    carry = digit > WINDOW_ENTRIES ? 1 : 0;
    digit -= carry << 8;
    if (digit == 0) continue;
    const entry = (digit < 0 ? -digit : digit) - 1;
    addAffine(sum, sum, table + (i * WINDOW_ENTRIES + entry) * AFFINE, digit < 0);
  }
}

const P = memory.data(POINT);
const Q = memory.data(ADDEND);
const RUNNING = memory.data(POINT);
const digits = memory.data(MAX_EXPONENTS * DIGITS);
const used = memory.data(MAX_EXPONENTS * (BUCKETS + 1));
const buckets = memory.data(MAX_EXPONENTS * (BUCKETS + 1) * POINT);

export { isNeutral };
