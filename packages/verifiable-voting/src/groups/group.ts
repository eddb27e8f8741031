/**
 * A cyclic group of prime order q in which votes are encrypted, written multiplicatively as in the Belenios
 * specification, section 5. Operations take variable time and take public values only: exponents are
 * `bigint`, and a secret is a `SecretScalar` (../secrets/secrets.ts), which fits none of them.
 */
export type GroupName = 'Ed25519' | 'BELENIOS-2048' | 'RFC-3526-2048';

/** An element of the group or, as long as `isMember` was not asked, of the curve or field around it. */
export type Element = {
  readonly group: GroupName;
  /** The one canonical text of the element: what is archived and hashed. */
  readonly text: string;
};

export type Ciphertext = { readonly alpha: Element; readonly beta: Element };

/** One commitment to be rebuilt: g^g * y^y * base^challenge. Exponents from 0 to q - 1. */
export type CommitmentRow = {
  readonly challenge: bigint;
  readonly g: bigint;
  readonly y: bigint;
};

/** Commitments over one base, which share their work. */
export type CommitmentRequest = {
  readonly base: Element;
  readonly rows: readonly CommitmentRow[];
  /** Whether base^q = 1 is tested as well. */
  readonly testsMembership: boolean;
};

/** The texts of the commitments, request by request, or the first request whose base is not a member. */
export type Commitments =
  | { readonly ok: true; readonly texts: readonly (readonly string[])[] }
  | { readonly ok: false; readonly stranger: number };

/** How the values of a non-homomorphic answer are put into one element (specification, section 4.11.2). */
export type Embedding = { readonly padding: number; readonly bitsPerValue: number };

/** A public key with what was worked out ahead for it. */
export type PreparedKey = { readonly y: Element };

/** A product that grows factor by factor. */
export type Product = {
  multiplyBy(factor: Element, exponent?: bigint): void;
  value(): Element;
};

export interface Group {
  readonly name: GroupName;
  /** q */
  readonly order: bigint;
  readonly generator: Element;
  readonly neutral: Element;
  readonly embedding: Embedding | null;

  /** Canonical text of a point on the curve or a number from 1 to p - 1; null for anything else. */
  parse(text: string): Element | null;
  /** Whether e^q = 1. */
  isMember(element: Element): boolean;

  multiply(a: Element, b: Element): Element;
  invert(element: Element): Element;
  power(base: Element, exponent: bigint): Element;
  product(): Product;

  prepare(y: Element): PreparedKey;
  commitments(key: PreparedKey, requests: readonly CommitmentRequest[]): Commitments;

  /** An element that holds a number below 2^capacityBits in its high bits, found by trying paddings. */
  embed(value: bigint): Element | null;
  /** The number that an element holds, without its padding. */
  extract(element: Element): bigint;
  /** Generators of which nobody knows a logarithm (specification, table 8); -1 is the secondary one. */
  independentGenerator(index: number): Element;

  /** SHA-256 of a text as a big-endian number modulo q. */
  hashToScalar(text: string): bigint;
}

export function equal(a: Element, b: Element): boolean {
  return a.group === b.group && a.text === b.text;
}
