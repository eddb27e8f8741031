import type { Ciphertext, Group } from '../groups/group.ts';
import { ciphertextsOf, type Election, type Question } from './election.ts';
import { ciphertextAt, type Proof, proofAt } from './group-objects.ts';
import { arrayAt, listAt, Malformed, objectAt, parseCanonical, stringAt } from './shape.ts';

export type HomomorphicAnswer = {
  readonly kind: 'homomorphic';
  readonly choices: readonly Ciphertext[];
  readonly individualProofs: readonly (readonly Proof[])[];
  readonly overallProof: readonly Proof[];
  readonly blankProof: readonly Proof[] | null;
};

export type NonHomomorphicAnswer = {
  readonly kind: 'non-homomorphic';
  readonly choices: Ciphertext;
  readonly proof: Proof;
};

/** An answer on lists, of which the fields are not looked at. */
export type ListsAnswer = { readonly kind: 'lists' };

export type Answer = HomomorphicAnswer | NonHomomorphicAnswer | ListsAnswer;

export type Ballot = {
  readonly electionUuid: string;
  readonly electionHash: string;
  readonly credential: string;
  readonly answers: readonly Answer[];
  readonly signature: { readonly hash: string; readonly proof: Proof };
};

/** Reads a ballot of this election from its canonical text. @throws Malformed */
export function parseBallot(group: Group, election: Election, text: string): Ballot {
  return parseCanonical(text, (value) => {
    const one = objectAt(value, '', [
      'election_uuid',
      'election_hash',
      'credential',
      'answers',
      'signature',
    ]);
    const signature = objectAt(one['signature'], 'signature', ['hash', 'proof']);
    const answers = arrayAt(one['answers'], 'answers');
    if (answers.length !== election.questions.length) {
      throw new Malformed('answers', 'one answer for each question');
    }
    return {
      electionUuid: stringAt(one['election_uuid'], 'election_uuid'),
      electionHash: stringAt(one['election_hash'], 'election_hash'),
      credential: stringAt(one['credential'], 'credential'),
      answers: election.questions.map((question, index) =>
        readAnswer(group, question, answers[index], `answers[${index}]`),
      ),
      signature: {
        hash: stringAt(signature['hash'], 'signature.hash'),
        proof: proofAt(group, signature['proof'], 'signature.proof'),
      },
    };
  });
}

function readAnswer(group: Group, question: Question, value: unknown, path: string): Answer {
  if (question.kind === 'lists') {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw new Malformed(path, 'an object');
    }
    return { kind: 'lists' };
  }
  if (question.kind === 'non-homomorphic') {
    const one = objectAt(value, path, ['choices', 'proof']);
    return {
      kind: 'non-homomorphic',
      choices: ciphertextAt(group, one['choices'], `${path}.choices`),
      proof: proofAt(group, one['proof'], `${path}.proof`),
    };
  }
  const blankKeys = question.blank ? ['blank_proof'] : [];
  const one = objectAt(value, path, [
    'choices',
    'individual_proofs',
    'overall_proof',
    ...blankKeys,
  ]);
  const proof = (item: unknown, at: string) => proofAt(group, item, at);
  const proofs = (item: unknown, at: string, count: number) =>
    withLength(listAt(item, at, proof), count, at);
  const count = ciphertextsOf(question);
  const range = question.max - question.min + 1;
  return {
    kind: 'homomorphic',
    choices: withLength(
      listAt(one['choices'], `${path}.choices`, (item, at) => ciphertextAt(group, item, at)),
      count,
      `${path}.choices`,
    ),
    individualProofs: withLength(
      listAt(one['individual_proofs'], `${path}.individual_proofs`, (item, at) =>
        proofs(item, at, 2),
      ),
      count,
      `${path}.individual_proofs`,
    ),
    overallProof: proofs(
      one['overall_proof'],
      `${path}.overall_proof`,
      question.blank ? range + 1 : range,
    ),
    blankProof: question.blank ? proofs(one['blank_proof'], `${path}.blank_proof`, 2) : null,
  };
}

function withLength<Item>(list: readonly Item[], length: number, path: string): readonly Item[] {
  if (list.length !== length) throw new Malformed(path, `a list of ${length}`);
  return list;
}

/** The canonical text of a ballot without its signature: what the signature's hash is taken of. */
export function withoutSignature(text: string): string {
  return `${text.slice(0, text.lastIndexOf(',"signature":'))}}`;
}
