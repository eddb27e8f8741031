import { assert } from '@ovoz/basics';
import { inverseModulo, modulo, numberOfBytes, parseDecimal } from '../numbers.ts';
import type { Platform } from '../platform.ts';
import { fieldArithmetic, type Rebuild } from './field-arithmetic.ts';
import { productOfPowersModulo } from './field-powers.ts';
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

type PreparedFieldKey = PreparedKey & { readonly rebuild: Rebuild };

type FieldElement = Element & { readonly value: bigint };

export function finiteFieldGroup(parameters: FieldParameters, platform: Platform): Group {
  const { name, p, q, g, embedding } = parameters;
  const cofactor = (p - 1n) / q;
  const arithmetic = fieldArithmetic(parameters);
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
    cofactor === 2n ? jacobi(value, p) === 1 : arithmetic.power(value, q) === 1n;
  const isMember = (one: Element) => isMemberValue(valueOf(one));

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

  function commitments(key: PreparedKey, requests: readonly CommitmentRequest[]): Commitments {
    const { rebuild } = key as PreparedFieldKey;
    // Where a Jacobi symbol does not tell, the powers are worked out together with the test.
    const isJacobiGroup = cofactor === 2n;
    const stranger = isJacobiGroup
      ? requests.findIndex(({ base, testsMembership }) => testsMembership && !isMember(base))
      : -1;
    if (stranger >= 0) return { ok: false, stranger };
    const rebuilt = rebuild(
      requests.map(({ base, rows, testsMembership }) => ({
        base: valueOf(base),
        rows,
        testsOrder: testsMembership && !isJacobiGroup,
      })),
    );
    return rebuilt.ok ? { ok: true, texts: rebuilt.values.map((row) => row.map(String)) } : rebuilt;
  }

  return {
    name,
    order: q,
    generator,
    neutral: element(1n),
    embedding,
    parse,
    isMember,
    multiply: (a, b) => element((valueOf(a) * valueOf(b)) % p),
    invert: (a) => element(inverseModulo(valueOf(a), p)),
    power: (base, exponent) => element(arithmetic.power(valueOf(base), modulo(exponent, q))),
    product,
    prepare: (y): PreparedFieldKey => ({ y, rebuild: arithmetic.prepare(valueOf(y)) }),
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
      const value = arithmetic.power(hashed(`ggen|${index}`), cofactor);
      assert(value > 1n && value !== g, 'an independent generator is neither 0, 1 nor g');
      return element(value);
    },
    hashToScalar: (text) => hashed(text) % q,
  };
}
