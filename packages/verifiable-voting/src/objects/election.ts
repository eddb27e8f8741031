import { type GroupName } from '../groups/group.ts';
import { isGroupName } from '../groups/open-group.ts';
import { arrayAt, countAt, listAt, Malformed, objectAt, stringAt } from './shape.ts';

export type HomomorphicQuestion = {
  readonly kind: 'homomorphic';
  readonly question: string;
  readonly answers: readonly string[];
  /** Whether a blank vote is offered: then ciphertext 0 says whether the vote is blank. */
  readonly blank: boolean;
  readonly min: number;
  readonly max: number;
};

export type NonHomomorphicQuestion = {
  readonly kind: 'non-homomorphic';
  readonly question: string;
  readonly answers: readonly string[];
};

/** Lists of candidates (version 3.0 and later); such elections are read, their ballots are not checked. */
export type ListsQuestion = {
  readonly kind: 'lists';
  readonly question: string;
  readonly answers: readonly (readonly string[])[];
};

export type Question = HomomorphicQuestion | NonHomomorphicQuestion | ListsQuestion;

export type Election = {
  readonly description: string;
  readonly name: string;
  readonly group: GroupName;
  readonly publicKey: string;
  readonly questions: readonly Question[];
  readonly uuid: string;
  readonly administrator: string | null;
  readonly credentialAuthority: string | null;
};

/** More would let one ballot cost minutes of work; no ballot paper has as many. */
export const MAX_QUESTIONS = 100;
export const MAX_ANSWERS = 1000;

/** @throws Malformed */
export function readElection(value: unknown): Election {
  const one = objectAt(value, '', [
    'version',
    'description',
    'name',
    'group',
    'public_key',
    'questions',
    'uuid',
    '?administrator',
    '?credential_authority',
  ]);
  if (one['version'] !== 1) throw new Malformed('version', '1');
  const group = one['group'];
  if (!isGroupName(group)) throw new Malformed('group', 'a group that is known');
  const uuid = stringAt(one['uuid'], 'uuid');
  if (!/^[1-9A-HJ-NP-Za-km-z]{14,}$/.test(uuid)) {
    throw new Malformed('uuid', 'at least 14 characters of base 58');
  }
  const questions = listAt(one['questions'], 'questions', readQuestion);
  if (questions.length === 0 || questions.length > MAX_QUESTIONS) {
    throw new Malformed('questions', `from 1 to ${MAX_QUESTIONS} questions`);
  }
  return {
    description: stringAt(one['description'], 'description'),
    name: stringAt(one['name'], 'name'),
    group,
    publicKey: stringAt(one['public_key'], 'public_key'),
    questions,
    uuid,
    administrator: optionalText(one, 'administrator'),
    credentialAuthority: optionalText(one, 'credential_authority'),
  };
}

function optionalText(one: { readonly [key: string]: unknown }, key: string): string | null {
  return one[key] === undefined ? null : stringAt(one[key], key);
}

function readQuestion(value: unknown, path: string): Question {
  if (typeof value === 'object' && value !== null && 'type' in value) {
    return readTypedQuestion(value, path);
  }
  const one = objectAt(value, path, ['answers', '?blank', 'min', 'max', 'question']);
  const answers = readAnswers(one['answers'], `${path}.answers`);
  const blank = one['blank'] ?? false;
  if (typeof blank !== 'boolean') throw new Malformed(`${path}.blank`, 'true or false');
  const min = countAt(one['min'], `${path}.min`);
  const max = countAt(one['max'], `${path}.max`);
  if (min > max || max > answers.length) {
    throw new Malformed(`${path}.max`, 'from min to the number of answers');
  }
  const question = stringAt(one['question'], `${path}.question`);
  return { kind: 'homomorphic', question, answers, blank, min, max };
}

function readTypedQuestion(value: object, path: string): Question {
  const one = objectAt(value, path, ['type', 'value', '?extra']);
  const inner = objectAt(one['value'], `${path}.value`, ['answers', 'question']);
  const question = stringAt(inner['question'], `${path}.value.question`);
  const answersPath = `${path}.value.answers`;
  switch (one['type']) {
    case 'NonHomomorphic':
      return {
        kind: 'non-homomorphic',
        question,
        answers: readAnswers(inner['answers'], answersPath),
      };
    case 'Lists':
      return {
        kind: 'lists',
        question,
        answers: listAt(inner['answers'], answersPath, readAnswers),
      };
    default:
      throw new Malformed(`${path}.type`, 'a type of question that is known');
  }
}

function readAnswers(value: unknown, path: string): readonly string[] {
  const { length } = arrayAt(value, path);
  if (length === 0 || length > MAX_ANSWERS) {
    throw new Malformed(path, `from 1 to ${MAX_ANSWERS} answers`);
  }
  return listAt(value, path, stringAt);
}

/** How many ciphertexts an answer to the question has. */
export function ciphertextsOf(question: HomomorphicQuestion): number {
  return question.answers.length + (question.blank ? 1 : 0);
}
