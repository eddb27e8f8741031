import assert from 'node:assert/strict';
import { test } from 'node:test';
import { placeOfLink, rowsInWords } from './content-rows.ts';

const SAID = {
  t: (key: string) => `<${key}>`,
  day: (isoDay: string) => `day ${isoDay}`,
} as unknown as Parameters<typeof rowsInWords>[1];

test('names, roles, modes and days of a proposal are said in the language of the page', () => {
  const rows = [
    { label: 'role', value: 'auditor' },
    { label: 'from', value: '2026-11-22' },
    { label: 'Mode', value: 'training' },
    { label: 'Voting day', value: '2026-12-27, Asia/Tashkent' },
  ];
  assert.deepEqual(rowsInWords(rows, SAID), [
    { label: '<row.role>', values: ['<role.auditor>'] },
    { label: '<row.from>', values: ['day 2026-11-22'] },
    { label: '<elections.mode>', values: ['<mode.training>'] },
    { label: '<elections.voting-day>', values: ['day 2026-12-27, Asia/Tashkent'] },
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

test('a link leads into the administration only', () => {
  assert.equal(placeOfLink('/admin/people/1'), '/people/1');
  assert.equal(placeOfLink('https://elsewhere.example'), null);
  assert.equal(placeOfLink('//elsewhere.example'), null);
  assert.equal(placeOfLink(null), null);
});
