// What the kernel offers to src/kernel/field2048-kernel.ts. All arguments are addresses in its memory, and counts.
// Everything runs in variable time, and so takes public values only.
import { fillTable, MAX_EXPONENTS, multiplyByTable, powers } from './field-powers';
import { enterPair, leavePair, multiplyPair, onesOf, PAIR, prepareModulus } from './montgomery';

export {
  enterPair,
  fillTable,
  leavePair,
  multiplyByTable,
  multiplyPair,
  onesOf,
  powers,
  prepareModulus,
};

export function pairBytes(): i32 {
  return PAIR;
}

export function maxExponents(): i32 {
  return MAX_EXPONENTS;
}

/** Where free memory begins. */
export function freeMemory(): usize {
  return (__heap_base + 15) & ~15;
}
