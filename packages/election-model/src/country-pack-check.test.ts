import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import type { CountryPack } from './country-pack.ts';
import { packHash, parseCountryPack } from './country-pack-check.ts';
import { SMALL_COUNTRY } from './testing/small-country.ts';
import type { VoterListRules } from './voter-list-rules.ts';

/** A value that tests may break; the schema types are readonly in places. */
type Draft = { -readonly [Key in keyof CountryPack]: CountryPack[Key] };

function findingsAfter(change: (pack: Draft) => void): readonly string[] {
  const pack = structuredClone<Draft>(SMALL_COUNTRY);
  change(pack);
  const parsed = parseCountryPack(pack);
  return parsed.ok ? [] : parsed.refusal.map(({ code, path }) => `${code} ${path}`);
}

const ARTICLE = { article: SMALL_COUNTRY.pollingHours.article, confirmed: true };
const VOTER_LIST: VoterListRules = {
  nameProfile: 'plain',
  nationalNumber: 'none',
  citizenship: 'UZ',
  minimumAge: 18,
  exclusions: [{ fact: 'deceased', ...ARTICLE }],
  correctionHours: { before: 24, eve: 1, day: 1 },
  displayDays: 15,
  displayFields: ['name'],
  abroadDeadlineDays: 15,
  freezeDays: 3,
  stationSize: { minimum: 20, maximum: 3000 },
  maxVotersPerAddress: 20,
  circuitBreaker: { deathsPerMille: 5, changesPerMille: 20 },
  articles: {
    citizenship: ARTICLE,
    age: ARTICLE,
    corrections: ARTICLE,
    display: ARTICLE,
    abroad: ARTICLE,
    freeze: ARTICLE,
    stationSize: ARTICLE,
  },
};

/** The first item, which the small country has. */
function first<Item>(items: readonly Item[]): Item {
  const [item] = items;
  assert.ok(item !== undefined);
  return item;
}

test('a pack that holds together is accepted', () => {
  assert.deepEqual(
    findingsAfter(() => undefined),
    [],
  );
});

test('what has another form is refused with its place', () => {
  for (const json of [null, 'pack', [], {}]) assert.ok(!parseCountryPack(json).ok);
  const cases: readonly [(pack: Draft) => void, string][] = [
    [(pack) => Object.assign(pack, { format: 2 }), 'schema /format'],
    [(pack) => Object.assign(pack, { extra: true }), 'schema /extra'],
    [(pack) => Object.assign(pack.pollingHours, { opens: '8:00' }), 'schema /pollingHours/opens'],
    [(pack) => Object.assign(pack.name, { EN: 'x' }), 'schema /name/EN'],
    [(pack) => Object.assign(pack.name, { ru: 'a\u0007' }), 'schema /name/ru'],
  ];
  for (const [change, expected] of cases)
    assert.ok(findingsAfter(change).includes(expected), expected);
});

test('the rules of the voter list hold together', () => {
  const findings = (change: Partial<VoterListRules>) =>
    findingsAfter((pack) => Object.assign(pack, { voterList: { ...VOTER_LIST, ...change } }));
  assert.deepEqual(findings({}), []);
  assert.deepEqual(findings({ stationSize: { minimum: 9, maximum: 8 } }), [
    'order /voterList/stationSize',
  ]);
  assert.deepEqual(findings({ freezeDays: 16 }), ['order /voterList/freezeDays']);
  assert.deepEqual(
    findings({ exclusions: [...VOTER_LIST.exclusions, first(VOTER_LIST.exclusions)] }),
    ['duplicate-code /voterList/exclusions/1'],
  );
});

test('each rule between the parts of a pack is checked', () => {
  const system = (pack: Draft) => first(pack.systems);
  const contest = (pack: Draft) => first(system(pack).contests);
  const district = (pack: Draft) => system(pack).contests[1] ?? contest(pack);
  const rule = (pack: Draft) => first(system(pack).calendar);
  const form = (pack: Draft) => first(pack.forms);
  const cases: readonly [name: string, (pack: Draft) => unknown, ...expected: string[]][] = [
    [
      'seat rule',
      (pack) => (contest(pack).seatRule = 'none'),
      'unknown-seat-rule /systems/0/contests/0/seatRule',
    ],
    ['form', (pack) => (contest(pack).form = 'none'), 'unknown-form /systems/0/contests/0/form'],
    [
      'set of districts',
      (pack) => (district(pack).districtSet = 'none'),
      'unknown-district-set /systems/0/contests/1/districtSet',
    ],
    ['seats', (pack) => (district(pack).seats = 3), 'seats-differ /systems/0/contests/1/seats'],
    [
      'method',
      (pack) => (district(pack).seatRule = 'hare'),
      'candidate-rule /systems/0/contests/1/seatRule',
    ],
    [
      'marks',
      (pack) => (form(pack).marksPerBallot = 'district-seats'),
      'form-marks /systems/0/contests/0/form',
      'form-marks /systems/0/contests/1/form',
    ],
    [
      'list size',
      (pack) => (contest(pack).listSize = { minimum: 4, maximum: 3 }),
      'order /systems/0/contests/0/listSize',
    ],
    [
      'contest twice',
      (pack) => (district(pack).code = 'lists'),
      'duplicate-code /systems/0/contests/1',
    ],
    ['anchor', (pack) => (rule(pack).anchor = 'none'), 'unknown-anchor /systems/0/calendar'],
    ['cycle', (pack) => (rule(pack).anchor = 'lists-open'), 'anchor-cycle /systems/0/calendar'],
    ['rule twice', (pack) => (rule(pack).code = 'results'), 'duplicate-rule /systems/0/calendar'],
    [
      'responsible',
      (pack) => (rule(pack).responsible = 'none'),
      'unknown-commission-kind /systems/0/calendar/0/responsible',
    ],
    [
      'moment',
      (pack) =>
        Object.assign(rule(pack), {
          kind: 'moment',
          governs: { act: 'change-ballot', effect: 'warn' },
        }),
      'moment-governs /systems/0/calendar/0/governs',
    ],
    [
      'field',
      (pack) => (first(first(form(pack).checks).left).field = 'none'),
      'unknown-field /forms/0/checks/0',
    ],
    [
      'marks of votes',
      (pack) => Object.assign(first(first(form(pack).checks).right), { times: 'marks-per-ballot' }),
      'marks-term /forms/0/checks/0',
    ],
    [
      'role',
      (pack) => (form(pack).roles.registered = ['none']),
      'unknown-field /forms/0/roles/registered',
    ],
    [
      'role of the constant',
      (pack) => (form(pack).roles.valid = ['one']),
      'unknown-field /forms/0/roles/valid',
    ],
    [
      'reserved',
      (pack) => (first(form(pack).fields).code = 'votes'),
      'reserved-field /forms/0/fields',
    ],
    [
      'field twice',
      (pack) => (first(form(pack).fields).code = 'issued'),
      'duplicate-code /forms/0/fields/1',
    ],
    [
      'language',
      (pack) => (first(pack.holidays).name = { en: 'New Year' }),
      'language-missing /holidays/0/name',
    ],
    [
      'alphabet',
      (pack) => first(pack.languages).alphabet.push('sh'),
      'alphabet-repeat /languages/0/alphabet',
    ],
    [
      'language twice',
      (pack) => pack.languages.push(first(pack.languages)),
      'duplicate-code /languages/2',
    ],
    [
      'share',
      (pack) => (first(first(pack.seatRules).thresholds).share = { numerator: 7, denominator: 1 }),
      'share-above-one /seatRules/0/thresholds/0',
    ],
    [
      'first divisor missing',
      (pack) => (first(pack.seatRules).method = 'modified-sainte-lague'),
      'first-divisor /seatRules/0',
    ],
    [
      'first divisor of zero',
      (pack) =>
        Object.assign(first(pack.seatRules), {
          method: 'modified-sainte-lague',
          firstDivisor: { numerator: 0, denominator: 10 },
        }),
      'first-divisor /seatRules/0/firstDivisor',
    ],
    [
      'factor of the runner-up',
      (pack) =>
        Object.assign(first(pack.seatRules), {
          soleListRunnerUp: { numerator: 7, denominator: 1 },
        }),
      'share-above-one /seatRules/0/soleListRunnerUp',
    ],
    ['zone', (pack) => (pack.timeZone = 'Asia/Nowhere'), 'unknown-time-zone /timeZone'],
    ['version', (pack) => (pack.version = '2026-02-30'), 'impossible-date /version'],
    ['holiday', (pack) => (first(pack.holidays).day = '02-30'), 'impossible-date /holidays'],
    ['hours', (pack) => (pack.pollingHours.opens = '20:00'), 'order /pollingHours'],
    [
      'coverage',
      (pack) => (first(pack.commissionKinds).perStation = true),
      'commission-coverage /commissionKinds/0',
    ],
    [
      'level',
      (pack) => (first(pack.commissionKinds).territoryLevel = 4),
      'unknown-level /commissionKinds/0/territoryLevel',
    ],
    ['boundary', (pack) => (first(pack.boundaries).level = 2), 'unknown-level /boundaries/0/level'],
    [
      'members',
      (pack) => (first(pack.commissionKinds).members = { minimum: 5, maximum: 3 }),
      'order /commissionKinds/0/members',
    ],
  ];
  for (const [name, change, ...expected] of cases) {
    assert.deepEqual(findingsAfter(change), expected, name);
  }
});

test('the hash of a pack depends on its files, not on their order', () => {
  const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
  const files = [
    { path: 'pack.json', sha256: 'a'.repeat(64) },
    { path: 'names/surnames.csv', sha256: 'b'.repeat(64) },
  ];
  const expected = sha256(
    new TextEncoder().encode(
      `[{"path":"names/surnames.csv","sha256":"${'b'.repeat(64)}"},{"path":"pack.json","sha256":"${'a'.repeat(64)}"}]`,
    ),
  );
  assert.equal(packHash(files, sha256), expected);
  assert.equal(packHash(files.toReversed(), sha256), expected);
  assert.throws(() => packHash([...files, ...files], sha256));
});
