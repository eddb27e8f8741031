import { assert } from '@ovoz/basics';
import { inverseModulo, modulo, numberOfBytes, parseDecimal, powerModulo } from '../numbers.ts';
import type { Platform } from '../platform.ts';
import { powersOfOne, powerTable, productOfPowersModulo } from './field-powers.ts';
import type {
  CommitmentRequest,
  Commitments,
  Element,
  Embedding,
  Group,
  GroupName,
  PreparedKey,
  Product,
} from './group.ts';
import { jacobi } from './jacobi.ts';

/** A multiplicative subgroup of a prime field: p, q, g of the specification, section 5. */
export type FieldParameters = {
  readonly name: GroupName;
  readonly p: bigint;
  readonly q: bigint;
  readonly g: bigint;
  readonly embedding: Embedding | null;
};

type PreparedFieldKey = PreparedKey & { readonly power: (exponent: bigint) => bigint };

type FieldElement = Element & { readonly value: bigint };

export function finiteFieldGroup(parameters: FieldParameters, platform: Platform): Group {
  const { name, p, q, g, embedding } = parameters;
  const cofactor = (p - 1n) / q;
  const exponentBits = q.toString(2).length;
  const element = (value: bigint): FieldElement => ({ group: name, value, text: String(value) });
  const valueOf = (one: Element): bigint => {
    assert(one.group === name, 'elements stay in their group');
    return (one as FieldElement).value;
  };
  const generator = element(g);
  const hashed = (text: string) => numberOfBytes(platform.sha256(text));

  function parse(text: string): Element | null {
    const value = parseDecimal(text, p);
    return value === null || value === 0n ? null : element(value);
  }

  // Where (p - 1) / q = 2 the members are the squares, which a Jacobi symbol tells.
  const isMemberValue = (value: bigint) =>
    cofactor === 2n ? jacobi(value, p) === 1 : powerModulo(value, q, p) === 1n;

  function product(): Product {
    const pairs: (readonly [bigint, bigint])[] = [];
    let plain = 1n;
    return {
      multiplyBy(factor, exponent = 1n) {
        if (exponent === 1n) plain = (plain * valueOf(factor)) % p;
        else pairs.push([valueOf(factor), modulo(exponent, q)]);
      },
      value: () => element((plain * productOfPowersModulo(pairs, p)) % p),
    };
  }

  let generatorTable: ((exponent: bigint) => bigint) | null = null;

  function commitments(key: PreparedKey, requests: readonly CommitmentRequest[]): Commitments {
    const { power: powerOfY } = key as PreparedFieldKey;
    generatorTable ??= powerTable(g, exponentBits, p);
    const texts: string[][] = [];
    for (const [index, { base, rows, testsMembership }] of requests.entries()) {
      const value = valueOf(base);
      const exponents = rows.map(({ challenge }) => challenge);
      // Where a Jacobi symbol does not tell, q is one exponent more for the same squarings.
      const sharesTest = testsMembership && cofactor !== 2n;
      if (testsMembership && !sharesTest && !isMemberValue(value)) {
        return { ok: false, stranger: index };
      }
      const powers = powersOfOne(value, sharesTest ? [...exponents, q] : exponents, p);
      if (sharesTest && powers.at(-1) !== 1n) return { ok: false, stranger: index };
      const own: string[] = [];
      for (const [at, row] of rows.entries()) {
        let result = powers[at] ?? 1n;
        if (row.g !== 0n) result = (result * generatorTable(row.g)) % p;
        if (row.y !== 0n) result = (result * powerOfY(row.y)) % p;
        own.push(String(result));
      }
      texts.push(own);
    }
    return { ok: true, texts };
  }

  return {
    name,
    order: q,
    generator,
    neutral: element(1n),
    embedding,
    parse,
    isMember: (one) => isMemberValue(valueOf(one)),
    multiply: (a, b) => element((valueOf(a) * valueOf(b)) % p),
    invert: (a) => element(inverseModulo(valueOf(a), p)),
    power: (base, exponent) => element(powerModulo(valueOf(base), modulo(exponent, q), p)),
    product,
    prepare(y): PreparedFieldKey {
      let table: ((exponent: bigint) => bigint) | null = null;
      return {
        y,
        power: (exponent) => {
          table ??= powerTable(valueOf(y), exponentBits, p);
          return table(exponent);
        },
      };
    },
    commitments,
    embed(value) {
      assert(embedding !== null, 'only groups with an embedding hold values');
      for (let epsilon = 0n; epsilon < 1n << BigInt(embedding.padding); epsilon++) {
        const candidate = (value << BigInt(embedding.padding)) | epsilon;
        if (candidate > 0n && candidate < p && isMemberValue(candidate)) return element(candidate);
      }
      return null;
    },
    extract(one) {
      assert(embedding !== null, 'only groups with an embedding hold values');
      return valueOf(one) >> BigInt(embedding.padding);
    },
    independentGenerator(index) {
      const value = powerModulo(hashed(`ggen|${index}`), cofactor, p);
      assert(value > 1n && value !== g, 'an independent generator is neither 0, 1 nor g');
      return element(value);
    },
    hashToScalar: (text) => hashed(text) % q,
  };
}
