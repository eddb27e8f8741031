import { assert } from '@ovoz/basics';
import { inverseModulo, modulo, numberOfBytes, parseDecimal, powerModulo } from '../numbers.ts';
import type { Platform } from '../platform.ts';
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

type FieldElement = Element & { readonly value: bigint };

export function finiteFieldGroup(parameters: FieldParameters, platform: Platform): Group {
  const { name, p, q, g, embedding } = parameters;
  const cofactor = (p - 1n) / q;
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
    let value = 1n;
    return {
      multiplyBy(factor, exponent = 1n) {
        const own = valueOf(factor);
        value = (value * (exponent === 1n ? own : powerModulo(own, modulo(exponent, q), p))) % p;
      },
      value: () => element(value),
    };
  }

  function commitments(key: PreparedKey, requests: readonly CommitmentRequest[]): Commitments {
    const y = valueOf(key.y);
    const texts: string[][] = [];
    for (const [index, { base, rows, testsMembership }] of requests.entries()) {
      const value = valueOf(base);
      if (testsMembership && !isMemberValue(value)) return { ok: false, stranger: index };
      texts.push(
        rows.map((row) => {
          const own = powerModulo(value, row.challenge, p);
          const fixed =
            (powerModulo(g, row.g, p) * (row.y === 0n ? 1n : powerModulo(y, row.y, p))) % p;
          return String((own * fixed) % p);
        }),
      );
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
    prepare: (y) => ({ y }),
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
