// Multiplication modulo an odd number of at most 2048 bits, two numbers side by side, by Montgomery's method
// ("Modular multiplication without trial division", 1985). Variable time throughout: only for public values.
//
// A pair is 42 limbs of 51 bits; limb i is a v128 of two doubles, one for each number, both whole numbers below
// 2^51. A product of limbs comes out exactly in two halves by fused multiply-add: adding 2^103 leaves the high
// half in the low bits of the sum's mantissa, taking that away again leaves the low half (N. Emmart, F. Zheng,
// C. Weems, "Faster Modular Exponentiation Using Double Precision Floating Point Arithmetic on the GPU", 2018).
// relaxed_madd rounds once only where the processor has the instruction: the caller has to try.

/** Limbs are taken two by two: a tile is four products. */
const TILES: i32 = 21;
const LIMBS: i32 = 2 * TILES;
const LIMB_BITS: i32 = 51;
const TILE: i32 = 32;
/** The bytes of a pair. */
export const PAIR: i32 = LIMBS * 16;
/** Words of 64 bits by which numbers come and go. */
const WORDS: i32 = 32;

const MASK: i64 = (1 << 51) - 1;
/** The bits of the double 2^52, to which a number below 2^52 is or-ed to make it a double. */
const TWO_52: i64 = 0x4330000000000000;
/** What the bits of a high half are more than its number: those of 2^103. */
const HIGH: i64 = 0x4660000000000000;
/** What the bits of a low half, which may be negative, are more than its number: those of 3 * 2^51. */
const LOW: i64 = 0x4338000000000000;
/** Keeps every column above 0; its carry is taken from the next column. */
const BIAS: i64 = 1 << 58;
const NEXT_BIAS: i64 = BIAS - (BIAS >> 51);

// Constants come from memory, because the compiler would put them into the loop.
const constants = memory.data(16 * 4);
/** The modulus, once in each lane; -1 / modulus modulo 2^51; R^2 modulo the modulus, where R is 2^2142; 1. */
const modulus = memory.data(PAIR);
const inverse = memory.data(16);
const square = memory.data(PAIR);
const unit = memory.data(PAIR);
const quotient = memory.data(PAIR);
const plain = memory.data(PAIR);

/** Numbers of `words` are 32 words of 64 bits, the lowest first; `negativeInverse` is -1 / p modulo 2^51. */
export function prepareModulus(p: usize, negativeInverse: i64, squareOfR: usize): void {
  v128.store(constants, f64x2.splat(reinterpret<f64>(HIGH)));
  v128.store(constants, f64x2.splat(reinterpret<f64>(HIGH) + 1.5 * reinterpret<f64>(TWO_52)), 16);
  v128.store(constants, i64x2.splat(MASK), 32);
  v128.store(constants, i64x2.splat(TWO_52), 48);
  v128.store(inverse, toDouble(i64x2.splat(negativeInverse), i64x2.splat(TWO_52)));
  spread(modulus, p, p);
  spread(square, squareOfR, squareOfR);
  memory.fill(unit, 0, PAIR);
  v128.store(unit, f64x2.splat(1));
}

/** out = a * b / R, below the modulus plus a little. out may be a or b; where a is b the work is three quarters. */
export function multiplyPair(out: usize, a: usize, b: usize): void {
  const c1 = v128.load(constants);
  const c2 = v128.load(constants, 16);
  const mask = v128.load(constants, 32);
  const two52 = v128.load(constants, 48);
  const pInverse = v128.load(inverse);
  const p0 = v128.load(modulus);
  const p1 = v128.load(modulus, 16);
  const isSquare = a == b;
  // Columns 2m, 2m + 1, 2m + 2 and 2m + 3 of the sum a * b + quotient * modulus.
  let s0 = i64x2.splat(BIAS);
  let s1 = i64x2.splat(NEXT_BIAS);
  for (let m = 0; m < 2 * TILES; m++) {
    const first = max(0, m - TILES + 1);
    const count = min(m, TILES - 1) - first + 1;
    const products = <i64>(2 * count);
    let s2 = i64x2.splat(NEXT_BIAS - products * (2 * HIGH + LOW));
    let s3 = i64x2.splat(NEXT_BIAS - products * HIGH);
    s0 = i64x2.add(s0, i64x2.splat(0 - products * LOW));
    s1 = i64x2.add(s1, i64x2.splat(0 - products * (HIGH + 2 * LOW)));
    // Three rounds: of a square what counts twice; the rest of a * b; quotient * modulus.
    let d0 = i64x2.splat(0);
    let d1 = d0;
    let d2 = d0;
    let d3 = d0;
    for (let round = isSquare ? 0 : 1; round < 3; round++) {
      let x: usize;
      let y: usize;
      let end: usize;
      if (round == 2) {
        x = quotient + first * TILE;
        y = modulus + (m - first) * TILE;
        end = x + (m < TILES ? count - 1 : count) * TILE;
      } else {
        const twice = isSquare ? count >> 1 : 0;
        const from = first + (round == 0 ? 0 : twice);
        x = a + from * TILE;
        y = b + (m - from) * TILE;
        end = x + (round == 0 ? twice : count - 2 * twice) * TILE;
      }
      for (; x < end; x += TILE, y -= TILE) {
        const x0 = v128.load(x);
        const x1 = v128.load(x, 16);
        const y0 = v128.load(y);
        const y1 = v128.load(y, 16);
        const h00 = f64x2.relaxed_madd(x0, y0, c1);
        const h01 = f64x2.relaxed_madd(x0, y1, c1);
        const h10 = f64x2.relaxed_madd(x1, y0, c1);
        const h11 = f64x2.relaxed_madd(x1, y1, c1);
        d0 = i64x2.add(d0, f64x2.relaxed_madd(x0, y0, f64x2.sub(c2, h00)));
        d1 = i64x2.add(d1, h00);
        d1 = i64x2.add(d1, f64x2.relaxed_madd(x0, y1, f64x2.sub(c2, h01)));
        d2 = i64x2.add(d2, h01);
        d1 = i64x2.add(d1, f64x2.relaxed_madd(x1, y0, f64x2.sub(c2, h10)));
        d2 = i64x2.add(d2, h10);
        d2 = i64x2.add(d2, f64x2.relaxed_madd(x1, y1, f64x2.sub(c2, h11)));
        d3 = i64x2.add(d3, h11);
      }
      if (round == 0) {
        d0 = i64x2.add(d0, d0);
        d1 = i64x2.add(d1, d1);
        d2 = i64x2.add(d2, d2);
        d3 = i64x2.add(d3, d3);
      }
    }
    s0 = i64x2.add(s0, d0);
    s1 = i64x2.add(s1, d1);
    s2 = i64x2.add(s2, d2);
    s3 = i64x2.add(s3, d3);
    if (m < TILES) {
      // Two limbs of the quotient, which make columns 2m and 2m + 1 multiples of 2^51.
      const q0 = quotientLimb(s0, pInverse, c1, c2, mask, two52);
      const h00 = f64x2.relaxed_madd(q0, p0, c1);
      const h01 = f64x2.relaxed_madd(q0, p1, c1);
      s0 = i64x2.add(s0, f64x2.relaxed_madd(q0, p0, f64x2.sub(c2, h00)));
      s1 = i64x2.add(s1, i64x2.add(h00, i64x2.shr_u(s0, LIMB_BITS)));
      s1 = i64x2.add(s1, f64x2.relaxed_madd(q0, p1, f64x2.sub(c2, h01)));
      const q1 = quotientLimb(s1, pInverse, c1, c2, mask, two52);
      const h10 = f64x2.relaxed_madd(q1, p0, c1);
      const h11 = f64x2.relaxed_madd(q1, p1, c1);
      s1 = i64x2.add(s1, f64x2.relaxed_madd(q1, p0, f64x2.sub(c2, h10)));
      s2 = i64x2.add(s2, i64x2.add(h01, h10));
      s2 = i64x2.add(s2, f64x2.relaxed_madd(q1, p1, f64x2.sub(c2, h11)));
      s3 = i64x2.add(s3, h11);
      v128.store(quotient + m * TILE, q0);
      v128.store(quotient + m * TILE, q1, 16);
    } else {
      const at = out + (m - TILES) * TILE;
      v128.store(at, toDouble(v128.and(s0, mask), two52));
      s1 = i64x2.add(s1, i64x2.shr_u(s0, LIMB_BITS));
      v128.store(at, toDouble(v128.and(s1, mask), two52), 16);
    }
    s0 = i64x2.add(s2, i64x2.shr_u(s1, LIMB_BITS));
    s1 = s3;
  }
}

function toDouble(whole: v128, two52: v128): v128 {
  return f64x2.sub(v128.or(whole, two52), two52);
}

/** column * (-1 / p) modulo 2^51. What the halves' bits are too much does not reach the low 51 bits. */
function quotientLimb(
  column: v128,
  pInverse: v128,
  c1: v128,
  c2: v128,
  mask: v128,
  two52: v128,
): v128 {
  const low = toDouble(v128.and(column, mask), two52);
  const high = f64x2.relaxed_madd(low, pInverse, c1);
  const product = f64x2.relaxed_madd(low, pInverse, f64x2.sub(c2, high));
  return toDouble(v128.and(product, mask), two52);
}

/** Two numbers of 32 words as the pair of their Montgomery forms. */
export function enterPair(out: usize, words0: usize, words1: usize): void {
  spread(plain, words0, words1);
  multiplyPair(out, plain, square);
}

/** Writes the two numbers of a pair, at most p, as 32 words each. */
export function leavePair(words0: usize, words1: usize, pair: usize): void {
  multiplyPair(plain, pair, unit);
  gather(words0, plain);
  gather(words1, plain + 8);
}

/** The pair of ones. */
export function setOne(out: usize): void {
  multiplyPair(out, square, unit);
}

/** Bit 0 where the first number is one, bit 1 where the second is. */
export function onesOf(pair: usize): i32 {
  multiplyPair(plain, pair, unit);
  let same = i64x2.splat(-1);
  for (let i = 0; i < PAIR; i += 16) {
    same = v128.and(same, i64x2.eq(v128.load(plain + i), v128.load(unit + i)));
  }
  return i64x2.bitmask(same);
}

function spread(out: usize, words0: usize, words1: usize): void {
  for (let i = 0; i < LIMBS; i++) {
    const both = i64x2.replace_lane(i64x2.splat(limbOf(words0, i)), 1, limbOf(words1, i));
    v128.store(out + i * 16, toDouble(both, i64x2.splat(TWO_52)));
  }
}

function limbOf(words: usize, limb: i32): i64 {
  const bit = limb * LIMB_BITS;
  const word = bit >> 6;
  const shift = <i64>(bit & 63);
  if (word >= WORDS) return 0;
  let value = load<u64>(words + word * 8) >> shift;
  if (shift > 13 && word + 1 < WORDS) value |= load<u64>(words + word * 8, 8) << (64 - shift);
  return value & MASK;
}

function gather(words: usize, lane: usize): void {
  memory.fill(words, 0, WORDS * 8);
  for (let i = 0; i < LIMBS; i++) {
    const limb = <u64>load<f64>(lane + i * 16);
    const bit = i * LIMB_BITS;
    const at = words + (bit >> 6) * 8;
    const shift = <u64>(bit & 63);
    if (bit >> 6 >= WORDS) return;
    store<u64>(at, load<u64>(at) | (limb << shift));
    if (shift > 13 && (bit >> 6) + 1 < WORDS) store<u64>(at, limb >> (64 - shift), 8);
  }
}
