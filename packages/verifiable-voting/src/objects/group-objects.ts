import type { Ciphertext, Element, Group } from '../groups/group.ts';
import { parseDecimal } from '../numbers.ts';
import { Malformed, objectAt } from './shape.ts';

/** A proof without its commitments, which the verifier rebuilds. */
export type Proof = { readonly challenge: bigint; readonly response: bigint };

/** An element of the curve or field; whether it is of the group is tested apart. @throws Malformed */
export function elementAt(group: Group, value: unknown, path: string): Element {
  const element = typeof value === 'string' ? group.parse(value) : null;
  if (element === null) throw new Malformed(path, 'an element in its canonical form');
  return element;
}

/** @throws Malformed */
export function scalarAt(group: Group, value: unknown, path: string): bigint {
  const scalar = parseDecimal(value, group.order);
  if (scalar === null) throw new Malformed(path, 'a canonical decimal below q');
  return scalar;
}

/** @throws Malformed */
export function proofAt(group: Group, value: unknown, path: string): Proof {
  const one = objectAt(value, path, ['challenge', 'response']);
  return {
    challenge: scalarAt(group, one['challenge'], `${path}.challenge`),
    response: scalarAt(group, one['response'], `${path}.response`),
  };
}

/** @throws Malformed */
export function ciphertextAt(group: Group, value: unknown, path: string): Ciphertext {
  const one = objectAt(value, path, ['alpha', 'beta']);
  return {
    alpha: elementAt(group, one['alpha'], `${path}.alpha`),
    beta: elementAt(group, one['beta'], `${path}.beta`),
  };
}

export function proofJson({ challenge, response }: Proof) {
  return { challenge: String(challenge), response: String(response) };
}

export function ciphertextJson({ alpha, beta }: Ciphertext) {
  return { alpha: alpha.text, beta: beta.text };
}
