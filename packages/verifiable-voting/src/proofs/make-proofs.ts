/** Making of proofs with secrets. Each has its verification beside it in this folder. */
import type { Element } from '../groups/group.ts';
import { modulo } from '../numbers.ts';
import type { Proof } from '../objects/group-objects.ts';
import type { SecretArithmetic, SecretScalar } from '../secrets/secret-arithmetic.ts';
import {
  ballotSignatureText,
  decryptionText,
  keyProofText,
  messageSignatureText,
} from './schnorr.ts';

/** Knowledge of the logarithm of g^s; `hashed` gives the text that is hashed for a commitment. */
function proveKnowledge(
  secrets: SecretArithmetic,
  s: SecretScalar,
  hashed: (commitment: string) => string,
): Proof {
  const w = secrets.random();
  const challenge = secrets.group.hashToScalar(hashed(secrets.generatorPower(w).text));
  return { challenge, response: secrets.respond(w, s, challenge) };
}

/** Specification, section 4.5. */
export function proveKey(secrets: SecretArithmetic, s: SecretScalar, key: Element): Proof {
  return proveKnowledge(secrets, s, (a) => keyProofText(secrets.group, key, a));
}

/** Specification, section 4.6.1. */
export function signMessage(secrets: SecretArithmetic, s: SecretScalar, message: string): Proof {
  return proveKnowledge(secrets, s, (a) => messageSignatureText(message, a));
}

/** Specification, section 4.14. */
export function signBallot(secrets: SecretArithmetic, s: SecretScalar, hash: string): Proof {
  return proveKnowledge(secrets, s, (a) => ballotSignatureText(hash, a));
}

/** Specification, section 4.11.2: knowledge of the randomness of a non-homomorphic answer. */
export function proveEncryption(
  secrets: SecretArithmetic,
  r: SecretScalar,
  context: string,
  y: Element,
  { alpha, beta }: { readonly alpha: Element; readonly beta: Element },
): Proof {
  return proveKnowledge(
    secrets,
    r,
    (a) => `raweg|${context}|${y.text},${alpha.text},${beta.text}|${a}`,
  );
}

/** Specification, section 4.18: factor = alpha^x for key = g^x. */
export function proveDecryption(
  secrets: SecretArithmetic,
  x: SecretScalar,
  alpha: Element,
  hashed: (commitments: readonly [string, string]) => string,
): Proof {
  const w = secrets.random();
  const commitments = [secrets.generatorPower(w).text, secrets.power(alpha, w).text] as const;
  const challenge = secrets.group.hashToScalar(hashed(commitments));
  return { challenge, response: secrets.respond(w, x, challenge) };
}

export function plainDecryptionText(fingerprint: string, key: Element) {
  return (commitments: readonly [string, string]) => decryptionText(fingerprint, key, commitments);
}

/** One case of an "or": the ciphertext (g^r, y^r g^(message + difference)) holds `message` if difference is 0. */
export type Branch = {
  readonly r: SecretScalar;
  readonly difference: number;
};

/**
 * Proves that one of the cases is so, without saying which (Cramer, Damgård, Schoenmakers, 1994; specification,
 * sections 4.12 and 4.13). Every case takes the same steps: with a random challenge and w, A = g^w and
 * B = y^w g^(difference challenge) are commitments that w - r challenge answers; where the difference is 0, any
 * other challenge can be answered too.
 * @param hashed the text that is hashed, from `A0,B0,A1,B1,…`.
 */
export function proveOneOf(
  secrets: SecretArithmetic,
  y: Element,
  branches: readonly Branch[],
  hashed: (commitments: string) => string,
): readonly Proof[] {
  const { group } = secrets;
  const tries = branches.map(({ r, difference }) => {
    const w = secrets.random();
    const challenge = secrets.random();
    const a = secrets.generatorPower(w);
    const shift = secrets.multiply(secrets.small(difference), challenge);
    const b = secrets.combine(shift, y, w);
    return {
      r,
      difference,
      w,
      challenge: BigInt(secrets.reveal(challenge)),
      text: `${a.text},${b.text}`,
    };
  });
  const whole = group.hashToScalar(hashed(tries.map(({ text }) => text).join(',')));
  const real = tries.findIndex(({ difference }) => difference === 0);
  const others = tries.reduce((sum, { challenge }, i) => (i === real ? sum : sum + challenge), 0n);
  return tries.map(({ r, w, challenge }, i) => {
    const own = i === real ? modulo(whole - others, group.order) : challenge;
    return { challenge: own, response: secrets.respond(w, r, own) };
  });
}
