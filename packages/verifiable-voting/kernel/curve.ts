// Points of edwards25519, -x^2 + y^2 = 1 + d x^2 y^2 (RFC 8032, section 5.1), in extended coordinates
// X, Y, Z, T with x = X/Z, y = Y/Z, xy = T/Z, by the formulas of Hisil, Wong, Carter and Dawson,
// "Twisted Edwards Curves Revisited" (2008), sections 3.1 and 3.3. Variable time: only for public values.
import {
  FE,
  feAdd,
  feCopy,
  feEqual,
  feFromBytes,
  feInvert,
  feMul,
  feNegate,
  fePowerForRoot,
  feSet,
  feSquare,
  feSub,
  feToBytes,
} from './field';

/** The bytes of a point X, Y, Z, T. */
export const POINT: i32 = 160;
/** The bytes of a point made ready to be added: Y + X, Y - X, 2Z, 2dT. */
export const ADDEND: i32 = 160;
/** The same for Z = 1, without 2Z: y + x, y - x, 2dxy. */
export const AFFINE: i32 = 120;

const Y: i32 = FE;
const Z: i32 = 2 * FE;
const T: i32 = 3 * FE;

export function setNeutral(out: usize): void {
  feSet(out, 0);
  feSet(out + Y, 1);
  feSet(out + Z, 1);
  feSet(out + T, 0);
}

export function copyPoint(out: usize, a: usize): void {
  memory.copy(out, a, POINT);
}

export function isNeutral(a: usize): bool {
  feSet(A, 0);
  return feEqual(a, A) && feEqual(a + Y, a + Z);
}

export function negatePoint(out: usize, a: usize): void {
  feNegate(out, a);
  feCopy(out + Y, a + Y);
  feCopy(out + Z, a + Z);
  feNegate(out + T, a + T);
}

/** out = 2a. T is left as it was unless it is wanted. */
export function doublePoint(out: usize, a: usize, withT: bool): void {
  feSquare(A, a);
  feSquare(B, a + Y);
  feSquare(C, a + Z);
  feAdd(E, a, a + Y);
  feSquare(E, E);
  feAdd(H, A, B); // -H of the paper, and so are E, F and G: the signs cancel
  feSub(E, H, E);
  feSub(G, A, B);
  feAdd(F, C, C);
  feAdd(F, G, F);
  feMul(out, E, F);
  feMul(out + Y, G, H);
  feMul(out + Z, F, G);
  if (withT) feMul(out + T, E, H);
}

export function toAddend(out: usize, a: usize): void {
  feAdd(out, a + Y, a);
  feSub(out + Y, a + Y, a);
  feAdd(out + Z, a + Z, a + Z);
  feMul(out + T, a + T, D2);
}

/** out = a + b, or a - b where it is negative. */
export function addPoint(out: usize, a: usize, b: usize, negative: bool): void {
  feSub(A, a + Y, a);
  feAdd(B, a + Y, a);
  feMul(A, A, negative ? b : b + Y);
  feMul(B, B, negative ? b + Y : b);
  feMul(C, a + T, b + T);
  feMul(D, a + Z, b + Z);
  finishAddition(out, negative);
}

/** out = a + b for b with Z = 1. */
export function addAffine(out: usize, a: usize, b: usize, negative: bool): void {
  feSub(A, a + Y, a);
  feAdd(B, a + Y, a);
  feMul(A, A, negative ? b : b + Y);
  feMul(B, B, negative ? b + Y : b);
  feMul(C, a + T, b + 2 * FE);
  feAdd(D, a + Z, a + Z);
  finishAddition(out, negative);
}

function finishAddition(out: usize, negative: bool): void {
  feSub(E, B, A);
  feAdd(H, B, A);
  if (negative) {
    feAdd(F, D, C);
    feSub(G, D, C);
  } else {
    feSub(F, D, C);
    feAdd(G, D, C);
  }
  feMul(out, E, F);
  feMul(out + Y, G, H);
  feMul(out + Z, F, G);
  feMul(out + T, E, H);
}

/** Reads the 32 bytes of RFC 8032, section 5.1.3. False for what it refuses: y not below p, no x, -0. */
export function decompress(out: usize, bytes: usize): bool {
  const sign = load<u8>(bytes, 31) >> 7;
  feFromBytes(out + Y, bytes);
  feToBytes(B0, out + Y);
  store<u8>(B0, load<u8>(B0, 31) | (sign << 7), 31);
  if (memory.compare(B0, bytes, 32) != 0) return false;
  feSet(out + Z, 1);
  feSquare(A, out + Y);
  feMul(B, A, D1);
  feSub(A, A, out + Z); // u = y^2 - 1
  feAdd(B, B, out + Z); // v = d y^2 + 1
  feSquare(C, B);
  feMul(C, C, B); // v^3
  feSquare(E, C);
  feMul(E, E, B); // v^7
  feMul(E, E, A); // u v^7
  fePowerForRoot(E, E);
  feMul(E, E, C);
  feMul(E, E, A); // u v^3 (u v^7)^((p-5)/8)
  feSquare(F, E);
  feMul(F, F, B);
  if (!feEqual(F, A)) {
    feNegate(A, A);
    if (!feEqual(F, A)) return false;
    feMul(E, E, ROOT_OF_MINUS_1);
  }
  feToBytes(B0, E);
  const isZero = (load<u64>(B0) | load<u64>(B0, 8) | load<u64>(B0, 16) | load<u64>(B0, 24)) == 0;
  if (isZero && sign == 1) return false;
  if ((load<u8>(B0) & 1) != sign) feNegate(E, E);
  feCopy(out, E);
  feMul(out + T, E, out + Y);
  return true;
}

/** Writes the 32 bytes of each of `count` points that lie side by side, with one inversion for all. */
export function compressMany(bytes: usize, points: usize, count: i32, scratch: usize): void {
  if (count == 0) return;
  invertMany(points, POINT, count, scratch);
  for (let i = 0; i < count; i++) {
    const point = points + i * POINT;
    const inverse = scratch + i * FE;
    feMul(A, point, inverse);
    feMul(B, point + Y, inverse);
    feToBytes(bytes + i * 32, B);
    feToBytes(B0, A);
    const last = bytes + i * 32 + 31;
    store<u8>(last, load<u8>(last) | ((load<u8>(B0) & 1) << 7));
  }
}

/** Makes points into addends with Z = 1, with one inversion for all. */
export function normalizeMany(out: usize, points: usize, count: i32, scratch: usize): void {
  invertMany(points, POINT, count, scratch);
  for (let i = 0; i < count; i++) {
    const point = points + i * POINT;
    const target = out + i * AFFINE;
    feMul(A, point, scratch + i * FE);
    feMul(B, point + Y, scratch + i * FE);
    feAdd(C, B, A);
    feMul(target, C, ONE); // brings the limbs back
    feSub(C, B, A);
    feMul(target + FE, C, ONE);
    feMul(C, A, B);
    feMul(target + 2 * FE, C, D2);
  }
}

/** scratch[i] = 1 / Z of point i (Montgomery's trick). No Z of a point is 0. */
function invertMany(points: usize, stride: i32, count: i32, scratch: usize): void {
  feSet(C, 1);
  for (let i = 0; i < count; i++) {
    feCopy(scratch + i * FE, C);
    feMul(C, C, points + i * stride + Z);
  }
  feInvert(C, C);
  for (let i = count - 1; i >= 0; i--) {
    feMul(scratch + i * FE, scratch + i * FE, C);
    feMul(C, C, points + i * stride + Z);
  }
}

/** Fills in the constants of the curve. Called once, before anything else. */
export function prepareCurve(d: usize, rootOfMinus1: usize): void {
  feSet(ONE, 1);
  feFromBytes(D1, d);
  feAdd(D2, D1, D1);
  feMul(D2, D2, ONE);
  feFromBytes(ROOT_OF_MINUS_1, rootOfMinus1);
}

const D1 = memory.data(FE);
const D2 = memory.data(FE);
const ROOT_OF_MINUS_1 = memory.data(FE);
const ONE = memory.data(FE);
const A = memory.data(FE);
const B = memory.data(FE);
const C = memory.data(FE);
const D = memory.data(FE);
const E = memory.data(FE);
const F = memory.data(FE);
const G = memory.data(FE);
const H = memory.data(FE);
const B0 = memory.data(32);
