import type { Element, Group } from '../groups/group.ts';

declare const secret: unique symbol;

/**
 * An exponent that must not become known. It is opaque: no function of a `Group`, and so none of the kernels
 * in variable time, takes one.
 */
export type SecretScalar = { readonly [secret]: true };

/**
 * Arithmetic with secret exponents by a well-kept library in constant time: libsodium for Ed25519, OpenSSL for
 * the 2048-bit groups (in the command line only). What comes out as an `Element` or a `bigint` is published.
 */
export interface SecretArithmetic {
  readonly group: Group;
  random(): SecretScalar;
  /** A small number that is secret, such as a vote; may be negative. */
  small(value: number): SecretScalar;
  /** The big-endian number in some bytes, at most 64, modulo q. */
  ofBytes(bytes: Uint8Array): SecretScalar;
  /** A canonical decimal below q, or null. */
  parse(text: string): SecretScalar | null;
  /** The decimal text, for the owner's own key file. */
  reveal(scalar: SecretScalar): string;
  add(a: SecretScalar, b: SecretScalar): SecretScalar;
  multiply(a: SecretScalar, b: SecretScalar): SecretScalar;
  /** g^a */
  generatorPower(a: SecretScalar): Element;
  /** base^a */
  power(base: Element, a: SecretScalar): Element;
  /** g^a y^b, for a ciphertext or commitment; a may be 0. */
  combine(a: SecretScalar, y: Element, b: SecretScalar): Element;
  /** element base^a, where the element or the product may be secret. */
  times(element: Element, base: Element, a: SecretScalar): Element;
  /** w - s c modulo q, the response of a proof: published. */
  respond(w: SecretScalar, s: SecretScalar, challenge: bigint): bigint;
}
