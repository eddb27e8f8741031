import assert from 'node:assert/strict';
import { test } from 'node:test';
import Value from 'typebox/value';
import { type Candidacies, type CandidateFiles, checkCandidateImport } from './candidate-import.ts';
import { BallotContent, Party } from './election-definition.ts';
import type { ImportFindingCode } from './import-findings.ts';
import type { ImportTable } from './import-table.ts';
import { SMALL_COUNTRY, SMALL_GEOGRAPHY } from './testing/small-country.ts';

type Cells = Record<string, string>;

const CONTEXT = {
  pack: SMALL_COUNTRY,
  contests: SMALL_COUNTRY.systems[0]?.contests ?? [],
  districts: SMALL_GEOGRAPHY.districts,
};

const GREEN: Cells = {
  code: 'green',
  kind: 'party',
  name_en: 'Green Party',
  name_local: 'Yashil partiya',
  name_ru: '',
  short_en: 'Green',
  short_local: 'Yashil',
  short_ru: 'Зелёные',
};
const ON_LIST: Cells = {
  contest: 'lists',
  district: '',
  list_party: 'green',
  list_number: '1',
  number: '1',
  name: 'Oripov Anvar',
  sex: 'male',
  birth_year: '1975',
  occupation: 'Teacher',
  party: 'green',
};
const IN_DISTRICT: Cells = {
  ...ON_LIST,
  contest: 'districts',
  district: '2',
  list_party: '',
  list_number: '',
  sex: '',
  birth_year: '',
  occupation: '',
  party: '',
};

function table(file: string, rows: readonly Cells[]): ImportTable {
  return { file, rows: rows.map((cells, index) => ({ line: index + 2, cells })) };
}

function files(...candidates: readonly Cells[]): CandidateFiles {
  return {
    parties: table('parties.csv', [GREEN, { ...GREEN, code: 'union', kind: 'coalition' }]),
    candidates: table('candidates.csv', candidates),
  };
}

function imported(from: CandidateFiles, base: Candidacies | null = null): Candidacies {
  const { candidacies, report } = checkCandidateImport(CONTEXT, from, base);
  assert.deepEqual(report.findings, []);
  assert.ok(candidacies !== null);
  return candidacies;
}

test('parties and candidates become what a definition holds, in the order of their numbers', () => {
  const { parties, ballots } = imported(
    files(
      { ...IN_DISTRICT, number: '2', name: 'Zokirova Lola' },
      IN_DISTRICT,
      { ...ON_LIST, list_party: 'union', list_number: '2', party: '' },
      { ...ON_LIST, number: '2', name: 'Aliyeva Dilnoza', sex: 'female' },
      ON_LIST,
      { ...IN_DISTRICT, district: '1' },
    ),
  );
  for (const party of parties) assert.ok(Value.Check(Party, party));
  for (const ballot of ballots) assert.ok(Value.Check(BallotContent, ballot));
  assert.deepEqual(parties[0], {
    code: 'green',
    kind: 'party',
    name: { en: 'Green Party', 'uz-Latn': 'Yashil partiya' },
    shortName: { en: 'Green', 'uz-Latn': 'Yashil', ru: 'Зелёные' },
  });
  const shape = ballots.map(({ contest, district, lists, candidates }) => [
    contest,
    district,
    lists.map((list) => [list.number, list.party, list.candidates.map((one) => one.number)]),
    candidates.map((one) => one.number),
  ]);
  assert.deepEqual(shape, [
    [
      'lists',
      null,
      [
        [1, 'green', [1, 2]],
        [2, 'union', [1]],
      ],
      [],
    ],
    ['districts', '1', [], [1]],
    ['districts', '2', [], [1, 2]],
  ]);
  assert.deepEqual(ballots[2]?.candidates[0], {
    number: 1,
    name: 'Oripov Anvar',
    sex: null,
    birthYear: null,
    occupation: null,
    party: null,
  });
});

test('each fault of a candidate is found in its line and field', () => {
  const cases: readonly [Cells, ImportFindingCode, field: string][] = [
    [{ ...ON_LIST, contest: 'senate' }, 'unknown-contest', 'contest'],
    [{ ...ON_LIST, contest: '' }, 'empty-field', 'contest'],
    [{ ...ON_LIST, district: '1' }, 'unexpected-field', 'district'],
    [{ ...ON_LIST, list_party: '' }, 'empty-field', 'list_party'],
    [{ ...ON_LIST, list_party: 'red' }, 'unknown-party', 'list_party'],
    [{ ...ON_LIST, list_number: '' }, 'empty-field', 'list_number'],
    [{ ...ON_LIST, list_number: '2', number: '2' }, 'list-mismatch', 'list_number'],
    [{ ...ON_LIST, list_party: 'union', number: '2' }, 'list-mismatch', 'list_number'],
    [ON_LIST, 'duplicate-number', 'number'],
    [{ ...ON_LIST, number: '0' }, 'out-of-range', 'number'],
    [{ ...ON_LIST, number: '501' }, 'out-of-range', 'number'],
    [{ ...IN_DISTRICT, number: '201' }, 'out-of-range', 'number'],
    [{ ...ON_LIST, name: '=A1' }, 'formula-cell', 'name'],
    [{ ...ON_LIST, sex: 'm' }, 'bad-format', 'sex'],
    [{ ...ON_LIST, birth_year: '75' }, 'out-of-range', 'birth_year'],
    [{ ...ON_LIST, party: 'red' }, 'unknown-party', 'party'],
    [{ ...IN_DISTRICT, district: '3' }, 'unknown-district', 'district'],
    [{ ...IN_DISTRICT, district: '' }, 'empty-field', 'district'],
    [{ ...IN_DISTRICT, list_party: 'green' }, 'unexpected-field', 'list_party'],
    [{ ...IN_DISTRICT, list_number: '1' }, 'unexpected-field', 'list_number'],
  ];
  for (const [row, code, field] of cases) {
    const { candidacies, report } = checkCandidateImport(CONTEXT, files(ON_LIST, row), null);
    assert.equal(candidacies, null);
    assert.deepEqual(
      report.findings.map((one) => [one.file, one.line, one.field, one.code]),
      [['candidates.csv', 3, field, code]],
      JSON.stringify(row),
    );
  }
});

test('each fault of a party is found in its line and field', () => {
  const cases: readonly [Cells, ImportFindingCode, field: string][] = [
    [{ code: 'Green' }, 'bad-format', 'code'],
    [{ code: 'green' }, 'duplicate-code', 'code'],
    [{ kind: 'movement' }, 'unknown-value', 'kind'],
    [{ short_local: '' }, 'empty-field', 'short_local'],
  ];
  for (const [change, code, field] of cases) {
    const parties = table('parties.csv', [GREEN, { ...GREEN, code: 'blue', ...change }]);
    const { report } = checkCandidateImport(CONTEXT, { parties }, null);
    assert.deepEqual(
      report.findings.map((one) => [one.file, one.line, one.field, one.code]),
      [['parties.csv', 3, field, code]],
    );
  }
});

test('a file that is not there leaves what was, if it still fits', () => {
  const base = imported(files(ON_LIST, IN_DISTRICT));
  assert.deepEqual(imported({}, base), base);
  const others = imported({ candidates: table('candidates.csv', [IN_DISTRICT]) }, base);
  assert.deepEqual(others.parties, base.parties);
  assert.equal(others.ballots.length, 1);
  const parties = table('parties.csv', [{ ...GREEN, code: 'blue' }]);
  const { candidacies, report } = checkCandidateImport(CONTEXT, { parties }, base);
  assert.equal(candidacies, null);
  assert.equal(report.findings[0]?.code, 'unknown-party');
});

test('a file with more rows than the system holds is not read', () => {
  const rows = Array.from({ length: 101 }, (_, index) => ({ ...GREEN, code: `party-${index}` }));
  const { report } = checkCandidateImport(CONTEXT, { parties: table('parties.csv', rows) }, null);
  assert.deepEqual(
    report.findings.map((one) => one.code),
    ['too-many-rows'],
  );
});
