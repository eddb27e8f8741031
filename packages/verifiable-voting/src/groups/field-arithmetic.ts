import { startField2048Kernel } from '../kernel/field2048-kernel.ts';
import { fieldByBigInts } from './field-by-bigints.ts';
import { fieldByKernel } from './field-by-kernel.ts';
import type { CommitmentRow } from './group.ts';

/** Commitments g^g y^y base^challenge over one base; with `order`, whether base^q = 1 is tested as well. */
export type FieldRequest = {
  readonly base: bigint;
  readonly rows: readonly CommitmentRow[];
  readonly testsOrder: boolean;
};

/** The commitments, request by request, or the first request whose base fails the test. */
export type FieldCommitments =
  | { readonly ok: true; readonly values: readonly (readonly bigint[])[] }
  | { readonly ok: false; readonly stranger: number };

/** Rebuilds commitments for one public key. */
export type Rebuild = (requests: readonly FieldRequest[]) => FieldCommitments;

/** Public arithmetic in a prime field, in variable time. Numbers are from 1 to p - 1, exponents from 0 on. */
export type FieldArithmetic = {
  power(base: bigint, exponent: bigint): bigint;
  /** Works out what a key needs when it is first used. */
  prepare(y: bigint): Rebuild;
};

export type FieldNumbers = { readonly p: bigint; readonly q: bigint; readonly g: bigint };

/** The kernel where it runs, some four times as fast as the numbers of JavaScript, and those elsewhere. */
export function fieldArithmetic(numbers: FieldNumbers): FieldArithmetic {
  const kernel = startField2048Kernel(numbers.p);
  return kernel === null ? fieldByBigInts(numbers) : fieldByKernel(numbers, kernel);
}
