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
