// Powers of pairs of numbers: many of one pair with one set of squarings, and powers of a fixed pair by table.
// Both numbers of a pair take the same exponents, except from a table.
import { multiplyPair, PAIR, setOne } from './montgomery';

/** Exponents that one call takes. */
export const MAX_EXPONENTS: i32 = 16;
const MAX_BUCKETS: i32 = 32;

/**
 * out[k] = base^exponents[k] for `count` exponents of `bytes` bytes each, little end first. Yao's method ("On the
 * Evaluation of Powers", 1976) with windows that start at a one: base^(2^i) goes into the bucket of the odd digit
 * that starts at bit i, and the product of bucket[d]^d is the power; all exponents share the squarings.
 */
export function powers(out: usize, base: usize, exponents: usize, count: i32, bytes: i32): void {
  const width = bytes > 64 ? 6 : 4;
  const perExponent = 1 << (width - 1);
  memory.fill(used, 0, MAX_EXPONENTS * MAX_BUCKETS);
  memory.fill(next, 0, MAX_EXPONENTS * 4);
  memory.copy(POWER, base, PAIR);
  const bits = bitLength(exponents, count, bytes);
  for (let i = 0; i < bits; i++) {
    if (i > 0) multiplyPair(POWER, POWER, POWER);
    for (let k = 0; k < count; k++) {
      const exponent = exponents + k * bytes;
      if (i < load<i32>(next + k * 4) || (bitsAt(exponent, i, bytes) & 1) == 0) continue;
      const digit = bitsAt(exponent, i, bytes) & ((1 << width) - 1);
      store<i32>(next + k * 4, i + width);
      putInBucket(k * MAX_BUCKETS + (digit >> 1));
    }
  }
  for (let k = 0; k < count; k++) productOfBuckets(out + k * PAIR, k * MAX_BUCKETS, perExponent);
}

function putInBucket(index: i32): void {
  const bucket = buckets + index * PAIR;
  if (load<u8>(used + index) == 0) {
    store<u8>(used + index, 1);
    memory.copy(bucket, POWER, PAIR);
  } else {
    multiplyPair(bucket, bucket, POWER);
  }
}

/** Bucket j holds what is raised to 2j + 1: out = (product of bucket[j]^j)^2 * product of bucket[j]. */
function productOfBuckets(out: usize, from: i32, count: i32): void {
  let hasRunning = false;
  let hasProduct = false;
  for (let j = count - 1; j >= 0; j--) {
    if (load<u8>(used + from + j) != 0) {
      hasRunning = times(RUNNING, hasRunning, buckets + (from + j) * PAIR);
    }
    if (j > 0 && hasRunning) hasProduct = times(out, hasProduct, RUNNING);
  }
  if (hasProduct) multiplyPair(out, out, out);
  if (hasRunning) hasProduct = times(out, hasProduct, RUNNING);
  if (!hasProduct) setOne(out);
}

/** out *= factor, where out is nothing yet as long as `has` is false. @returns true */
function times(out: usize, has: bool, factor: usize): bool {
  if (has) multiplyPair(out, out, factor);
  else memory.copy(out, factor, PAIR);
  return true;
}

/** The bits of an exponent from bit i on, at least 8 of them. */
function bitsAt(exponent: usize, i: i32, bytes: i32): i32 {
  const at = i >> 3;
  let word: i32 = load<u8>(exponent + at);
  if (at + 1 < bytes) word |= (<i32>load<u8>(exponent + at, 1)) << 8;
  return word >> (i & 7);
}

function bitLength(exponents: usize, count: i32, bytes: i32): i32 {
  for (let at = bytes - 1; at >= 0; at--) {
    let all: i32 = 0;
    for (let k = 0; k < count; k++) all |= load<u8>(exponents + k * bytes + at);
    if (all != 0) return 8 * at + 32 - clz(all);
  }
  return 0;
}

/** A table has a row for each digit of `width` bits of an exponent, with an entry for each value of the digit. */
export function fillTable(table: usize, base: usize, width: i32, rows: i32): void {
  memory.copy(POWER, base, PAIR);
  let entry = table;
  for (let row = 0; row < rows; row++) {
    setOne(entry);
    for (let digit = 1; digit < 1 << width; digit++, entry += PAIR) {
      multiplyPair(entry + PAIR, entry, POWER);
    }
    multiplyPair(POWER, entry, POWER);
    entry += PAIR;
  }
}

/**
 * Multiplies the two numbers of a pair by powers of the numbers of a table: each has its own exponent of `bytes`
 * bytes and takes its base from one lane of the table, 0 or 1.
 */
export function multiplyByTable(
  pair: usize,
  table: usize,
  width: i32,
  bytes: i32,
  exponent0: usize,
  lane0: i32,
  exponent1: usize,
  lane1: i32,
): void {
  const mask = (1 << width) - 1;
  const row = PAIR << width;
  const bits = max(bitLength(exponent0, 1, bytes), bitLength(exponent1, 1, bytes));
  for (let bit = 0; bit < bits; bit += width, table += row) {
    const digit0 = bitsAt(exponent0, bit, bytes) & mask;
    const digit1 = bitsAt(exponent1, bit, bytes) & mask;
    if ((digit0 | digit1) == 0) continue;
    pick(table + digit0 * PAIR + lane0 * 8, table + digit1 * PAIR + lane1 * 8);
    multiplyPair(pair, pair, PICKED);
  }
}

function pick(from0: usize, from1: usize): void {
  for (let i = 0; i < PAIR; i += 16) {
    const both = v128.load64_splat(from0 + i);
    v128.store(PICKED + i, v128.load64_lane(from1 + i, both, 1));
  }
}

const POWER = memory.data(PAIR);
const RUNNING = memory.data(PAIR);
const PICKED = memory.data(PAIR);
const next = memory.data(MAX_EXPONENTS * 4);
const used = memory.data(MAX_EXPONENTS * MAX_BUCKETS);
const buckets = memory.data(MAX_EXPONENTS * MAX_BUCKETS * PAIR);
