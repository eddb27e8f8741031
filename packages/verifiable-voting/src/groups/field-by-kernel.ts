import type { Field2048Kernel, PairTable } from '../kernel/field2048-kernel.ts';
import type {
  FieldArithmetic,
  FieldCommitments,
  FieldNumbers,
  FieldRequest,
} from './field-arithmetic.ts';
import type { CommitmentRow } from './group.ts';

/** The places of g and y in a table. */
const G = 0;
const Y = 1;
const NO_ROW: CommitmentRow = { challenge: 0n, g: 0n, y: 0n };

/**
 * Public arithmetic in the WebAssembly kernel. It works on two numbers side by side that take the same exponents,
 * as the two halves of a ciphertext do with the challenges of its proofs.
 */
export function fieldByKernel({ q, g }: FieldNumbers, kernel: Field2048Kernel): FieldArithmetic {
  const exponentBits = q.toString(2).length;

  function prepare(y: bigint) {
    let table: PairTable | null = null;
    return (requests: readonly FieldRequest[]): FieldCommitments => {
      table ??= kernel.prepareTable([g, y], exponentBits);
      const values: (readonly bigint[])[] = [];
      for (let index = 0; index < requests.length; index = values.length) {
        const [first, next] = requests.slice(index, index + 2);
        if (first === undefined) break;
        const second = next !== undefined && takeTheSame(first, next) ? next : null;
        const rebuilt = rebuildPair(table, first, second);
        if (!rebuilt.ok) return { ok: false, stranger: index + rebuilt.stranger };
        values.push(...rebuilt.values.slice(0, second === null ? 1 : 2));
      }
      return { ok: true, values };
    };
  }

  /** Where there is no second request, its lane works for nothing. */
  function rebuildPair(
    table: PairTable,
    first: FieldRequest,
    second: FieldRequest | null,
  ): FieldCommitments {
    const challenges = first.rows.map(({ challenge }) => challenge);
    const exponents = first.testsOrder ? [q, ...challenges] : challenges;
    const tests = exponents.length - challenges.length;
    const values: [bigint[], bigint[]] = [[], []];
    for (let from = 0; from < exponents.length; from += kernel.maxExponents) {
      const some = exponents.slice(from, from + kernel.maxExponents);
      kernel.powersInto([first.base, second?.base ?? first.base], some);
      for (let place = 0; place < some.length; place++) {
        const row = from + place - tests;
        if (row < 0) {
          const stranger = kernel.onesOf(place).indexOf(false);
          if (stranger >= 0) return { ok: false, stranger };
          continue;
        }
        const [a, b] = [first.rows[row] ?? NO_ROW, second?.rows[row] ?? NO_ROW];
        const powerOf = (which: 0 | 1, exponent: bigint) => ({ which, exponent });
        kernel.multiplyByTable(place, table, powerOf(G, a.g), powerOf(Y, b.y));
        kernel.multiplyByTable(place, table, powerOf(Y, a.y), powerOf(G, b.g));
        kernel.output(place).forEach((value, lane) => values[lane]?.push(value));
      }
    }
    return { ok: true, values };
  }

  return {
    power(base, exponent) {
      kernel.powersInto([base, base], [exponent]);
      return kernel.output(0)[0];
    },
    prepare,
  };
}

function takeTheSame(a: FieldRequest, b: FieldRequest): boolean {
  return (
    a.testsOrder === b.testsOrder &&
    a.rows.length === b.rows.length &&
    a.rows.every(({ challenge }, index) => challenge === b.rows[index]?.challenge)
  );
}
