/** Powers in a prime field that share their work. Variable time: for public numbers only. */

const DIGIT_BITS = 4;
const DIGITS = 1 << DIGIT_BITS;

/** The digits of an exponent to the base 16, the lowest first. */
function digitsOf(exponent: bigint): readonly number[] {
  return Array.from(exponent.toString(DIGITS), (digit) =>
    Number.parseInt(digit, DIGITS),
  ).toReversed();
}

/** Product of bucket[d]^d, by running products from the highest digit down. */
function productOfBuckets(buckets: readonly (bigint | undefined)[], p: bigint): bigint {
  let running: bigint | null = null;
  let result: bigint | null = null;
  for (let d = buckets.length - 1; d > 0; d--) {
    const bucket = buckets[d];
    if (bucket !== undefined) running = running === null ? bucket : (running * bucket) % p;
    if (running !== null) result = result === null ? running : (result * running) % p;
  }
  return result ?? 1n;
}

/**
 * base^e for each exponent, with one set of squarings: Yao's method ("On the Evaluation of Powers", 1976). Three
 * exponents of 256 bits take about 490 multiplications instead of 920.
 */
export function powersOfOne(
  base: bigint,
  exponents: readonly bigint[],
  p: bigint,
): readonly bigint[] {
  const digits = exponents.map(digitsOf);
  const buckets = exponents.map(() => Array.from<bigint | undefined>({ length: DIGITS }));
  const length = Math.max(0, ...digits.map((own) => own.length));
  let power = base;
  for (let i = 0; i < length; i++) {
    for (const [k, own] of digits.entries()) {
      const digit = own[i] ?? 0;
      const row = buckets[k];
      if (digit === 0 || row === undefined) continue;
      const before = row[digit];
      row[digit] = before === undefined ? power : (before * power) % p;
    }
    if (i + 1 < length) for (let n = 0; n < DIGIT_BITS; n++) power = (power * power) % p;
  }
  return buckets.map((row) => productOfBuckets(row, p));
}

/** The product of base^exponent over all pairs: Pippenger's method, with one set of squarings for all. */
export function productOfPowersModulo(
  pairs: readonly (readonly [base: bigint, exponent: bigint])[],
  p: bigint,
): bigint {
  const digits = pairs.map(([, exponent]) => digitsOf(exponent));
  const length = Math.max(0, ...digits.map((own) => own.length));
  let result = 1n;
  for (let i = length - 1; i >= 0; i--) {
    if (result !== 1n) for (let n = 0; n < DIGIT_BITS; n++) result = (result * result) % p;
    const buckets = Array.from<bigint | undefined>({ length: DIGITS });
    for (const [k, [base]] of pairs.entries()) {
      const digit = digits[k]?.[i] ?? 0;
      if (digit === 0) continue;
      const before = buckets[digit];
      buckets[digit] = before === undefined ? base : (before * base) % p;
    }
    result = (result * productOfBuckets(buckets, p)) % p;
  }
  return result;
}

/** Powers of one base by table: 32 multiplications for 256 bits, after some 8,000 to fill it. */
export function powerTable(base: bigint, bits: number, p: bigint): (exponent: bigint) => bigint {
  // Long exponents get smaller digits, so that a table stays under 3 MB.
  const width = bits > 512 ? 4 : 8;
  const mask = (1n << BigInt(width)) - 1n;
  const rows: bigint[][] = [];
  let power = base;
  for (let at = 0; at < bits; at += width) {
    const row = [1n];
    for (let d = 1; d < 1 << width; d++) row.push(((row[d - 1] ?? 1n) * power) % p);
    rows.push(row);
    power = ((row.at(-1) ?? 1n) * power) % p;
  }
  return (exponent) => {
    let rest = exponent;
    let result = 1n;
    for (const row of rows) {
      if (rest === 0n) break;
      const digit = Number(rest & mask);
      if (digit !== 0) result = (result * (row[digit] ?? 1n)) % p;
      rest >>= BigInt(width);
    }
    return result;
  };
}
