/**
 * Verification of a shuffle: CheckShuffleProof of the Belenios specification, table 5, which is that of CHVote
 * 1.3.2 (Wikström's proof of a shuffle). Letters are those of the table.
 */
import type { Ciphertext, Element, Group } from '../groups/group.ts';
import { equal } from '../groups/group.ts';
import { modulo, numberOfBytes, toHex } from '../numbers.ts';
import type { ShuffleProof } from '../objects/tally-objects.ts';
import type { Platform } from '../platform.ts';

export type ShuffleStatement = {
  readonly before: readonly Ciphertext[];
  readonly after: readonly Ciphertext[];
  /** The public key of the election. */
  readonly key: Element;
  readonly fingerprint: string;
};

export function isShuffleProof(
  group: Group,
  platform: Platform,
  { before, after, key, fingerprint }: ShuffleStatement,
  { t, s, c, cHat }: ShuffleProof,
): boolean {
  const n = before.length;
  const lists = [after, t.tHat, s.sHat, s.sPrime, c, cHat];
  if (lists.some(({ length }) => length !== n)) return false;
  const { h, hs } = independentGenerators(group, n);
  const textC = ciphertextsText(before) + ciphertextsText(after) + elementsText(c);
  const us = challenges(group, platform, n, `shuffle-challenges|${fingerprint}|${textC}`);
  const textT = elementsText([t.t1, t.t2, t.t3, ...t.t4]) + elementsText(t.tHat);
  const challenge = group.hashToScalar(
    `shuffle-challenge|${fingerprint}|${textT}${textC}${elementsText(cHat)}${key.text}`,
  );
  const minus = modulo(-challenge, group.order);
  const product = (...factors: readonly Factor[]) => productOfPowers(group, factors);
  const powers = (bases: readonly Element[], exponents: readonly bigint[]): readonly Factor[] =>
    bases.map((base, index) => [base, exponents[index] ?? 0n]);

  const cBar = product(
    ...c.map((one): Factor => [one, 1n]),
    ...hs.map((one): Factor => [one, -1n]),
  );
  const u = us.reduce((result, one) => (result * one) % group.order, 1n);
  const last = cHat[n - 1] ?? h;
  const cHatEnd = product([last, 1n], [h, -u]);
  const cTilde = product(...powers(c, us));
  const alpha = product(...powers(alphas(before), us));
  const beta = product(...powers(betas(before), us));
  const { generator } = group;
  if (!equal(t.t1, product([cBar, minus], [generator, s.s1]))) return false;
  if (!equal(t.t2, product([cHatEnd, minus], [generator, s.s2]))) return false;
  if (!equal(t.t3, product([cTilde, minus], [generator, s.s3], ...powers(hs, s.sPrime))))
    return false;
  const t41 = product([beta, minus], [key, -s.s4], ...powers(betas(after), s.sPrime));
  if (!equal(t.t4[0], t41)) return false;
  const t42 = product([alpha, minus], [generator, -s.s4], ...powers(alphas(after), s.sPrime));
  if (!equal(t.t4[1], t42)) return false;
  return cHat.every((one, index) => {
    const previous = index === 0 ? h : (cHat[index - 1] ?? h);
    const expected = product(
      [one, minus],
      [generator, s.sHat[index] ?? 0n],
      [previous, s.sPrime[index] ?? 0n],
    );
    return equal(t.tHat[index] ?? h, expected);
  });
}

export type Factor = readonly [base: Element, exponent: bigint];

function productOfPowers(group: Group, factors: readonly Factor[]): Element {
  const product = group.product();
  for (const [base, exponent] of factors) {
    if (exponent === -1n) product.multiplyBy(group.invert(base));
    else product.multiplyBy(base, modulo(exponent, group.order));
  }
  return product.value();
}

const generators = new WeakMap<Group, { h: Element; hs: Element[] }>();

/** Tables 6 to 8. The generators of a group are worked out once. */
export function independentGenerators(group: Group, count: number) {
  let known = generators.get(group);
  if (known === undefined) {
    known = { h: group.independentGenerator(-1), hs: [] };
    generators.set(group, known);
  }
  while (known.hs.length < count) known.hs.push(group.independentGenerator(known.hs.length));
  return { h: known.h, hs: known.hs.slice(0, count) };
}

/** Table 11. */
export function challenges(
  group: Group,
  platform: Platform,
  count: number,
  text: string,
): readonly bigint[] {
  const first = toHex(platform.sha256(text));
  return Array.from({ length: count }, (_, index) => {
    const second = toHex(platform.sha256(String(index)));
    return numberOfBytes(platform.sha256(first + second)) % group.order;
  });
}

/** Table 10: each element with a comma behind it. */
export function elementsText(elements: readonly Element[]): string {
  return elements.map(({ text }) => `${text},`).join('');
}

export function ciphertextsText(ciphertexts: readonly Ciphertext[]): string {
  return ciphertexts.map(({ alpha, beta }) => `${alpha.text},${beta.text},`).join('');
}

const alphas = (list: readonly Ciphertext[]) => list.map(({ alpha }) => alpha);
const betas = (list: readonly Ciphertext[]) => list.map(({ beta }) => beta);
