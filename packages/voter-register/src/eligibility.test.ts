import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { VoterListRules } from '@ovoz/election-model';
import { type EligibilityFact, type EligibilityFacts, eligibility } from './eligibility.ts';

const article = (number: number) => ({
  article: { en: `Art. ${number}` },
  confirmed: number === 1,
});
const RULES: VoterListRules = {
  nameProfile: 'plain',
  nationalNumber: 'none',
  citizenship: 'UZ',
  minimumAge: 18,
  exclusions: [
    { fact: 'deceased', ...article(1) },
    { fact: 'incapacitated', ...article(2) },
    { fact: 'sentenced', ...article(3) },
    { fact: 'citizenship-lost', ...article(4) },
    { fact: 'moved-abroad', ...article(5) },
  ],
  correctionHours: { before: 24, eve: 1, day: 1 },
  displayDays: 15,
  displayFields: ['name'],
  abroadDeadlineDays: 15,
  freezeDays: 3,
  stationSize: { minimum: 20, maximum: 3000 },
  maxVotersPerAddress: 20,
  circuitBreaker: { deathsPerMille: 5, changesPerMille: 20 },
  articles: {
    citizenship: article(6),
    age: article(7),
    corrections: article(8),
    display: article(9),
    abroad: article(10),
    freeze: article(11),
    stationSize: article(12),
  },
};
const DAY = '2026-12-20';

function fact(kind: EligibilityFact['kind'], more: Partial<EligibilityFact> = {}): EligibilityFact {
  return { kind, validFrom: '2020-01-01', validTo: null, revoked: false, ...more };
}

/** The reason and its article, or `eligible`. */
function verdict(
  person: Partial<EligibilityFacts>,
  day = DAY,
  rules: VoterListRules = RULES,
): string {
  const facts = { birthDate: '1980-05-05', citizenship: 'UZ', facts: [], ...person };
  const found = eligibility(facts, rules, day);
  return found.eligible ? 'eligible' : `${found.reason}, ${found.article.en}, ${found.confirmed}`;
}

test('an adult citizen of whom nothing is said may vote', () => {
  assert.equal(verdict({}), 'eligible');
});

test('each reason comes with its article and whether it was read in the law', () => {
  assert.equal(verdict({ facts: [fact('deceased')] }), 'deceased, Art. 1, true');
  assert.equal(verdict({ facts: [fact('incapacitated')] }), 'incapacitated, Art. 2, false');
  assert.equal(verdict({ facts: [fact('sentenced')] }), 'sentenced, Art. 3, false');
  assert.equal(verdict({ facts: [fact('citizenship-lost')] }), 'citizenship-lost, Art. 4, false');
  assert.equal(verdict({ facts: [fact('moved-abroad')] }), 'moved-abroad, Art. 5, false');
  assert.equal(verdict({ citizenship: 'XX' }), 'not-citizen, Art. 6, false');
  assert.equal(verdict({ birthDate: '2010-01-01' }), 'under-age, Art. 7, false');
});

test('who turns 18 on voting day is in, who turns 18 on the next day is not', () => {
  assert.equal(verdict({ birthDate: '2008-12-20' }), 'eligible');
  assert.equal(verdict({ birthDate: '2008-12-21' }), 'under-age, Art. 7, false');
});

test('born on 29 February: of age on the last day of February', () => {
  const leapling = { birthDate: '2008-02-29' };
  assert.equal(verdict(leapling, '2026-02-27'), 'under-age, Art. 7, false');
  assert.equal(verdict(leapling, '2026-02-28'), 'eligible');
  assert.equal(verdict({ birthDate: '2008-03-01' }, '2026-02-28'), 'under-age, Art. 7, false');
  assert.equal(verdict({ birthDate: '2008-03-01' }, '2026-03-01'), 'eligible');
  const at20 = { ...RULES, minimumAge: 20 };
  assert.equal(verdict(leapling, '2028-02-28', at20), 'under-age, Art. 7, false');
  assert.equal(verdict(leapling, '2028-02-29', at20), 'eligible');
});

test('a fact holds from its first to its last day, both included', () => {
  const inForce = (validFrom: string, validTo: string | null) =>
    verdict({ facts: [fact('incapacitated', { validFrom, validTo })] }) !== 'eligible';
  assert.equal(inForce(DAY, null), true);
  assert.equal(inForce('2026-12-21', null), false);
  assert.equal(inForce('2020-01-01', DAY), true);
  assert.equal(inForce('2020-01-01', '2026-12-19'), false);
  assert.equal(inForce(DAY, DAY), true);
});

test('what its source took back counts no more, and another of its kind still does', () => {
  const revoked = fact('sentenced', { revoked: true });
  assert.equal(verdict({ facts: [revoked] }), 'eligible');
  assert.equal(verdict({ facts: [revoked, fact('sentenced')] }), 'sentenced, Art. 3, false');
});

test('a fact that the law of the country does not name takes nothing away', () => {
  const rules = { ...RULES, exclusions: [{ fact: 'deceased' as const, ...article(1) }] };
  assert.equal(verdict({ facts: [fact('sentenced')] }, DAY, rules), 'eligible');
});

test('living abroad is no hindrance on the list of a station abroad, a sentence is', () => {
  const abroad = { facts: [fact('moved-abroad')], listedAbroad: true };
  assert.equal(verdict(abroad), 'eligible');
  const both = { ...abroad, facts: [...abroad.facts, fact('sentenced')] };
  assert.equal(verdict(both), 'sentenced, Art. 3, false');
});

test('of several reasons the first in the order of the law is told', () => {
  const facts = [fact('sentenced'), fact('deceased')];
  assert.equal(
    verdict({ facts, citizenship: 'RU', birthDate: '2020-01-01' }),
    'deceased, Art. 1, true',
  );
});
