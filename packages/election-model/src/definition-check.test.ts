import assert from 'node:assert/strict';
import { test } from 'node:test';
import Value from 'typebox/value';
import { checkDefinition } from './definition-check.ts';
import type { DefinitionFindingCode } from './definition-findings.ts';
import { DefinitionFinding, ElectionDefinition } from './election-definition.ts';
import type { Geography } from './geography.ts';
import { SMALL_COUNTRY, SMALL_GEOGRAPHY } from './testing/small-country.ts';
import { SMALL_DEFINITION } from './testing/small-definition.ts';

function findingsOf(
  definition: ElectionDefinition,
  geography: Geography = SMALL_GEOGRAPHY,
): readonly string[] {
  const findings = checkDefinition(definition, SMALL_COUNTRY, geography);
  for (const finding of findings) assert.ok(Value.Check(DefinitionFinding, finding));
  return findings.map(({ code, place }) => `${code} ${place}`);
}

function at<Item>(items: readonly Item[], index: number): Item {
  const item = items[index];
  assert.ok(item !== undefined);
  return item;
}

test('a definition in which nothing is wrong has no findings', () => {
  assert.ok(Value.Check(ElectionDefinition, SMALL_DEFINITION));
  assert.deepEqual(findingsOf(SMALL_DEFINITION), []);
});

type Case = readonly [
  change: (definition: ElectionDefinition) => unknown,
  ...expected: `${DefinitionFindingCode} ${string}`[],
];

test('each fault of a definition is found at its place', () => {
  const nation = (one: ElectionDefinition) => at(one.ballots, 0);
  const district = (one: ElectionDefinition) => at(one.ballots, 1);
  const green = (one: ElectionDefinition) => at(nation(one).lists, 0);
  const cases: readonly Case[] = [
    [(one) => (one.pack.version = '2026-11-20'), 'pack-mismatch pack'],
    [(one) => (one.pack.code = 'other'), 'pack-mismatch pack'],
    [(one) => (one.system = 'senate'), 'system-unknown system'],
    [(one) => (at(one.contests, 0).seats = 4), 'contest-differs contests/lists'],
    [(one) => (at(one.contests, 1).seatRule = 'hare'), 'contest-differs contests/districts'],
    [(one) => one.contests.push(at(one.contests, 0)), 'contest-differs contests/lists'],
    [
      (one) => one.contests.pop(),
      'contest-missing contests/districts',
      'contest-unknown ballots/districts/1',
      'contest-unknown ballots/districts/2',
    ],
    [(one) => (one.votingDay = '2026-02-30'), 'calendar-undatable votingDay'],
    [(one) => (one.timeZone = 'Asia/Nowhere'), 'calendar-undatable timeZone'],
    [
      (one) => (one.calledOn = '2026-12-27'),
      'called-after-voting votingDay',
      'deadline-before-call calendar/ballot-fixed',
    ],
    [(one) => (one.calledOn = '2026-12-20'), 'deadline-before-call calendar/ballot-fixed'],
    [(one) => (one.languages = ['ru']), 'language-missing languages'],
    [(one) => one.languages.push('kk'), 'language-unknown languages'],
    [(one) => (one.title = { en: 'Election' }), 'language-missing title'],
    [(one) => (at(one.parties, 0).name = { en: 'Green' }), 'language-missing parties/green'],
    [(one) => one.parties.push(at(one.parties, 0)), 'party-repeated parties/green'],
    [(one) => one.parties.push({ ...at(one.parties, 0), code: 'red' }), 'party-unused parties/red'],
    [(one) => one.parties.shift(), 'party-unknown ballots/lists'],
    [(one) => (at(district(one).candidates, 0).party = 'red'), 'party-unknown ballots/districts/1'],
    [(one) => (at(green(one).candidates, 0).party = 'red'), 'party-unknown ballots/lists'],
    [(one) => one.ballots.pop(), 'ballot-missing ballots/districts/2'],
    [
      (one) => one.ballots.shift(),
      'ballot-missing ballots/lists',
      'party-unused parties/green',
      'party-unused parties/blue',
    ],
    [
      (one) => (district(one).district = '7'),
      'district-unknown ballots/districts/7',
      'ballot-missing ballots/districts/1',
    ],
    [
      (one) => (nation(one).district = '1'),
      'district-unknown ballots/lists/1',
      'ballot-missing ballots/lists',
    ],
    [
      (one) => (district(one).district = '2'),
      'ballot-repeated ballots/districts/2',
      'ballot-missing ballots/districts/1',
    ],
    [(one) => (district(one).candidates = []), 'ballot-empty ballots/districts/1'],
    [(one) => district(one).candidates.splice(1), 'no-choice ballots/districts/1'],
    [
      (one) => (nation(one).candidates = [...district(one).candidates]),
      'ballot-kind ballots/lists',
    ],
    [(one) => (district(one).lists = [green(one)]), 'ballot-kind ballots/districts/1'],
    [(one) => green(one).candidates.pop(), 'list-size ballots/lists green'],
    [
      (one) => (green(one).number = 2),
      'number-repeated ballots/lists lists',
      'number-gap ballots/lists lists',
    ],
    [(one) => (green(one).number = 3), 'number-gap ballots/lists lists'],
    [
      (one) => (green(one).party = 'blue'),
      'party-repeated ballots/lists blue',
      'party-unused parties/green',
    ],
    [(one) => (at(green(one).candidates, 1).number = 1), 'number-repeated ballots/lists green'],
    [(one) => (at(district(one).candidates, 2).number = 9), 'number-gap ballots/districts/1'],
    [
      (one) => (at(district(one).candidates, 0).name = 'Choriyev 1'),
      'not-alphabetical ballots/districts/1',
    ],
    [
      (one) => (at(district(one).candidates, 1).name = 'Bobur 1'),
      'name-repeated ballots/districts/1',
    ],
    [
      (one) => (at(district(one).candidates, 0).name = 'Bobur 2'),
      'candidate-twice ballots/districts/2',
    ],
    [
      (one) => (at(green(one).candidates, 1).name = 'Zokirov'),
      'candidate-twice ballots/lists blue',
    ],
    [(one) => (one.generatedCandidates = true), 'generated-in-live ballots'],
  ];
  for (const [change, ...expected] of cases) {
    const definition = structuredClone(SMALL_DEFINITION);
    change(definition);
    const found = findingsOf(definition);
    assert.deepEqual(found, expected, change.toString());
  }
});

test('errors come before warnings and say what is wrong', () => {
  const definition = structuredClone(SMALL_DEFINITION);
  at(at(definition.ballots, 1).candidates, 0).name = 'Choriyev 1';
  at(definition.contests, 0).seats = 4;
  assert.deepEqual(checkDefinition(definition, SMALL_COUNTRY, SMALL_GEOGRAPHY), [
    {
      code: 'contest-differs',
      severity: 'error',
      place: 'contests/lists',
      reason: 'seats is 4, in the pack 3',
    },
    {
      code: 'not-alphabetical',
      severity: 'warning',
      place: 'ballots/districts/1',
      reason: 'Choriyev 1 stands before Zafar 1',
    },
  ]);
});

test('the districts of the geography are those that the law has', () => {
  const [first, second] = SMALL_GEOGRAPHY.districts;
  assert.ok(first !== undefined && second !== undefined);
  const larger = { ...SMALL_GEOGRAPHY, districts: [first, { ...second, seats: 2 }] };
  assert.deepEqual(findingsOf(SMALL_DEFINITION, larger), [
    'districts-differ geography/constituencies',
  ]);
});

test('made-up data serves training, not a live election', () => {
  const geography: Geography = {
    ...SMALL_GEOGRAPHY,
    stations: SMALL_GEOGRAPHY.stations.map((one) => ({ ...one, generated: true })),
    districts: SMALL_GEOGRAPHY.districts.map((one) => ({ ...one, generated: true })),
  };
  const training: ElectionDefinition = {
    ...SMALL_DEFINITION,
    mode: 'training',
    generatedCandidates: true,
  };
  assert.deepEqual(findingsOf(training, geography), []);
  assert.deepEqual(findingsOf({ ...training, mode: 'live' }, geography), [
    'generated-in-live ballots',
    'generated-in-live geography',
    'generated-in-live geography',
  ]);
});
