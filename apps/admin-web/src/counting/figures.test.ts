import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BallotContent, ResultForm } from '@ovoz/election-model';
import { countIn, figuresOf, sumOfVotes } from './figures.ts';

const en = (text: string) => ({ en: text });
const FORM = {
  code: 'form',
  title: en('Form'),
  article: en('Art. 1'),
  confirmed: true,
  fields: [
    { code: 'listed', row: '1', caption: en('On the list'), required: true },
    { code: 'early', row: '1a', caption: en('Early'), required: false },
  ],
  checks: [],
  roles: { registered: ['listed'], tookPart: ['early'], votesCast: [], valid: [], invalid: [] },
  marksPerBallot: 'one',
  againstAll: true,
} as unknown as ResultForm;
const BALLOT: BallotContent = {
  contest: 'constituency',
  district: '1',
  lists: [],
  candidates: [
    { number: 1, name: 'A', sex: null, birthYear: null, occupation: null, party: 'sun' },
    { number: 2, name: 'B', sex: null, birthYear: null, occupation: null, party: null },
  ],
};
const WORDS = {
  text: (text: { readonly en?: string }) => text.en ?? '',
  againstAll: 'Against all',
};

test('rows of the form come first, then the ballot, then against all', () => {
  const figures = figuresOf(FORM, BALLOT, [], WORDS);
  assert.deepEqual(
    figures.map(({ name, row, caption }) => `${name} ${row} ${caption}`),
    [
      'counts.listed 1 On the list',
      'counts.early 1a Early',
      'votes.candidate-1 1 A',
      'votes.candidate-2 2 B',
      'votes.against-all  Against all',
    ],
  );
});

test('lists are named by their party', () => {
  const party = { code: 'sun', name: en('Sun'), shortName: en('S'), kind: 'party' as const };
  const lists = { ...BALLOT, candidates: [], lists: [{ number: 4, party: 'sun', candidates: [] }] };
  const [, , list] = figuresOf({ ...FORM, againstAll: false }, lists, [party], WORDS);
  assert.deepEqual([list?.name, list?.row, list?.caption], ['votes.sun', '4', 'Sun']);
});

test('a sum with an unknown part is unknown, and zero is not unknown', () => {
  assert.equal(sumOfVotes({ counts: {}, votes: { a: 0, b: 5 } }), 5);
  assert.equal(sumOfVotes({ counts: {}, votes: { a: null, b: 5 } }), null);
  const [listed] = figuresOf(FORM, BALLOT, [], WORDS);
  assert.ok(listed);
  assert.equal(countIn({ counts: { listed: 0 }, votes: {} }, listed), 0);
  assert.equal(countIn({ counts: {}, votes: {} }, listed), undefined);
});
