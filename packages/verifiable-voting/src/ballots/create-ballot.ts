import { assert } from '@ovoz/basics';
import { toBase64 } from '../base64.ts';
import type { Ciphertext, Element, Group } from '../groups/group.ts';
import type { Election, HomomorphicQuestion } from '../objects/election.ts';
import { ciphertextsOf } from '../objects/election.ts';
import { ciphertextJson, proofJson } from '../objects/group-objects.ts';
import type { Platform } from '../platform.ts';
import { answerContext } from '../proofs/answer-proofs.ts';
import { proveEncryption, proveOneOf, signBallot } from '../proofs/make-proofs.ts';
import type { SecretArithmetic, SecretScalar } from '../secrets/secret-arithmetic.ts';
import { trackerOf } from './verify-ballot.ts';

/**
 * A vote: for each question 0 or 1 for each ciphertext (with a blank vote, the first says "blank"), or the
 * values of a non-homomorphic question.
 */
export type Vote = readonly (readonly number[])[];

/** What opens an encrypted ballot: the vote and the randomness of each ciphertext, as decimals. */
export type BallotOpening = {
  readonly tracker: string;
  readonly vote: Vote;
  readonly randomness: readonly (readonly string[])[];
};

export type CreatedBallot = {
  readonly text: string;
  readonly tracker: string;
  /** To be forgotten when the ballot is cast, or shown when it is audited instead. Never both. */
  readonly opening: BallotOpening;
};

export type BallotMaterial = {
  readonly platform: Platform;
  readonly secrets: SecretArithmetic;
  readonly election: Election;
  readonly fingerprint: string;
  readonly y: Element;
  /** The secret exponent of the credential. */
  readonly credential: SecretScalar;
};

/** The largest value of a non-homomorphic answer; 0 where the group holds none. */
export function largestValueOf({ embedding }: Group): number {
  return 2 ** (embedding?.bitsPerValue ?? 0) - 1;
}

/** Whether a vote is one that the questions allow. */
export function isVote(election: Election, vote: Vote, largestValue: number): boolean {
  return (
    vote.length === election.questions.length &&
    election.questions.every((question, index) => {
      const values = vote[index] ?? [];
      switch (question.kind) {
        case 'lists':
          return false;
        case 'non-homomorphic':
          return (
            values.length === question.answers.length &&
            values.every((one) => Number.isSafeInteger(one) && one >= 0 && one <= largestValue)
          );
        case 'homomorphic':
          return isHomomorphicVote(question, values);
      }
    })
  );
}

function isHomomorphicVote(question: HomomorphicQuestion, values: readonly number[]): boolean {
  if (values.length !== ciphertextsOf(question)) return false;
  if (!values.every((one) => one === 0 || one === 1)) return false;
  const chosen = (question.blank ? values.slice(1) : values).filter((one) => one === 1).length;
  if (question.blank && values[0] === 1) return chosen === 0;
  return chosen >= question.min && chosen <= question.max;
}

/** Encrypts, proves and signs a vote that `isVote` allows. */
export function createBallot(material: BallotMaterial, vote: Vote): CreatedBallot {
  const { platform, secrets, election, fingerprint, credential } = material;
  const publicCredential = secrets.generatorPower(credential).text;
  const context = `${fingerprint}|${publicCredential}`;
  const randomness: string[][] = [];
  const answers = election.questions.map((question, index) => {
    const values = vote[index] ?? [];
    assert(question.kind !== 'lists', 'votes on lists are not allowed');
    const answer =
      question.kind === 'homomorphic'
        ? homomorphicAnswer(material, question, values, context)
        : nonHomomorphicAnswer(material, values, context);
    randomness.push(answer.randomness.map((r) => secrets.reveal(r)));
    return answer.json;
  });
  const unsigned = {
    election_uuid: election.uuid,
    election_hash: fingerprint,
    credential: publicCredential,
    answers,
  };
  const hash = toBase64(platform.sha256(JSON.stringify(unsigned)));
  const signature = { hash, proof: proofJson(signBallot(secrets, credential, hash)) };
  const text = JSON.stringify({ ...unsigned, signature });
  const tracker = trackerOf(platform, text);
  return { text, tracker, opening: { tracker, vote, randomness } };
}

type MadeAnswer = { readonly json: object; readonly randomness: readonly SecretScalar[] };

/** Specification, section 4.11.1. */
function homomorphicAnswer(
  { secrets, y }: BallotMaterial,
  question: HomomorphicQuestion,
  values: readonly number[],
  context: string,
): MadeAnswer {
  const randomness = values.map(() => secrets.random());
  const choices = values.map((value, i): Ciphertext => {
    const r = randomness[i] ?? secrets.random();
    return {
      alpha: secrets.generatorPower(r),
      beta: secrets.combine(secrets.small(value), y, r),
    };
  });
  const individual = values.map((value, i) => {
    const r = randomness[i] ?? secrets.random();
    const branches = [0, 1].map((message) => ({ r, difference: value - message }));
    const own = choices[i];
    return proveOneOf(
      secrets,
      y,
      branches,
      (pairs) => `prove|${context}|${own?.alpha.text},${own?.beta.text}|${pairs}`,
    );
  });
  const first = question.blank ? 1 : 0;
  const sumR = randomness.slice(first).reduce((sum, r) => secrets.add(sum, r), secrets.small(0));
  const sum = values.slice(first).reduce((total, value) => total + value, 0);
  const whole = answerContext(context, choices);
  const range = Array.from({ length: question.max - question.min + 1 }, (_, k) => ({
    r: sumR,
    difference: sum - (question.min + k),
  }));
  const r0 = randomness[0] ?? sumR;
  const blank = values[0] ?? 0;
  const overall = question.blank
    ? proveOneOf(
        secrets,
        y,
        [{ r: r0, difference: blank - 1 }, ...range],
        (pairs) => `bproof1|${whole}|${pairs}`,
      )
    : proveOneOf(secrets, y, range, (pairs) => {
        const { alpha, beta } = sumOf(secrets, choices);
        return `prove|${whole}|${alpha.text},${beta.text}|${pairs}`;
      });
  const json = {
    choices: choices.map(ciphertextJson),
    individual_proofs: individual.map((proofs) => proofs.map(proofJson)),
    overall_proof: overall.map(proofJson),
  };
  if (!question.blank) return { json, randomness };
  const blankBranches = [
    { r: r0, difference: blank },
    { r: sumR, difference: sum },
  ];
  const blankProof = proveOneOf(secrets, y, blankBranches, (pairs) => `bproof0|${whole}|${pairs}`);
  return { json: { ...json, blank_proof: blankProof.map(proofJson) }, randomness };
}

/** Ciphertexts are public, so their product may be taken by the group. */
function sumOf({ group }: SecretArithmetic, choices: readonly Ciphertext[]): Ciphertext {
  const alpha = group.product();
  const beta = group.product();
  for (const one of choices) {
    alpha.multiplyBy(one.alpha);
    beta.multiplyBy(one.beta);
  }
  return { alpha: alpha.value(), beta: beta.value() };
}

/** Specification, section 4.11.2. */
function nonHomomorphicAnswer(
  { secrets, y }: BallotMaterial,
  values: readonly number[],
  context: string,
): MadeAnswer {
  const message = embedValues(secrets, values);
  const r = secrets.random();
  const alpha = secrets.generatorPower(r);
  const beta = secrets.times(message, y, r);
  const proof = proveEncryption(secrets, r, context, y, { alpha, beta });
  return {
    json: { choices: ciphertextJson({ alpha, beta }), proof: proofJson(proof) },
    randomness: [r],
  };
}

/**
 * The element that holds the values. Finding one takes as many tries as the values happen to need, in variable
 * time; docs/verifiable-voting.md says so.
 */
export function embedValues(
  { group }: Pick<SecretArithmetic, 'group'>,
  values: readonly number[],
): Element {
  const bits = BigInt(group.embedding?.bitsPerValue ?? 0);
  const number = values.reduce((sum, value) => (sum << bits) | BigInt(value), 0n);
  const element = group.embed(number);
  assert(element !== null, 'some padding makes the values an element');
  return element;
}
