import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CheckFinding, type ProtocolContent, type ResultForm } from '@ovoz/election-model';
import Value from 'typebox/value';
import { checkProtocol } from './check-protocol.ts';
import {
  formOf,
  packCodes,
  readGeorgianProtocols,
  readPack,
} from './testing/published-elections.ts';

const list = formOf('uzbekistan', 'precinct-protocol-list');
const block = formOf('mongolia', 'precinct-protocol-constituency');

/** Counts that pass every check of every form: 300 ballots, 297 of them valid. */
function rightCounts(form: ResultForm): ProtocolContent['counts'] {
  const figures: Record<string, number> = {
    'voters-listed': 500,
    'voters-main-list': 490,
    'voters-supplementary': 10,
    'ballots-received': 510,
    'ballots-issued': 302,
    'ballots-issued-early': 4,
    'ballots-issued-outside': 12,
    'ballots-unused': 205,
    'ballots-spoilt': 3,
    'mobile-requests': 12,
    'ballots-in-mobile-boxes': 11,
    'ballots-in-fixed-boxes': 289,
    'ballots-found': 300,
    'ballots-valid': 297,
    'ballots-invalid': 3,
    'ballots-cancelled': 0,
    'ballots-invalid-form': 1,
    'ballots-invalid-unmarked': 2,
    'voters-single-list': 490,
    'voters-special-list': 10,
    'turnout-noon': 100,
    'turnout-afternoon': 200,
    'voters-took-part': 300,
  };
  return Object.fromEntries(form.fields.map(({ code }) => [code, figures[code] ?? null]));
}

const RIGHT: ProtocolContent = { counts: rightCounts(list), votes: { alfa: 200, beta: 97 } };

function codesAfter(counts: ProtocolContent['counts'], votes = RIGHT.votes): readonly string[] {
  const content = { counts: { ...RIGHT.counts, ...counts }, votes };
  return checkProtocol(list, content, { marksPerBallot: 1 }).map(({ code }) => code);
}

test('a protocol that adds up has no findings', () => {
  assert.deepEqual(codesAfter({}), []);
});

for (const country of packCodes) {
  test(`${country}: a protocol that adds up passes every check of every form`, () => {
    const { forms } = readPack(country);
    assert.ok(forms.length > 0);
    for (const form of forms) {
      const counts = rightCounts(form);
      assert.ok(!Object.values(counts).includes(null), 'the test knows every field');
      const marksPerBallot = form.marksPerBallot === 'one' ? 1 : 6;
      const votes = { alfa: 200 * marksPerBallot, beta: 97 * marksPerBallot };
      assert.deepEqual(checkProtocol(form, { counts, votes }, { marksPerBallot }), []);
    }
  });
}

test('each check of the form finds the slip that it is for', () => {
  assert.deepEqual(codesAfter({ 'voters-supplementary': 11 }), ['E01']);
  assert.deepEqual(codesAfter({ 'ballots-unused': 204 }), ['E02']);
  assert.deepEqual(codesAfter({ 'voters-listed': 301, 'voters-main-list': 291 }), ['E03']);
  assert.deepEqual(codesAfter({ 'ballots-in-fixed-boxes': 288 }), ['E04']);
  assert.deepEqual(codesAfter({ 'ballots-issued': 299, 'ballots-unused': 208 }), ['E05']);
  assert.deepEqual(codesAfter({ 'mobile-requests': 10 }), ['E06']);
  assert.deepEqual(codesAfter({ 'ballots-invalid': 4 }), ['E07']);
  assert.deepEqual(codesAfter({}, { alfa: 200, beta: 98 }), ['E08']);
  assert.deepEqual(codesAfter({ 'ballots-issued-early': 291 }), ['E09']);
});

test('more than 3 % of invalid ballots, no ballots and no voters are warned of', () => {
  const valid = { 'ballots-valid': 291, 'ballots-invalid': 9 };
  assert.deepEqual(codesAfter(valid, { alfa: 200, beta: 91 }), []);
  const more = { 'ballots-valid': 290, 'ballots-invalid': 10 };
  assert.deepEqual(codesAfter(more, { alfa: 200, beta: 90 }), ['W01']);
  const empty = Object.fromEntries(list.fields.map(({ code }) => [code, 0]));
  assert.deepEqual(codesAfter(empty, { alfa: 0, beta: 0 }), ['W02', 'W03']);
});

test('a finding says both sides and the figures that take part', () => {
  const content = { counts: { ...RIGHT.counts }, votes: { alfa: 200, beta: 98 } };
  const findings = checkProtocol(list, content, { marksPerBallot: 1 });
  assert.deepEqual(findings, [
    {
      code: 'E08',
      severity: 'error',
      fields: ['votes', 'counts.ballots-valid'],
      left: 298,
      comparison: '=',
      right: 297,
    },
  ]);
  for (const finding of findings) assert.ok(Value.Check(CheckFinding, finding));
});

test('an empty required count is one finding; checks that need it are not asked', () => {
  const content = { counts: { ...RIGHT.counts, 'ballots-valid': null }, votes: RIGHT.votes };
  assert.deepEqual(checkProtocol(list, content, { marksPerBallot: 1 }), [
    {
      code: 'MISSING',
      severity: 'error',
      fields: ['counts.ballots-valid'],
      left: null,
      comparison: null,
      right: null,
    },
  ]);
});

test('an empty vote is missing too, and the sum of votes is then unknown', () => {
  const content = { counts: RIGHT.counts, votes: { alfa: 200, beta: null } };
  const findings = checkProtocol(list, content, { marksPerBallot: 1 });
  assert.deepEqual(
    findings.map(({ code, fields }) => [code, ...fields]),
    [['MISSING', 'votes.beta']],
  );
});

test('an empty count that the paper may leave empty is unknown, not zero', () => {
  const georgian = formOf('georgia', 'precinct-protocol');
  const content = {
    counts: {
      'voters-single-list': 100,
      'voters-special-list': 0,
      'turnout-noon': 10,
      'turnout-afternoon': 20,
      'voters-took-part': 30,
      'ballots-received': null,
      'ballots-invalid': 1,
      'ballots-valid': null,
    },
    votes: { a: 29 },
  };
  assert.deepEqual(checkProtocol(georgian, content, { marksPerBallot: 1 }), []);
});

test('in a block vote a valid ballot holds as many marks as the district has seats', () => {
  const counts = rightCounts(block);
  const asked = (a: number, marksPerBallot: number) =>
    checkProtocol(block, { counts, votes: { a, b: 297 } }, { marksPerBallot }).map(
      ({ code, left, right }) => [code, left, right],
    );
  assert.deepEqual(asked(297 * 5, 6), []);
  assert.deepEqual(asked(297 * 5, 7), [['E12', 297 * 6, 297 * 7]]);
  assert.deepEqual(asked(297 * 5 - 1, 6), [['E12', 297 * 6 - 1, 297 * 6]]);
});

test('the largest figures that a protocol can hold are compared exactly', () => {
  const counts = Object.fromEntries(list.fields.map(({ code }) => [code, 999_999_999]));
  const votes = Object.fromEntries(
    Array.from({ length: 201 }, (_, option) => [`o${option}`, 999_999_999]),
  );
  const found = checkProtocol(list, { counts, votes }, { marksPerBallot: 1 });
  const sum = found.find(({ code }) => code === 'E08');
  assert.equal(sum?.left, 200_999_999_799);
});

test('Georgia 2012: 937 stations differ, 19 of them exceed the participants, 17 the lists', () => {
  const form = formOf('georgia', 'precinct-protocol');
  const counts = new Map<string, number>();
  for (const { content } of readGeorgianProtocols()) {
    for (const { code } of checkProtocol(form, content, { marksPerBallot: 1 })) {
      counts.set(code, (counts.get(code) ?? 0) + 1);
    }
  }
  assert.deepEqual(Object.fromEntries(counts), {
    W20: 937,
    E21: 19,
    E20: 17,
    E22: 8,
    E23: 2,
    W02: 17,
  });
});
