import assert from 'node:assert/strict';
import { test } from 'node:test';
import { diffDefinition } from './definition-diff.ts';
import type { ElectionDefinition } from './election-definition.ts';
import { SMALL_DEFINITION } from './testing/small-definition.ts';

const SAME = { added: [], removed: [], changed: [] };

test('a definition does not differ from itself', () => {
  assert.deepEqual(diffDefinition(SMALL_DEFINITION, structuredClone(SMALL_DEFINITION)), {
    facts: [],
    contests: SAME,
    parties: SAME,
    ballots: SAME,
    lists: SAME,
    candidates: SAME,
  });
});

test('facts, lists and candidates are told field by field', () => {
  const after: ElectionDefinition = structuredClone(SMALL_DEFINITION);
  after.votingDay = '2027-01-10';
  after.title = { ...after.title, ru: 'Выборы парламента' };
  const [nation, first] = after.ballots;
  assert.ok(nation !== undefined && first !== undefined);
  for (const list of nation.lists) list.number = 3 - list.number;
  // The first candidate withdraws and the others move up; one of them is a doctor.
  first.candidates.shift();
  for (const candidate of first.candidates) candidate.number -= 1;
  Object.assign(first.candidates[1] ?? {}, { occupation: 'Doctor' });

  const diff = diffDefinition(SMALL_DEFINITION, after);
  assert.deepEqual(diff.facts, [
    { field: 'title.ru', before: null, after: 'Выборы парламента' },
    { field: 'votingDay', before: '2026-12-27', after: '2027-01-10' },
  ]);
  assert.deepEqual(
    diff.lists.changed.map(({ key, fields }) => [key, fields]),
    [
      ['lists/green', [{ field: 'number', before: 1, after: 2 }]],
      ['lists/blue', [{ field: 'number', before: 2, after: 1 }]],
    ],
  );
  assert.deepEqual(diff.candidates, {
    added: [],
    removed: [{ key: 'districts/1/Bobur 1', name: { en: 'Bobur 1' } }],
    changed: [
      {
        key: 'districts/1/Zafar 1',
        name: { en: 'Zafar 1' },
        fields: [{ field: 'number', before: 2, after: 1 }],
      },
      {
        key: 'districts/1/Shavkat 1',
        name: { en: 'Shavkat 1' },
        fields: [
          { field: 'number', before: 3, after: 2 },
          { field: 'occupation', before: 'Teacher', after: 'Doctor' },
        ],
      },
    ],
  });
  assert.deepEqual([diff.contests, diff.parties, diff.ballots], [SAME, SAME, SAME]);
});

test('two candidates of one name stay two', () => {
  const after = structuredClone(SMALL_DEFINITION);
  const candidates = after.ballots[1]?.candidates ?? [];
  const [bobur] = candidates;
  assert.ok(bobur !== undefined);
  candidates.push({ ...bobur, number: 4 });
  assert.deepEqual(
    diffDefinition(SMALL_DEFINITION, after).candidates.added.map((item) => item.key),
    ['districts/1/Bobur 1 (2)'],
  );
});

test('against nothing, everything is new', () => {
  const diff = diffDefinition(null, SMALL_DEFINITION);
  assert.deepEqual(
    diff.ballots.added.map((item) => item.key),
    ['lists', 'districts/1', 'districts/2'],
  );
  assert.equal(diff.candidates.added.length, 11);
  assert.ok(diff.facts.some(({ field, before }) => field === 'votingDay' && before === null));
});
