import {
  type Election,
  type GroupName,
  Malformed,
  openGroup,
  parseJson,
  readElection,
} from '@ovoz/verifiable-voting';
import { CommandFailure } from '../failure.ts';
import { nodePlatform } from './node-platform.ts';

export type Template = Readonly<Record<string, unknown>>;

const FIELDS = ['description', 'name', 'questions', 'administrator', 'credential_authority'];
const QUESTION_FIELDS = ['answers', 'blank', 'min', 'max', 'question'];
const TYPED_FIELDS = ['type', 'value', 'extra'];

/**
 * Reads what is to be asked, and refuses what no archive could be begun with.
 * @throws Malformed
 */
export function readTemplate(text: string, group: GroupName, uuid: string): Template {
  const template = inOrder(parseJson(text), 'the file', FIELDS);
  if (Array.isArray(template['questions'])) {
    template['questions'] = template['questions'].map((question: unknown, index) => {
      const isTyped = typeof question === 'object' && question !== null && 'type' in question;
      return inOrder(question, `questions[${index}]`, isTyped ? TYPED_FIELDS : QUESTION_FIELDS);
    });
  }
  const { questions } = electionOf(template, group, uuid, '');
  questions.forEach(({ kind }, index) => {
    if (kind === 'lists') {
      throw new CommandFailure(
        'election-question-unsupported',
        `Question ${index + 1} is of the type Lists, whose ballots nobody here can verify.`,
      );
    }
    if (kind === 'non-homomorphic' && openGroup(group, nodePlatform).embedding === null) {
      throw new Malformed(`questions[${index}]`, `possible in ${group}, which holds no values`);
    }
  });
  return template;
}

/** The definition of an election, in the order of its canonical form. */
export function electionText(
  { description, name, questions, administrator, credential_authority }: Template,
  group: GroupName,
  uuid: string,
  publicKey: string,
): string {
  return JSON.stringify({
    version: 1,
    description,
    name,
    group,
    public_key: publicKey,
    questions,
    uuid,
    administrator,
    credential_authority,
  });
}

/** @throws Malformed */
export function electionOf(
  template: Template,
  group: GroupName,
  uuid: string,
  publicKey: string,
): Election {
  return readElection(parseJson(electionText(template, group, uuid, publicKey)));
}

/** People write fields in any order; the canonical form has one. */
function inOrder(value: unknown, path: string, fields: readonly string[]): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Malformed(path, 'an object');
  }
  const one = value as Template;
  const foreign = Object.keys(one).find((key) => !fields.includes(key));
  if (foreign !== undefined) throw new Malformed(`${foreign} in ${path}`, 'a field that is known');
  return Object.fromEntries(fields.flatMap((key) => (key in one ? [[key, one[key]]] : [])));
}
