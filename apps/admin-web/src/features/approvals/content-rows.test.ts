import assert from 'node:assert/strict';
import { test } from 'node:test';
import { placeOfLink, rowsInWords, subjectInWords } from './content-rows.ts';

const SAID = {
  t: (key: string) => `<${key}>`,
  day: (isoDay: string) => `day ${isoDay}`,
  list: (parts: readonly string[]) => parts.join(' and '),
  languageName: (tag: string) => `language ${tag}`,
} as unknown as Parameters<typeof rowsInWords>[1];

test('names, roles, modes and days of a proposal are said in the language of the page', () => {
  const rows = [
    { label: 'role', value: 'auditor' },
    { label: 'from', value: '2026-11-22' },
    { label: 'Mode', value: 'training' },
    { label: 'Voting day', value: '2026-12-27, Asia/Tashkent' },
    { label: 'Languages', value: 'uz-Latn, ru' },
    { label: 'Geography', value: 'version 3, 0a1b' },
    { label: 'Candidates', value: '769, made by a program' },
    { label: 'Polling stations', value: '11028, of them 57 abroad' },
  ];
  assert.deepEqual(rowsInWords(rows, SAID), [
    { label: '<row.role>', values: ['<role.auditor>'] },
    { label: '<row.from>', values: ['day 2026-11-22'] },
    { label: '<elections.mode>', values: ['<mode.training>'] },
    { label: '<elections.voting-day>', values: ['day 2026-12-27, Asia/Tashkent'] },
    { label: '<election.languages>', values: ['language uz-Latn and language ru'] },
    { label: '<election.geography>', values: ['<election.geography-version>, 0a1b'] },
    { label: '<row.candidates>', values: ['<row.generated>'] },
    { label: '<geography.stations>', values: ['<row.abroad>'] },
  ]);
});

test('rows of one name that follow each other are one row, and nothing is left out', () => {
  const rows = ['a', 'b', 'c'].map((value) => ({ label: 'Change', value }));
  assert.deepEqual(rowsInWords(rows, SAID), [{ label: '<row.change>', values: ['a', 'b', 'c'] }]);
});

test('what this build does not know is shown as the server wrote it', () => {
  const row = { label: 'Something new', value: '2026-11-22T10:00' };
  assert.deepEqual(rowsInWords([row], SAID), [{ label: row.label, values: [row.value] }]);
});

test('what a proposal is about is said in the language of the page', () => {
  const said = (subject: string) => subjectInWords(subject, SAID);
  assert.equal(said('uzbekistan-2026-12-27, definition version 2'), '<subject.definition>');
  assert.equal(said('Uzbekistan: geography, version 2'), '<subject.geography>');
  assert.equal(said('Nigora: auditor, Uzbekistan'), 'Nigora: <role.auditor>, Uzbekistan');
  assert.equal(said('Nigora (nigora.saidova)'), 'Nigora (nigora.saidova)');
});

test('a link leads into the administration only', () => {
  assert.equal(placeOfLink('/admin/people/1'), '/people/1');
  assert.equal(placeOfLink('https://elsewhere.example'), null);
  assert.equal(placeOfLink('//elsewhere.example'), null);
  assert.equal(placeOfLink(null), null);
});

test('a correction is read in the words of the page: captions, empty rows, checks', () => {
  const names = new Map([['10 Valid ballots', '10 Haqiqiy']]);
  const rows = [
    { label: 'Corrects', value: 'version 1, 0a1b' },
    { label: '10 Valid ballots', value: '490 → empty' },
    { label: 'Checks that it will not pass', value: 'E07 (error), W01 (warning)' },
    { label: 'Count', value: 'by hand' },
  ];
  assert.deepEqual(rowsInWords(rows, { ...SAID, names }), [
    { label: '<row.corrects>', values: ['<versions.one>, 0a1b'] },
    { label: '10 Haqiqiy', values: ['490 → <keying.empty>'] },
    {
      label: '<row.checks-not-passed>',
      values: ['E07 (<severity.error>), W01 (<severity.warning>)'],
    },
    { label: '<row.count>', values: ['<count-kind.hand>'] },
  ]);
});

test('keys, lots and certified results are read in the words of the page', () => {
  const names = new Map([
    ['sun', 'Quyosh'],
    ['Sun Party', 'Quyosh'],
    ['party-list', 'Roʻyxat'],
  ]);
  const rows = [
    { label: 'Stations from 8', value: '8: dd81 c144' },
    { label: 'Drawn as number 1', value: 'sun' },
    { label: 'Seats: Sun Party', value: '12 (party-list 7, other 5)' },
    { label: 'Protocols of party-list', value: '9 counted, 1 annulled, of 10' },
    { label: 'Overridden although it stands in the way', value: 'alarms-open: 2' },
    {
      label: 'Valid (legal time)',
      value: '2026-12-26T00:00:00.000Z – 2027-01-10T00:00:00.000Z',
    },
  ];
  const words = { ...SAID, names, moment: (instant: string) => instant.slice(0, 10) };
  assert.deepEqual(rowsInWords(rows, words), [
    { label: '<row.keys-from>', values: ['8: dd81 c144'] },
    { label: '<lot.place>', values: ['Quyosh'] },
    { label: '<row.seats-of>', values: ['12 (Roʻyxat: 7, other: 5)'] },
    { label: '<row.protocols-of>', values: ['<row.protocols-counted>'] },
    { label: '<row.overridden>', values: ['<blocker.alarms-open>'] },
    { label: '<row.valid>', values: ['2026-12-26 – 2027-01-10'] },
  ]);
});

test('subjects of the count are said in the language of the page', () => {
  const said = (subject: string) => subjectInWords(subject, SAID);
  assert.equal(
    said('Station 12-3, party-list, by hand: uz-2026'),
    '<keying.station>, <count-kind.hand>: uz-2026',
  );
  assert.equal(
    said('The protocol does not count. Station 7, party-list, by machine: uz-2026'),
    '<keying.station>, <count-kind.machine>: uz-2026',
  );
  assert.equal(said('Certified result of uz-2026, version 1'), '<subject.certified>');
  assert.equal(said('uz-2026, keys of stations from 8'), '<subject.keys>');
  assert.equal(said('uz-2026, key of station 8'), '<subject.keys>');
  assert.equal(said('Lot for constituency, district 4'), '<lot.title>, <results.district>');
});
