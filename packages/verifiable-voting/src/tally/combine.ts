/** Combination of partial decryptions to a result: specification, section 4.19. */
import { assert } from '@ovoz/basics';
import type { Ciphertext, Element, Group } from '../groups/group.ts';
import { inverseModulo, modulo } from '../numbers.ts';
import type { Election } from '../objects/election.ts';
import type { EncryptedTally, PartialDecryption, ResultRow } from '../objects/tally-objects.ts';
import type { TrusteeItem } from '../objects/trustees.ts';
import { isDecryptionProof } from '../proofs/schnorr.ts';
import { logarithmFinder } from './discrete-logarithm.ts';

/** Whether a share decrypts the whole tally with the key of its owner. */
export function isShare(
  group: Group,
  fingerprint: string,
  key: Element,
  tally: EncryptedTally,
  { factors, proofs }: PartialDecryption,
): boolean {
  return (
    hasShapeOf(tally, factors) &&
    hasShapeOf(tally, proofs) &&
    tally.every((row, i) =>
      row.every(({ alpha }, j) => {
        const factor = factors[i]?.[j];
        const proof = proofs[i]?.[j];
        return (
          factor !== undefined &&
          proof !== undefined &&
          isDecryptionProof(group, fingerprint, key, { alpha, factor, proof })
        );
      }),
    )
  );
}

function hasShapeOf(tally: EncryptedTally, rows: readonly (readonly unknown[])[]): boolean {
  return rows.length === tally.length && tally.every((row, i) => rows[i]?.length === row.length);
}

/** A share that is taken for the result, by its owner. */
export type Share = { readonly owner: number; readonly factors: PartialDecryption['factors'] };

/**
 * The weight (Lagrange coefficient, or 1) of each share of a combination, or null where shares are missing.
 * Of more shares than the threshold needs, the first are taken.
 */
function weightsOf(
  group: Group,
  trustees: readonly TrusteeItem[],
  owners: readonly number[],
): ReadonlyMap<number, bigint> | null {
  const weights = new Map<number, bigint>();
  let before = 0;
  for (const item of trustees) {
    if (item.kind === 'single') {
      before += 1;
      if (!owners.includes(before)) return null;
      weights.set(before, 1n);
      continue;
    }
    const { threshold, verificationKeys } = item.parameters;
    const places = owners
      .map((owner) => owner - before)
      .filter((place) => place >= 1 && place <= verificationKeys.length)
      .slice(0, threshold);
    if (places.length < threshold) return null;
    for (const place of places) {
      weights.set(before + place, lagrange(places, place, group.order));
    }
    before += verificationKeys.length;
  }
  return weights;
}

/** The product of k / (k - place) over the other places k, modulo q. */
function lagrange(places: readonly number[], place: number, q: bigint): bigint {
  return places.reduce((product, k) => {
    if (k === place) return product;
    return modulo(product * BigInt(k) * inverseModulo(BigInt(k - place), q), q);
  }, 1n);
}

/** beta / F for each ciphertext. Null where too few shares are there. */
export function decryptTally(
  group: Group,
  trustees: readonly TrusteeItem[],
  tally: EncryptedTally,
  shares: readonly Share[],
): readonly (readonly Element[])[] | null {
  const owners = shares.map(({ owner }) => owner);
  assert(new Set(owners).size === owners.length, 'a trustee has one share');
  const weights = weightsOf(group, trustees, owners);
  if (weights === null) return null;
  return tally.map((row, i) =>
    row.map(({ beta }, j) => decrypt(group, beta, shares, weights, [i, j])),
  );
}

function decrypt(
  group: Group,
  beta: Element,
  shares: readonly Share[],
  weights: ReadonlyMap<number, bigint>,
  [i, j]: readonly [number, number],
): Element {
  const synthetic = group.product();
  for (const { owner, factors } of shares) {
    const weight = weights.get(owner);
    const factor = factors[i]?.[j];
    if (weight !== undefined && factor !== undefined) synthetic.multiplyBy(factor, weight);
  }
  return group.multiply(beta, group.invert(synthetic.value()));
}

/** The counts or values that the decrypted elements stand for, or null where one stands for none. */
export function resultOf(
  group: Group,
  election: Election,
  decrypted: readonly (readonly Element[])[],
  totalWeight: number,
): readonly ResultRow[] | null {
  const logarithm = logarithmFinder(group, totalWeight);
  const rows: ResultRow[] = [];
  for (const [index, question] of election.questions.entries()) {
    const row = decrypted[index];
    assert(row !== undefined && question.kind !== 'lists', 'the tally has a row for each question');
    if (question.kind === 'homomorphic') {
      const counts = row.map(logarithm);
      if (counts.includes(null)) return null;
      rows.push(counts.filter((count) => count !== null));
    } else {
      rows.push(row.map((one) => valuesOf(group, one, question.answers.length)));
    }
  }
  return rows;
}

/** Specification, section 4.11.2: the values in an element, the last in the lowest bits. */
function valuesOf(group: Group, element: Element, count: number): readonly number[] {
  const bits = BigInt(group.embedding?.bitsPerValue ?? 0);
  let rest = group.extract(element);
  const values: number[] = [];
  for (let i = 0; i < count; i++) {
    values.unshift(Number(rest & ((1n << bits) - 1n)));
    rest >>= bits;
  }
  return values;
}

/** Ciphertexts of a non-homomorphic question in the order in which the first mixer gets them. */
export function sortedCiphertexts(ciphertexts: readonly Ciphertext[]): readonly Ciphertext[] {
  return ciphertexts.toSorted(
    (a, b) => compareTexts(a.alpha.text, b.alpha.text) || compareTexts(a.beta.text, b.beta.text),
  );
}

/** Compares numbers by their canonical texts, decimal or of fixed width. */
function compareTexts(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}
