import assert from 'node:assert/strict';
import { test } from 'node:test';
import { estimateModel } from './estimate.ts';
import { matchedValues, type PersonToMatch, REGISTER_COLUMNS } from './matched-person.ts';
import { levelWeights, priorWeight, weightOf } from './model.ts';
import { levelsOf, packLevels } from './patterns.ts';
import { registerSetup } from './register-setup.ts';
import { type MatchingSetup, MISSING } from './setup.ts';

/** Three comparisons of two levels; the rule settles none. */
const SETUP: MatchingSetup = {
  columns: [],
  comparisons: ['one', 'two', 'three'].map((name) => ({
    name,
    column: name,
    levels: [{ name: 'equal', test: { is: 'equal' } }],
    byFrequency: null,
    learnFrom: 'blocks',
  })),
  blocking: [{ name: 'all', columns: [], settles: [] }],
  certain: { columns: [], oneCharacter: null, settles: [] },
  veto: null,
  acrossOnly: null,
};

const M = [0.95, 0.9, 0.8];
const U = [0.01, 0.05, 0.02];

/** How many pairs show each of the eight patterns, when so many of so many are one person. */
function pairs(all: number, same: number) {
  return Array.from({ length: 8 }, (_, bits) => {
    const levels = M.map((_unused, at) => (bits >> at) & 1);
    const share = (agree: readonly number[]) =>
      levels.reduce(
        (part, level, at) => part * (level === 0 ? (agree[at] ?? 0) : 1 - (agree[at] ?? 0)),
        1,
      );
    return { pattern: packLevels(levels), count: same * share(M) + (all - same) * share(U) };
  });
}

test('m, u and the prior are learnt back from counts without labels', () => {
  const block = pairs(100_000, 5000);
  const { comparisons, prior } = estimateModel(SETUP, {
    random: pairs(1_000_000, 0),
    certain: [],
    blocks: [{ counts: block, share: 1 }],
    // A rule that brings every pair together.
    candidates: pairs(10_000_000, 5000),
    possiblePairs: 10_000_000,
  });
  comparisons.forEach(({ m, u }, at) => {
    assert.ok(Math.abs((m[0] ?? 0) - (M[at] ?? 0)) < 0.01, `m of ${at}: ${m[0]}`);
    assert.ok(Math.abs((u[0] ?? 0) - (U[at] ?? 0)) < 0.001, `u of ${at}: ${u[0]}`);
  });
  assert.ok(Math.abs(prior * 10_000_000 - 5000) < 100, `prior ${prior}`);
});

test('a part of a block teaches as much as the whole', () => {
  const whole = pairs(100_000, 5000);
  const part = whole.map(({ pattern, count }) => ({ pattern, count: count / 10 }));
  const learn = (counts: typeof whole, share: number) =>
    estimateModel(SETUP, {
      random: pairs(1_000_000, 0),
      certain: [],
      blocks: [{ counts, share }],
      candidates: whole,
      possiblePairs: 10_000_000,
    });
  assert.ok(Math.abs(learn(whole, 1).prior - learn(part, 0.1).prior) < 1e-6);
});

test('what is never seen stays possible, and what is missing says nothing', () => {
  const model = estimateModel(SETUP, {
    random: [{ pattern: packLevels([1, 1, 1]), count: 1000 }],
    certain: [],
    blocks: [{ counts: [], share: 1 }],
    candidates: [],
    possiblePairs: 1000,
  });
  for (const one of model.comparisons) assert.ok(levelWeights(one).every(Number.isFinite));
  assert.equal(weightOf(model, [MISSING, MISSING, MISSING]), priorWeight(model));
});

test('a pattern holds its levels', () => {
  const setup = registerSetup('uzbek');
  const levels = setup.comparisons.map((_, at) => (at % 2 === 0 ? at % 5 : MISSING));
  assert.deepEqual(levelsOf(setup, packLevels(levels)), levels);
});

const PERSON: PersonToMatch = {
  surname: 'Karimov',
  given: 'Hasan',
  patronymic: 'Olimovich',
  sex: 'm',
  birthDate: '1990-03-02',
  addressId: '11',
  flat: '4',
  locality: 'UZ/1703/1703202/Andijan',
  district: 'UZ/1703/1703202',
  nationalNumber: '30203901700018',
  documentNumber: 'aa1234567',
};

function columnsOf(changes: Partial<PersonToMatch> = {}) {
  const values = matchedValues(
    { nameProfile: 'uzbek', nationalNumber: 'uz-pinfl' },
    { ...PERSON, ...changes },
  );
  return Object.fromEntries(REGISTER_COLUMNS.map((name, at) => [name, values[at]]));
}

test('the same person in another alphabet meets in the columns that rules compare', () => {
  const latin = columnsOf();
  const cyrillic = columnsOf({ surname: 'Каримов', given: 'Ҳасан', patronymic: 'Олимович' });
  for (const name of ['surname_s', 'given_s', 'patronymic_s', 'twin'] as const) {
    assert.equal(cyrillic[name], latin[name], name);
  }
});

test('swapped day and month meet, and a copied check digit does not hide a wrong digit', () => {
  assert.equal(columnsOf({ birthDate: '1990-02-03' })['birth_key'], columnsOf()['birth_key']);
  assert.equal(columnsOf()['number'], '3020390170001', 'without its check digit');
  assert.equal(columnsOf()['document'], 'AA1234567');
});

test('a misspelled name of a twin is that name, and other names are none', () => {
  assert.equal(columnsOf({ given: 'Hasann' })['twin'], columnsOf()['twin']);
  assert.equal(columnsOf({ given: 'Hsaan' })['twin'], columnsOf()['twin']);
  assert.notEqual(columnsOf({ given: 'Husan' })['twin'], columnsOf()['twin']);
  assert.equal(columnsOf({ given: 'Jamshid' })['twin'], '');
});

test('what is not known is empty', () => {
  const unknown = columnsOf({ patronymic: '', addressId: '', nationalNumber: '' });
  for (const name of [
    'patronymic',
    'patronymic_s',
    'address',
    'home',
    'number',
    'number_end',
  ] as const) {
    assert.equal(unknown[name], '', name);
  }
});
