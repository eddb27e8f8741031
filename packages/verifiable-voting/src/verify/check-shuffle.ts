/** Checks of a shuffle against the ciphertexts before it. */
import type { Ciphertext } from '../groups/group.ts';
import type { EncryptedTally, Shuffle } from '../objects/tally-objects.ts';
import type { Platform } from '../platform.ts';
import { isShuffleProof } from '../proofs/shuffle-check.ts';
import type { Setup } from './setup.ts';

/** The places of the questions that are shuffled: the lists in a shuffle are of these, in their order. */
export function shuffledQuestions({ election }: Setup): readonly number[] {
  return election.questions.flatMap(({ kind }, index) =>
    kind === 'non-homomorphic' ? [index] : [],
  );
}

/** Whether every element is of the group; the reference tool does not ask. */
export function isWithinGroup({ group }: Setup, { ciphertexts, proofs }: Shuffle): boolean {
  const elements = [
    ...ciphertexts.flat().flatMap(({ alpha, beta }) => [alpha, beta]),
    ...proofs.flatMap(({ t, c, cHat }) => [t.t1, t.t2, t.t3, ...t.t4, ...t.tHat, ...c, ...cHat]),
  ];
  return elements.every((element) => group.isMember(element));
}

export function isShuffleRight(
  setup: Setup,
  platform: Platform,
  tally: EncryptedTally,
  { ciphertexts, proofs }: Shuffle,
): boolean {
  const { group, key, fingerprint } = setup;
  const questions = shuffledQuestions(setup);
  if (ciphertexts.length !== questions.length || proofs.length !== questions.length) return false;
  return questions.every((question, at) => {
    const before: readonly Ciphertext[] = tally[question] ?? [];
    const after = ciphertexts[at] ?? [];
    const proof = proofs[at];
    const statement = { before, after, key: key.y, fingerprint };
    return proof !== undefined && isShuffleProof(group, platform, statement, proof);
  });
}
