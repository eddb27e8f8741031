import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { CountryPack, ResultForm } from '@ovoz/election-model';
import { checkProtocol } from '@ovoz/tally';
import fc from 'fast-check';
import { FORM, PROTOCOLS, SEALED } from '../areas/testing/small-results.ts';
import type { Content, Form } from '../election-types.ts';
import { askForm, namesAmiss } from './ask-form.ts';
import { checkVersion } from './check-protocol.ts';
import { paperAt, paperKey, papersOf } from './paper.ts';

const PACKS = new URL('../../../../country-packs/', import.meta.url);
const forms = readdirSync(PACKS, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .flatMap(({ name }) => {
    const text = readFileSync(new URL(`${name}/pack.json`, PACKS), 'utf8');
    return (JSON.parse(text) as CountryPack).forms.map((form) => ({ name, form }));
  });

/** Figures near each other, so that equations hold now and then; some are empty. */
const figure = fc.option(fc.integer({ min: 0, max: 12 }), { freq: 8 });

for (const { name, form } of forms) {
  test(`${name} ${form.code}: both implementations find the same in random figures`, () => {
    const options = ['first', 'second', ...(form.againstAll ? ['against-all'] : [])];
    const contents = fc.record({
      counts: fc.record(Object.fromEntries(form.fields.map(({ code }) => [code, figure]))),
      votes: fc.record(Object.fromEntries(options.map((option) => [option, figure]))),
    });
    let found = 0;
    fc.assert(
      fc.property(contents, fc.integer({ min: 1, max: 4 }), (content, marksPerBallot) => {
        const own = askForm({ form, options, marksPerBallot }, content);
        assert.deepEqual(own, checkProtocol(form, content, { marksPerBallot }));
        found += own.length;
      }),
      { numRuns: 300, seed: 7 },
    );
    assert.ok(found > 300, 'random figures rarely pass');
  });
}

const papers = papersOf(SEALED);
const PAPER = papers.get(paperKey('lists', null));
const CONTENT = PROTOCOLS.find(({ contest }) => contest === 'lists')?.content;
assert.ok(PAPER !== undefined && CONTENT !== null && CONTENT !== undefined);
const place = 'results/stations/1.json lists version 1';
const good = {
  place,
  paper: PAPER,
  content: CONTENT,
  listed: [],
  arrival: { errors: 0, warnings: 0 },
};
const codes = (version: Parameters<typeof checkVersion>[0]) =>
  checkVersion(version).map(({ code, severity }) => `${severity} ${code}`);
const wrongSum: Content = { ...CONTENT, votes: { ...CONTENT.votes, green: 1 } };
const [finding] = askForm(PAPER, wrongSum);
assert.ok(finding !== undefined);

test('figures that pass, and findings that are told, are no finding', () => {
  assert.deepEqual(codes(good), []);
  assert.deepEqual(codes({ ...good, listed: null, arrival: null }), []);
  const told = {
    ...good,
    content: wrongSum,
    listed: [finding],
    arrival: { errors: 1, warnings: 0 },
  };
  assert.deepEqual(codes(told), []);
  assert.deepEqual(codes({ ...told, arrival: { errors: 1, warnings: null } }), [], 'of an alarm');
});

test('check-not-listed, check-unfounded, check-count-differs', () => {
  assert.deepEqual(codes({ ...good, content: wrongSum, arrival: null }), [
    'false check-not-listed',
  ]);
  assert.deepEqual(codes({ ...good, listed: [finding] }), ['false check-unfounded']);
  const other = { ...finding, left: 5 };
  assert.deepEqual(codes({ ...good, content: wrongSum, listed: [other], arrival: null }), [
    'false check-not-listed',
    'false check-unfounded',
  ]);
  for (const arrival of [
    { errors: 1, warnings: 0 },
    { errors: 0, warnings: 1 },
    { errors: 1, warnings: null },
  ]) {
    assert.deepEqual(codes({ ...good, arrival }), ['false check-count-differs']);
  }
});

test('protocol-names-wrong: other names than the form has, or no whole numbers', () => {
  const { green: _, ...withoutGreen } = CONTENT.votes;
  const contents: Content[] = [
    { ...CONTENT, votes: withoutGreen },
    { ...CONTENT, votes: { ...CONTENT.votes, purple: 1 } },
    { ...CONTENT, counts: { ...CONTENT.counts, extra: null } },
    { ...CONTENT, counts: { ...CONTENT.counts, issued: -1 } },
    { ...CONTENT, counts: { ...CONTENT.counts, issued: 1.5 } },
    { ...CONTENT, counts: { ...CONTENT.counts, issued: 1_000_000_000 } },
    { ...CONTENT, counts: { ...CONTENT.counts, issued: '5' as unknown as number } },
  ];
  for (const content of contents) {
    assert.deepEqual(codes({ ...good, content }), ['false protocol-names-wrong']);
  }
  assert.deepEqual(namesAmiss(PAPER, CONTENT), []);
});

test('an equation over an empty figure is not asked; an empty figure that must be there is MISSING', () => {
  const empty = { ...CONTENT, counts: { ...CONTENT.counts, issued: null, mobile: null } };
  assert.deepEqual(
    askForm(PAPER, empty).map(({ code, fields }) => [code, fields]),
    [['MISSING', ['counts.issued']]],
  );
});

test('marks of one ballot: the seats of the district where the form says so', () => {
  const blockVote: Form = { ...FORM, marksPerBallot: 'district-seats' };
  const sealed = {
    ...SEALED,
    pack: { ...SEALED.pack, forms: [blockVote] },
    districts: SEALED.districts.map((one) => ({ ...one, seats: 3 })),
  };
  assert.equal(papersOf(sealed).get('halves/1')?.marksPerBallot, 3);
  assert.equal(papersOf(sealed).get('lists/')?.marksPerBallot, 7);
  assert.equal(papersOf(SEALED).get('halves/1')?.marksPerBallot, 1);
  assert.equal((blockVote as unknown as ResultForm).code, 'paper');
});

test('a station votes where its district has a ballot; stations abroad have no district here', () => {
  assert.equal(paperAt(SEALED, papers, 'halves', { halves: '2' })?.district, '2');
  assert.equal(paperAt(SEALED, papers, 'halves', {}), null);
  assert.equal(paperAt(SEALED, papers, 'halves', { halves: '9' }), null);
  assert.equal(paperAt(SEALED, papers, 'lists', {})?.district, null);
  assert.deepEqual(PAPER.options, ['green', 'blue', 'red', 'against-all']);
});
