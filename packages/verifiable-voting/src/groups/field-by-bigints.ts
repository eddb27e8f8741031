import { powerModulo } from '../numbers.ts';
import type {
  FieldArithmetic,
  FieldCommitments,
  FieldNumbers,
  FieldRequest,
} from './field-arithmetic.ts';
import { powersOfOne, powerTable } from './field-powers.ts';

/** Public arithmetic with the numbers of JavaScript, for engines that cannot run the kernel. */
export function fieldByBigInts({ p, q, g }: FieldNumbers): FieldArithmetic {
  const exponentBits = q.toString(2).length;
  let powerOfG: ((exponent: bigint) => bigint) | null = null;

  function prepare(y: bigint) {
    let powerOfY: ((exponent: bigint) => bigint) | null = null;
    return (requests: readonly FieldRequest[]): FieldCommitments => {
      powerOfG ??= powerTable(g, exponentBits, p);
      powerOfY ??= powerTable(y, exponentBits, p);
      const values: bigint[][] = [];
      for (const [index, { base, rows, testsOrder }] of requests.entries()) {
        const exponents = rows.map(({ challenge }) => challenge);
        // q is one exponent more for the same squarings.
        const powers = powersOfOne(base, testsOrder ? [...exponents, q] : exponents, p);
        if (testsOrder && powers.at(-1) !== 1n) return { ok: false, stranger: index };
        const own: bigint[] = [];
        for (const [at, row] of rows.entries()) {
          let result = powers[at] ?? 1n;
          if (row.g !== 0n) result = (result * powerOfG(row.g)) % p;
          if (row.y !== 0n) result = (result * powerOfY(row.y)) % p;
          own.push(result);
        }
        values.push(own);
      }
      return { ok: true, values };
    };
  }

  return { power: (base, exponent) => powerModulo(base, exponent, p), prepare };
}
