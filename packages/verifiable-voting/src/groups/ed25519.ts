import { assert, present } from '@ovoz/basics';
import {
  type Ed25519Kernel,
  type PointBytes,
  startEd25519Kernel,
} from '../kernel/ed25519-kernel.ts';
import { bytesOfNumber, fromHex, modulo, numberOfBytes, toHex } from '../numbers.ts';
import type { Platform } from '../platform.ts';
import type {
  CommitmentRequest,
  Commitments,
  Element,
  Group,
  PreparedKey,
  Product,
} from './group.ts';

/** The order of the base point of RFC 8032, section 5.1. */
export const ED25519_ORDER = 2n ** 252n + 27742317777372353535851937790883648493n;
const COFACTOR = 8n;
const EMBEDDING = { padding: 14, bitsPerValue: 8 };
const GENERATOR_TEXT = '6666666666666666666666666666666666666666666666666666666666666658';

type PointElement = Element & { readonly point: PointBytes };
type PreparedPoint = PreparedKey & { readonly table: number };

/** Belenios writes the 32 bytes of RFC 8032 from the last to the first. */
const textOf = (encoded: Uint8Array) => toHex(encoded.toReversed());

export function ed25519Group(platform: Platform): Group {
  const kernel: Ed25519Kernel = startEd25519Kernel();
  const q = ED25519_ORDER;
  const element = (point: PointBytes): PointElement => ({
    group: 'Ed25519',
    point,
    text: textOf(kernel.compress(point)),
  });
  /** Elements that come from elsewhere have a text only, until their point is needed. */
  const pointOf = (one: Element): PointBytes => {
    assert(one.group === 'Ed25519', 'elements stay in their group');
    const known = one as { point?: PointBytes };
    known.point ??= present(parse(one.text), 'an element is on the curve').point;
    return known.point;
  };

  function parse(text: string): PointElement | null {
    const encoded = text.length === 64 ? fromHex(text) : null;
    const point = encoded === null ? null : kernel.decompress(encoded.toReversed());
    return point === null ? null : { group: 'Ed25519', point, text };
  }

  const generator = present(parse(GENERATOR_TEXT), 'the base point is on the curve');
  const generatorTable = kernel.prepareTable(generator.point);
  const power = (base: Element, exponent: bigint) =>
    element(kernel.multiply(pointOf(base), modulo(exponent, q)));
  const isMember = (one: Element) => kernel.isNeutral(kernel.multiply(pointOf(one), q));

  function product(): Product {
    let point = kernel.neutral();
    return {
      multiplyBy(factor, exponent = 1n) {
        const own = pointOf(factor);
        point = kernel.add(
          point,
          exponent === 1n ? own : kernel.multiply(own, modulo(exponent, q)),
        );
      },
      value: () => element(point),
    };
  }

  function commitments(key: PreparedKey, requests: readonly CommitmentRequest[]): Commitments {
    const { table } = key as PreparedPoint;
    const texts: string[][] = [];
    let pending: string[][] = [];
    let place = 0;
    const flush = () => {
      const encoded = kernel.compressOutputs(place);
      let at = 0;
      for (const rows of pending) {
        for (let row = 0; row < rows.length; row++, at += 32) {
          rows[row] = textOf(encoded.subarray(at, at + 32));
        }
      }
      pending = [];
      place = 0;
    };
    for (const [index, { base, rows, testsMembership }] of requests.entries()) {
      if (place + rows.length + 1 > kernel.maxOutputs) flush();
      const exponents = rows.map(({ challenge }) => challenge);
      if (testsMembership) exponents.push(q);
      kernel.multiplyInto(place, pointOf(base), exponents);
      if (testsMembership && !kernel.isNeutralOutput(place + rows.length)) {
        return { ok: false, stranger: index };
      }
      rows.forEach((row, at) => {
        kernel.addTable(place + at, generatorTable, row.g);
        kernel.addTable(place + at, table, row.y);
      });
      place += rows.length;
      const own = rows.map(() => '');
      texts.push(own);
      pending.push(own);
    }
    flush();
    return { ok: true, texts };
  }

  /** The first point at or after y in little steps, cleared of its cofactor. */
  function independentGenerator(index: number): Element {
    let y = numberOfBytes(platform.sha256(`ggen|${index}`)) >> 2n;
    for (;;) {
      const point = kernel.decompress(bytesOfNumber(y, 32).toReversed());
      if (point !== null) return element(kernel.multiply(point, COFACTOR));
      y += 1n;
    }
  }

  function embed(value: bigint): Element | null {
    for (let epsilon = 0n; epsilon < 1n << BigInt(EMBEDDING.padding); epsilon++) {
      const candidate = (value << BigInt(EMBEDDING.padding)) | epsilon;
      const point = kernel.decompress(bytesOfNumber(candidate, 32).toReversed());
      if (point !== null && kernel.isNeutral(kernel.multiply(point, q))) return element(point);
    }
    return null;
  }

  return {
    name: 'Ed25519',
    order: q,
    generator,
    neutral: element(kernel.neutral()),
    embedding: EMBEDDING,
    parse,
    isMember,
    multiply: (a, b) => element(kernel.add(pointOf(a), pointOf(b))),
    invert: (one) => element(kernel.negate(pointOf(one))),
    power,
    product,
    prepare: (y): PreparedPoint => ({ y, table: kernel.prepareTable(pointOf(y)) }),
    commitments,
    embed,
    extract: (one) => BigInt(`0x${one.text}`) >> BigInt(EMBEDDING.padding),
    independentGenerator,
    hashToScalar: (text) => numberOfBytes(platform.sha256(text)) % q,
  };
}
