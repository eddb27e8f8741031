/**
 * Verification of the proofs of an answer, as requests for rebuilt commitments and a check of the hashes.
 * Letters and hash inputs are those of the Belenios specification, sections 4.11 to 4.13.
 */
import type {
  Ciphertext,
  CommitmentRequest,
  CommitmentRow,
  Element,
  Group,
} from '../groups/group.ts';
import { modulo } from '../numbers.ts';
import type { HomomorphicAnswer, NonHomomorphicAnswer } from '../objects/ballot.ts';
import type { HomomorphicQuestion } from '../objects/election.ts';
import type { Proof } from '../objects/group-objects.ts';

/** Rebuilt commitments are asked for, all together; then the check says which proof is wrong, if one is. */
export type PendingCheck = {
  readonly requests: readonly CommitmentRequest[];
  /** Takes the texts of the commitments of each request. Null where every proof holds. */
  readonly check: (texts: readonly (readonly string[])[]) => string | null;
};

/** A and B of one statement "(alpha, beta / g^message) has the logarithm r to the bases g and y". */
type Statement = { readonly proof: Proof; readonly message: bigint };

/** Rows that rebuild A = g^response alpha^challenge for each statement. */
function alphaRows(statements: readonly Statement[]): readonly CommitmentRow[] {
  return statements.map(({ proof }) => ({ challenge: proof.challenge, g: proof.response, y: 0n }));
}

/** Rows that rebuild B = y^response (beta / g^message)^challenge for each statement. */
function betaRows(group: Group, statements: readonly Statement[]): readonly CommitmentRow[] {
  return statements.map(({ proof, message }) => ({
    challenge: proof.challenge,
    g: message === 0n ? 0n : modulo(-message * proof.challenge, group.order),
    y: proof.response,
  }));
}

function requestsOf(
  group: Group,
  { alpha, beta }: Ciphertext,
  statements: readonly Statement[],
  testsMembership: boolean,
): readonly [CommitmentRequest, CommitmentRequest] {
  return [
    { base: alpha, rows: alphaRows(statements), testsMembership },
    { base: beta, rows: betaRows(group, statements), testsMembership },
  ];
}

/** `A0,B0,A1,B1,…` */
function pairs(alphas: readonly string[] = [], betas: readonly string[] = []): string {
  return alphas.map((a, index) => `${a},${betas[index]}`).join(',');
}

function sumsTo(group: Group, proofs: readonly Proof[], hashed: string): boolean {
  const sum = proofs.reduce((total, { challenge }) => total + challenge, 0n);
  return sum % group.order === group.hashToScalar(hashed);
}

const ciphertextText = ({ alpha, beta }: Ciphertext) => `${alpha.text},${beta.text}`;

/** The product of ciphertexts: an encryption of the sum. */
function productOf(group: Group, ciphertexts: readonly Ciphertext[]): Ciphertext {
  const alpha = group.product();
  const beta = group.product();
  for (const one of ciphertexts) {
    alpha.multiplyBy(one.alpha);
    beta.multiplyBy(one.beta);
  }
  return { alpha: alpha.value(), beta: beta.value() };
}

/** S of the specification: the context, a bar, and all ciphertexts of the answer. */
export function answerContext(context: string, choices: readonly Ciphertext[]): string {
  return `${context}|${choices.map(ciphertextText).join(',')}`;
}

/** @param context S0: the fingerprint of the election, a bar, the credential. */
export function checkHomomorphicAnswer(
  group: Group,
  question: HomomorphicQuestion,
  answer: HomomorphicAnswer,
  context: string,
): PendingCheck {
  const { choices, individualProofs, overallProof, blankProof } = answer;
  const whole = answerContext(context, choices);
  const individual = individualProofs.map((proofs) =>
    proofs.map((proof, message) => ({ proof, message: BigInt(message) })),
  );
  const range = (proofs: readonly Proof[]) =>
    proofs.map((proof, index) => ({ proof, message: BigInt(question.min + index) }));
  const [first] = choices;
  const [blank0, blankSum] = blankProof ?? [];
  const [overall0, ...overallRest] = overallProof;
  if (first !== undefined && blank0 && blankSum && overall0) {
    // Blank vote offered: ciphertext 0 takes part in both further proofs, the sum of the others too.
    const extra0 = [
      { proof: blank0, message: 0n },
      { proof: overall0, message: 1n },
    ];
    const sum = productOf(group, choices.slice(1));
    const extraSum = [{ proof: blankSum, message: 0n }, ...range(overallRest)];
    const statements = individual.map((own, index) => (index === 0 ? [...own, ...extra0] : own));
    return {
      requests: [
        ...choices.flatMap((one, index) => requestsOf(group, one, statements[index] ?? [], true)),
        ...requestsOf(group, sum, extraSum, false),
      ],
      check: (texts) => {
        const wrong = checkIndividual(group, answer, context, texts);
        if (wrong !== null) return wrong;
        const at = 2 * choices.length;
        const [a0 = [], b0 = []] = texts;
        const [aSum = [], bSum = []] = texts.slice(at);
        const blankPairs = pairs([a0[2] ?? '', aSum[0] ?? ''], [b0[2] ?? '', bSum[0] ?? '']);
        if (!sumsTo(group, [blank0, blankSum], `bproof0|${whole}|${blankPairs}`)) {
          return 'blank_proof';
        }
        const overallPairs = pairs(
          [a0[3] ?? '', ...aSum.slice(1)],
          [b0[3] ?? '', ...bSum.slice(1)],
        );
        return sumsTo(group, overallProof, `bproof1|${whole}|${overallPairs}`)
          ? null
          : 'overall_proof';
      },
    };
  }
  const sum = productOf(group, choices);
  return {
    requests: [
      ...choices.flatMap((one, index) => requestsOf(group, one, individual[index] ?? [], true)),
      ...requestsOf(group, sum, range(overallProof), false),
    ],
    check: (texts) => {
      const wrong = checkIndividual(group, answer, context, texts);
      if (wrong !== null) return wrong;
      const [aSum, bSum] = texts.slice(2 * choices.length);
      const hashed = `prove|${whole}|${ciphertextText(sum)}|${pairs(aSum, bSum)}`;
      return sumsTo(group, overallProof, hashed) ? null : 'overall_proof';
    },
  };
}

function checkIndividual(
  group: Group,
  { choices, individualProofs }: HomomorphicAnswer,
  context: string,
  texts: readonly (readonly string[])[],
): string | null {
  for (const [index, proofs] of individualProofs.entries()) {
    const own = choices[index];
    if (own === undefined) return `individual_proofs[${index}]`;
    const commitments = pairs(texts[2 * index]?.slice(0, 2), texts[2 * index + 1]?.slice(0, 2));
    if (!sumsTo(group, proofs, `prove|${context}|${ciphertextText(own)}|${commitments}`)) {
      return `individual_proofs[${index}]`;
    }
  }
  return null;
}

export function checkNonHomomorphicAnswer(
  group: Group,
  y: Element,
  { choices, proof }: NonHomomorphicAnswer,
  context: string,
): PendingCheck {
  return {
    requests: [
      {
        base: choices.alpha,
        rows: [{ challenge: proof.challenge, g: proof.response, y: 0n }],
        testsMembership: true,
      },
      { base: choices.beta, rows: [], testsMembership: true },
    ],
    check: (texts) => {
      const hashed = `raweg|${context}|${y.text},${ciphertextText(choices)}|${texts[0]?.[0]}`;
      return group.hashToScalar(hashed) === proof.challenge ? null : 'proof';
    },
  };
}
