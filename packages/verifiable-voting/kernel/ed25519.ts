// What the kernel offers to src/kernel/ed25519-kernel.ts. All arguments are addresses in its memory.
// Everything runs in variable time, and so takes public values only.
import {
  addPoint,
  compressMany,
  decompress,
  isNeutral,
  negatePoint,
  POINT,
  prepareCurve,
  setNeutral,
  toAddend,
} from './curve';
import { addFixed, fillTable, MAX_EXPONENTS, multiply, TABLE } from './powers';

export { compressMany, decompress, multiply, negatePoint, prepareCurve, setNeutral };

/** 1 where the point is the neutral element. */
export function isNeutralPoint(point: usize): i32 {
  return isNeutral(point) ? 1 : 0;
}

export function add(out: usize, a: usize, b: usize): void {
  toAddend(addend, b);
  addPoint(out, a, addend, false);
}

/** Fills the table with this number, 0 or above; memory must have been grown for it. */
export function prepareTable(table: usize, point: usize): void {
  fillTable(table, point, window, inverses);
}

export function addTable(sum: usize, table: usize, exponent: usize): void {
  addFixed(sum, table, exponent);
}

export function tableBytes(): i32 {
  return TABLE;
}

export function maxExponents(): i32 {
  return MAX_EXPONENTS;
}

/** Where free memory begins. */
export function freeMemory(): usize {
  return (__heap_base + 15) & ~15;
}

const addend = memory.data(POINT);
const window = memory.data(128 * POINT);
const inverses = memory.data(128 * 40);
