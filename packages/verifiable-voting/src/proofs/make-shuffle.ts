/** Shuffling with its proof: GenShuffle and GenShuffleProof of the specification, tables 1 to 4. */
import type { Ciphertext, Element } from '../groups/group.ts';
import { modulo } from '../numbers.ts';
import { ciphertextJson } from '../objects/group-objects.ts';
import type { Platform } from '../platform.ts';
import type { SecretArithmetic, SecretScalar } from '../secrets/secret-arithmetic.ts';
import {
  challenges,
  ciphertextsText,
  elementsText,
  independentGenerators,
} from './shuffle-check.ts';

/** One question shuffled: the ciphertexts after, and the proof as JSON. */
export function makeShuffle(
  platform: Platform,
  secrets: SecretArithmetic,
  before: readonly Ciphertext[],
  y: Element,
  fingerprint: string,
): { readonly ciphertexts: readonly object[]; readonly proof: unknown } {
  const { group } = secrets;
  const n = before.length;
  const at = <Item>(list: readonly Item[], index: number): Item => {
    const item = list[index];
    if (item === undefined) throw new RangeError('shuffled lists have one length');
    return item;
  };
  const indices = Array.from({ length: n }, (_, i) => i);
  const random = () => indices.map(() => secrets.random());
  const psi = permutation(platform, n);
  const rPrime = random();
  const encrypted = before.map(({ alpha, beta }, i) => ({
    alpha: secrets.times(alpha, group.generator, at(rPrime, i)),
    beta: secrets.times(beta, y, at(rPrime, i)),
  }));
  const after = psi.map((j) => at(encrypted, j));

  const { h, hs } = independentGenerators(group, n);
  const r = random();
  const c = indices.map(() => group.neutral);
  psi.forEach((j, i) => {
    c[j] = secrets.times(at(hs, i), group.generator, at(r, j));
  });
  const textC = ciphertextsText(before) + ciphertextsText(after) + elementsText(c);
  const us = challenges(group, platform, n, `shuffle-challenges|${fingerprint}|${textC}`);
  const uPrime = psi.map((j) => secretOf(secrets, at(us, j)));

  const rHat = random();
  const cHat: Element[] = [];
  let previous = h;
  indices.forEach((i) => {
    previous = secrets.combine(at(rHat, i), previous, at(uPrime, i));
    cHat.push(previous);
  });

  const [w1, w2, w3, w4] = [secrets.random(), secrets.random(), secrets.random(), secrets.random()];
  const wHat = random();
  const wPrime = random();
  const product = (start: Element, bases: readonly Element[]) =>
    bases.reduce((sum, base, i) => secrets.times(sum, base, at(wPrime, i)), start);
  const minusW4 = secrets.multiply(secrets.small(-1), w4);
  const t1 = secrets.generatorPower(w1);
  const t2 = secrets.generatorPower(w2);
  const t3 = product(secrets.generatorPower(w3), hs);
  const t41 = product(
    secrets.power(y, minusW4),
    after.map(({ beta }) => beta),
  );
  const t42 = product(
    secrets.generatorPower(minusW4),
    after.map(({ alpha }) => alpha),
  );
  const tHat = indices.map((i) =>
    secrets.combine(at(wHat, i), i === 0 ? h : at(cHat, i - 1), at(wPrime, i)),
  );
  const textT = elementsText([t1, t2, t3, t41, t42]) + elementsText(tHat);
  const challenge = group.hashToScalar(
    `shuffle-challenge|${fingerprint}|${textT}${textC}${elementsText(cHat)}${y.text}`,
  );

  // s = w + c x is the response w - x (-c).
  const respond = (w: SecretScalar, x: SecretScalar) =>
    String(secrets.respond(w, x, modulo(-challenge, group.order)));
  const sum = (terms: readonly SecretScalar[]) =>
    terms.reduce((total, one) => secrets.add(total, one), secrets.small(0));
  const scaled = (list: readonly SecretScalar[], factors: readonly SecretScalar[]) =>
    sum(list.map((one, i) => secrets.multiply(one, at(factors, i))));
  const v: SecretScalar[] = indices.map(() => secrets.small(1));
  for (let i = n - 2; i >= 0; i--) v[i] = secrets.multiply(at(uPrime, i + 1), at(v, i + 1));
  const publicUs = us.map((u) => secretOf(secrets, u));
  const s = [
    respond(w1, sum(r)),
    respond(w2, scaled(rHat, v)),
    respond(w3, scaled(r, publicUs)),
    respond(w4, scaled(rPrime, publicUs)),
    indices.map((i) => respond(at(wHat, i), at(rHat, i))),
    indices.map((i) => respond(at(wPrime, i), at(uPrime, i))),
  ];
  const texts = (elements: readonly Element[]) => elements.map(({ text }) => text);
  const t = [t1.text, t2.text, t3.text, [t41.text, t42.text], texts(tHat)];
  return { ciphertexts: after.map(ciphertextJson), proof: [t, s, texts(c), texts(cHat)] };
}

/** A public number that is treated as a secret because of what it is multiplied with. */
function secretOf(secrets: SecretArithmetic, value: bigint): SecretScalar {
  const scalar = secrets.parse(String(value));
  if (scalar === null) throw new RangeError('challenges are below q');
  return scalar;
}

/** Table 2: a permutation of 0 … n - 1, each equally likely (Fisher and Yates). */
function permutation({ randomBytes }: Platform, n: number): readonly number[] {
  const items = Array.from({ length: n }, (_, i) => i);
  for (let i = 0; i < n - 1; i++) {
    const k = i + randomBelow(randomBytes, n - i);
    const [a, b] = [items[i] ?? 0, items[k] ?? 0];
    items[i] = b;
    items[k] = a;
  }
  return items;
}

/** A number from 0 to bound - 1, each equally likely. */
function randomBelow(randomBytes: (count: number) => Uint8Array, bound: number): number {
  const limit = 2 ** 32 - (2 ** 32 % bound);
  for (;;) {
    const [a = 0, b = 0, c = 0, d = 0] = randomBytes(4);
    const value = ((a << 24) | (b << 16) | (c << 8) | d) >>> 0;
    if (value < limit) return value % bound;
  }
}
