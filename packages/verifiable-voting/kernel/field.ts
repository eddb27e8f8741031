// The field of Curve25519, integers modulo 2^255 - 19 (RFC 7748, section 4.1), as ten signed limbs of
// alternating 26 and 25 bits, each in an i32. Variable time throughout: only for public values.
// Products are written out because a loop over limbs costs three times as much.

/** The bytes of a field element in memory. */
export const FE: i32 = 40;

/** out = a * b. Limbs of a and b stay under 2^27.5, those of out under 2^26. */
export function feMul(out: usize, a: usize, b: usize): void {
  const a0: i64 = load<i32>(a, 0);
  const a1: i64 = load<i32>(a, 4);
  const a2: i64 = load<i32>(a, 8);
  const a3: i64 = load<i32>(a, 12);
  const a4: i64 = load<i32>(a, 16);
  const a5: i64 = load<i32>(a, 20);
  const a6: i64 = load<i32>(a, 24);
  const a7: i64 = load<i32>(a, 28);
  const a8: i64 = load<i32>(a, 32);
  const a9: i64 = load<i32>(a, 36);
  const b0: i64 = load<i32>(b, 0);
  const b1: i64 = load<i32>(b, 4);
  const b2: i64 = load<i32>(b, 8);
  const b3: i64 = load<i32>(b, 12);
  const b4: i64 = load<i32>(b, 16);
  const b5: i64 = load<i32>(b, 20);
  const b6: i64 = load<i32>(b, 24);
  const b7: i64 = load<i32>(b, 28);
  const b8: i64 = load<i32>(b, 32);
  const b9: i64 = load<i32>(b, 36);
  const c1: i64 = b1 * 19;
  const c2: i64 = b2 * 19;
  const c3: i64 = b3 * 19;
  const c4: i64 = b4 * 19;
  const c5: i64 = b5 * 19;
  const c6: i64 = b6 * 19;
  const c7: i64 = b7 * 19;
  const c8: i64 = b8 * 19;
  const c9: i64 = b9 * 19;
  const d1: i64 = a1 * 2;
  const d3: i64 = a3 * 2;
  const d5: i64 = a5 * 2;
  const d7: i64 = a7 * 2;
  const d9: i64 = a9 * 2;
  let h0: i64 =
    a0 * b0 +
    d1 * c9 +
    a2 * c8 +
    d3 * c7 +
    a4 * c6 +
    d5 * c5 +
    a6 * c4 +
    d7 * c3 +
    a8 * c2 +
    d9 * c1;
  let h1: i64 =
    a0 * b1 +
    a1 * b0 +
    a2 * c9 +
    a3 * c8 +
    a4 * c7 +
    a5 * c6 +
    a6 * c5 +
    a7 * c4 +
    a8 * c3 +
    a9 * c2;
  let h2: i64 =
    a0 * b2 +
    d1 * b1 +
    a2 * b0 +
    d3 * c9 +
    a4 * c8 +
    d5 * c7 +
    a6 * c6 +
    d7 * c5 +
    a8 * c4 +
    d9 * c3;
  let h3: i64 =
    a0 * b3 +
    a1 * b2 +
    a2 * b1 +
    a3 * b0 +
    a4 * c9 +
    a5 * c8 +
    a6 * c7 +
    a7 * c6 +
    a8 * c5 +
    a9 * c4;
  let h4: i64 =
    a0 * b4 +
    d1 * b3 +
    a2 * b2 +
    d3 * b1 +
    a4 * b0 +
    d5 * c9 +
    a6 * c8 +
    d7 * c7 +
    a8 * c6 +
    d9 * c5;
  let h5: i64 =
    a0 * b5 +
    a1 * b4 +
    a2 * b3 +
    a3 * b2 +
    a4 * b1 +
    a5 * b0 +
    a6 * c9 +
    a7 * c8 +
    a8 * c7 +
    a9 * c6;
  let h6: i64 =
    a0 * b6 +
    d1 * b5 +
    a2 * b4 +
    d3 * b3 +
    a4 * b2 +
    d5 * b1 +
    a6 * b0 +
    d7 * c9 +
    a8 * c8 +
    d9 * c7;
  let h7: i64 =
    a0 * b7 +
    a1 * b6 +
    a2 * b5 +
    a3 * b4 +
    a4 * b3 +
    a5 * b2 +
    a6 * b1 +
    a7 * b0 +
    a8 * c9 +
    a9 * c8;
  let h8: i64 =
    a0 * b8 +
    d1 * b7 +
    a2 * b6 +
    d3 * b5 +
    a4 * b4 +
    d5 * b3 +
    a6 * b2 +
    d7 * b1 +
    a8 * b0 +
    d9 * c9;
  let h9: i64 =
    a0 * b9 +
    a1 * b8 +
    a2 * b7 +
    a3 * b6 +
    a4 * b5 +
    a5 * b4 +
    a6 * b3 +
    a7 * b2 +
    a8 * b1 +
    a9 * b0;
  let q: i64;
  q = (h0 + 33554432) >> 26;
  h1 += q;
  h0 -= q << 26;
  q = (h4 + 33554432) >> 26;
  h5 += q;
  h4 -= q << 26;
  q = (h1 + 16777216) >> 25;
  h2 += q;
  h1 -= q << 25;
  q = (h5 + 16777216) >> 25;
  h6 += q;
  h5 -= q << 25;
  q = (h2 + 33554432) >> 26;
  h3 += q;
  h2 -= q << 26;
  q = (h6 + 33554432) >> 26;
  h7 += q;
  h6 -= q << 26;
  q = (h3 + 16777216) >> 25;
  h4 += q;
  h3 -= q << 25;
  q = (h7 + 16777216) >> 25;
  h8 += q;
  h7 -= q << 25;
  q = (h4 + 33554432) >> 26;
  h5 += q;
  h4 -= q << 26;
  q = (h8 + 33554432) >> 26;
  h9 += q;
  h8 -= q << 26;
  q = (h9 + 16777216) >> 25;
  h0 += q * 19;
  h9 -= q << 25;
  q = (h0 + 33554432) >> 26;
  h1 += q;
  h0 -= q << 26;
  store<i32>(out, <i32>h0, 0);
  store<i32>(out, <i32>h1, 4);
  store<i32>(out, <i32>h2, 8);
  store<i32>(out, <i32>h3, 12);
  store<i32>(out, <i32>h4, 16);
  store<i32>(out, <i32>h5, 20);
  store<i32>(out, <i32>h6, 24);
  store<i32>(out, <i32>h7, 28);
  store<i32>(out, <i32>h8, 32);
  store<i32>(out, <i32>h9, 36);
}

/** out = a * a, under the bounds of feMul. */
export function feSquare(out: usize, a: usize): void {
  const a0: i64 = load<i32>(a, 0);
  const a1: i64 = load<i32>(a, 4);
  const a2: i64 = load<i32>(a, 8);
  const a3: i64 = load<i32>(a, 12);
  const a4: i64 = load<i32>(a, 16);
  const a5: i64 = load<i32>(a, 20);
  const a6: i64 = load<i32>(a, 24);
  const a7: i64 = load<i32>(a, 28);
  const a8: i64 = load<i32>(a, 32);
  const a9: i64 = load<i32>(a, 36);
  const t0: i64 = a0 * 2;
  const t1: i64 = a1 * 2;
  const t2: i64 = a2 * 2;
  const t3: i64 = a3 * 2;
  const t4: i64 = a4 * 2;
  const t5: i64 = a5 * 2;
  const t6: i64 = a6 * 2;
  const t7: i64 = a7 * 2;
  const t8: i64 = a8 * 2;
  const t9: i64 = a9 * 2;
  const c5: i64 = a5 * 38;
  const c6: i64 = a6 * 19;
  const c7: i64 = a7 * 38;
  const c8: i64 = a8 * 19;
  const c9: i64 = a9 * 38;
  let h0: i64 = a0 * a0 + t1 * c9 + t2 * c8 + t3 * c7 + t4 * c6 + a5 * c5;
  let h1: i64 = t0 * a1 + a2 * c9 + t3 * c8 + a4 * c7 + t5 * c6;
  let h2: i64 = t0 * a2 + t1 * a1 + t3 * c9 + t4 * c8 + t5 * c7 + a6 * c6;
  let h3: i64 = t0 * a3 + t1 * a2 + a4 * c9 + t5 * c8 + a6 * c7;
  let h4: i64 = t0 * a4 + t1 * t3 + a2 * a2 + t5 * c9 + t6 * c8 + a7 * c7;
  let h5: i64 = t0 * a5 + t1 * a4 + t2 * a3 + a6 * c9 + t7 * c8;
  let h6: i64 = t0 * a6 + t1 * t5 + t2 * a4 + t3 * a3 + t7 * c9 + a8 * c8;
  let h7: i64 = t0 * a7 + t1 * a6 + t2 * a5 + t3 * a4 + a8 * c9;
  let h8: i64 = t0 * a8 + t1 * t7 + t2 * a6 + t3 * t5 + a4 * a4 + a9 * c9;
  let h9: i64 = t0 * a9 + t1 * a8 + t2 * a7 + t3 * a6 + t4 * a5;
  let q: i64;
  q = (h0 + 33554432) >> 26;
  h1 += q;
  h0 -= q << 26;
  q = (h4 + 33554432) >> 26;
  h5 += q;
  h4 -= q << 26;
  q = (h1 + 16777216) >> 25;
  h2 += q;
  h1 -= q << 25;
  q = (h5 + 16777216) >> 25;
  h6 += q;
  h5 -= q << 25;
  q = (h2 + 33554432) >> 26;
  h3 += q;
  h2 -= q << 26;
  q = (h6 + 33554432) >> 26;
  h7 += q;
  h6 -= q << 26;
  q = (h3 + 16777216) >> 25;
  h4 += q;
  h3 -= q << 25;
  q = (h7 + 16777216) >> 25;
  h8 += q;
  h7 -= q << 25;
  q = (h4 + 33554432) >> 26;
  h5 += q;
  h4 -= q << 26;
  q = (h8 + 33554432) >> 26;
  h9 += q;
  h8 -= q << 26;
  q = (h9 + 16777216) >> 25;
  h0 += q * 19;
  h9 -= q << 25;
  q = (h0 + 33554432) >> 26;
  h1 += q;
  h0 -= q << 26;
  store<i32>(out, <i32>h0, 0);
  store<i32>(out, <i32>h1, 4);
  store<i32>(out, <i32>h2, 8);
  store<i32>(out, <i32>h3, 12);
  store<i32>(out, <i32>h4, 16);
  store<i32>(out, <i32>h5, 20);
  store<i32>(out, <i32>h6, 24);
  store<i32>(out, <i32>h7, 28);
  store<i32>(out, <i32>h8, 32);
  store<i32>(out, <i32>h9, 36);
}

/** out = a + b, limb by limb, without a carry. */
export function feAdd(out: usize, a: usize, b: usize): void {
  v128.store(out, v128.add<i32>(v128.load(a), v128.load(b)));
  v128.store(out, v128.add<i32>(v128.load(a, 16), v128.load(b, 16)), 16);
  store<i32>(out, load<i32>(a, 32) + load<i32>(b, 32), 32);
  store<i32>(out, load<i32>(a, 36) + load<i32>(b, 36), 36);
}

/** out = a - b, limb by limb, without a carry. */
export function feSub(out: usize, a: usize, b: usize): void {
  v128.store(out, v128.sub<i32>(v128.load(a), v128.load(b)));
  v128.store(out, v128.sub<i32>(v128.load(a, 16), v128.load(b, 16)), 16);
  store<i32>(out, load<i32>(a, 32) - load<i32>(b, 32), 32);
  store<i32>(out, load<i32>(a, 36) - load<i32>(b, 36), 36);
}

export function feCopy(out: usize, a: usize): void {
  memory.copy(out, a, FE);
}

/** A small constant. */
export function feSet(out: usize, value: i32): void {
  memory.fill(out, 0, FE);
  store<i32>(out, value);
}

export function feNegate(out: usize, a: usize): void {
  feSub(out, ZERO, a);
}

/** out = a, squared `times` times. */
function squareTimes(out: usize, a: usize, times: i32): void {
  feSquare(out, a);
  for (let i = 1; i < times; i++) feSquare(out, out);
}

/** out = a^(2^250 - 1), and low = a^11: what both exponents below begin with. */
function powerOfRun(out: usize, low: usize, a: usize): void {
  feSquare(S0, a); // 2
  squareTimes(S1, S0, 2); // 8
  feMul(S1, a, S1); // 9
  feMul(low, S0, S1); // 11
  feSquare(S0, low); // 22
  feMul(S0, S1, S0); // 2^5 - 1
  squareTimes(S1, S0, 5);
  feMul(S0, S1, S0); // 2^10 - 1
  squareTimes(S1, S0, 10);
  feMul(S1, S1, S0); // 2^20 - 1
  squareTimes(S2, S1, 20);
  feMul(S1, S2, S1); // 2^40 - 1
  squareTimes(S1, S1, 10);
  feMul(S0, S1, S0); // 2^50 - 1
  squareTimes(S1, S0, 50);
  feMul(S1, S1, S0); // 2^100 - 1
  squareTimes(S2, S1, 100);
  feMul(S1, S2, S1); // 2^200 - 1
  squareTimes(S1, S1, 50);
  feMul(out, S1, S0); // 2^250 - 1
}

/** out = 1 / a, as a^(p - 2); 0 for 0. */
export function feInvert(out: usize, a: usize): void {
  powerOfRun(S3, S4, a);
  squareTimes(S3, S3, 5);
  feMul(out, S3, S4);
}

/** out = a^((p - 5) / 8), from which square roots are made (RFC 8032, section 5.1.3). */
export function fePowerForRoot(out: usize, a: usize): void {
  feCopy(S5, a);
  powerOfRun(S3, S4, a);
  squareTimes(S3, S3, 2);
  feMul(out, S3, S5);
}

/** Reads 32 bytes, little end first, without the highest bit. */
export function feFromBytes(out: usize, bytes: usize): void {
  for (let limb = 0; limb < 10; limb++) {
    const bit = offsetOf(limb);
    const value = load<u64>(bytes + (bit >> 3)) >> (bit & 7);
    store<i32>(out + limb * 4, <i32>(value & ((1 << widthOf(limb)) - 1)));
  }
}

/** Writes the 32 bytes of the one representative below 2^255 - 19. */
export function feToBytes(bytes: usize, a: usize): void {
  feCarry(S0, a);
  feCarry(S0, S0);
  // How many times p goes into the value: 0, 1 or -1, found by a carry through all limbs.
  let quotient = (19 * load<i32>(S0, 36) + (1 << 24)) >> 25;
  for (let limb = 0; limb < 10; limb++) {
    quotient = (load<i32>(S0 + limb * 4) + quotient) >> widthOf(limb);
  }
  let carry = 19 * quotient;
  memory.fill(bytes, 0, 32);
  for (let limb = 0; limb < 10; limb++) {
    const value = load<i32>(S0 + limb * 4) + carry;
    carry = value >> widthOf(limb);
    const digit = <u64>(value & ((1 << widthOf(limb)) - 1));
    const bit = offsetOf(limb);
    orInto(bytes, bit >> 3, digit << (bit & 7));
  }
}

/** Adds the bits of a limb to the 32 bytes. A limb never reaches past five of them. */
function orInto(bytes: usize, at: i32, bits: u64): void {
  for (let i = at; bits != 0; i++) {
    store<u8>(bytes + i, load<u8>(bytes + i) | <u8>(bits & 255));
    bits >>= 8;
  }
}

/** Brings the limbs back under 2^26. */
function feCarry(out: usize, a: usize): void {
  let carry: i64 = 0;
  for (let limb = 0; limb < 10; limb++) {
    const width = widthOf(limb);
    const value = <i64>load<i32>(a + limb * 4) + carry;
    carry = (value + (1 << (width - 1))) >> width;
    store<i32>(out + limb * 4, <i32>(value - (carry << width)));
  }
  store<i32>(out, load<i32>(out) + <i32>(carry * 19));
}

function offsetOf(limb: i32): i32 {
  return (limb >> 1) * 51 + (limb & 1) * 26;
}

function widthOf(limb: i32): i32 {
  return 26 - (limb & 1);
}

/** Whether two elements are the same modulo p. */
export function feEqual(a: usize, b: usize): bool {
  feSub(S6, a, b);
  feToBytes(B0, S6);
  return (load<u64>(B0) | load<u64>(B0, 8) | load<u64>(B0, 16) | load<u64>(B0, 24)) == 0;
}

const ZERO = memory.data(FE);
const S0 = memory.data(FE);
const S1 = memory.data(FE);
const S2 = memory.data(FE);
const S3 = memory.data(FE);
const S4 = memory.data(FE);
const S5 = memory.data(FE);
const S6 = memory.data(FE);
const B0 = memory.data(32);
