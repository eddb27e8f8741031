import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fraction } from '@ovoz/basics';
import type { ProtocolContent } from '@ovoz/election-model';
import fc from 'fast-check';
import { figuresOfTotals, turnoutOf } from './form-roles.ts';
import { canvassDifferences, partsFaults, sanityFaults } from './sanity.ts';
import {
  type ContestTotals,
  place,
  type StationPart,
  startTabulation,
  type Tabulation,
  totalsOf,
} from './tabulate.ts';
import { formOf, readGeorgianProtocols } from './testing/published-elections.ts';

const FIELDS = ['listed', 'issued', 'valid', 'invalid'];
const OPTIONS = ['alfa', 'beta', 'against-all'];
const form = {
  fields: FIELDS.map((code, index) => ({
    code,
    row: String(index),
    caption: { en: code },
    required: false,
  })),
  roles: {
    registered: ['listed'],
    tookPart: ['issued'],
    votesCast: ['valid', 'invalid'],
    valid: ['valid'],
    invalid: ['invalid'],
  },
};
const STATIONS = [
  { number: '1', areas: ['nation', 'north', 'district:1'] },
  { number: '2', areas: ['nation', 'north', 'district:2'] },
  { number: '3', areas: ['nation', 'south', 'district:2'] },
];
const start = () => startTabulation({ form, options: OPTIONS, stations: STATIONS });

function protocol(figures: readonly (number | null)[]): ProtocolContent {
  const named = (names: readonly string[], from: number) =>
    Object.fromEntries(names.map((name, index) => [name, figures[from + index] ?? null]));
  return { counts: named(FIELDS, 0), votes: named(OPTIONS, FIELDS.length) };
}
const counted = (...figures: (number | null)[]): StationPart => ({
  status: 'counted',
  content: protocol(figures),
});

/** The totals once more, the slow way: over the last part of every station. */
function naiveTotals(last: ReadonlyMap<string, StationPart>, area: string): ContestTotals {
  const due = STATIONS.filter(({ areas }) => areas.includes(area));
  const parts = due.map(({ number }) => last.get(number) ?? { status: 'missing' as const });
  const contents = parts.flatMap((part) => (part.status === 'counted' ? [part.content] : []));
  const sums = (names: readonly string[], of: 'counts' | 'votes') =>
    Object.fromEntries(
      names.map((name) => {
        const all = contents.map((content) => content[of][name] ?? null);
        const known = all.filter((count) => count !== null);
        const sum = known.reduce((total, count) => total + count, 0);
        return [name, { sum, unknown: all.length - known.length }];
      }),
    );
  const votes = sums(OPTIONS, 'votes');
  return {
    stationsDue: due.length,
    stationsCounted: contents.length,
    stationsAnnulled: parts.filter(({ status }) => status === 'annulled').length,
    counts: sums(FIELDS, 'counts'),
    votes,
    validVotes: {
      sum: Object.values(votes).reduce((total, { sum }) => total + sum, 0),
      unknown: contents.filter((one) => Object.values(one.votes).includes(null)).length,
    },
  };
}

test('totals after any sequence of acts are those of a count from scratch', () => {
  const figure = fc.option(fc.integer({ min: 0, max: 999_999_999 }));
  const part: fc.Arbitrary<StationPart> = fc.oneof(
    fc.array(figure, { minLength: 7, maxLength: 7 }).map((figures) => counted(...figures)),
    fc.constant({ status: 'annulled' as const }),
    fc.constant({ status: 'missing' as const }),
  );
  const act = fc.record({ station: fc.constantFrom('1', '2', '3'), part });
  fc.assert(
    fc.property(fc.array(act, { maxLength: 20 }), (acts) => {
      const [tabulation, last] = [start(), new Map<string, StationPart>()];
      for (const { station, part: next } of acts) {
        place(tabulation, station, next);
        last.set(station, next);
      }
      for (const area of ['nation', 'north', 'south', 'district:1', 'district:2']) {
        assert.deepEqual(totalsOf(tabulation, area), naiveTotals(last, area));
      }
    }),
  );
});

test('unknown stays unknown: turnout is not given where one station leaves it empty', () => {
  const tabulation = start();
  place(tabulation, '1', counted(100, 50, 48, 2, 30, 18, 0));
  place(tabulation, '2', counted(100, null, 48, 2, 30, 18, 0));
  assert.equal(totalsOf(tabulation, 'nation').counts.issued?.unknown, 1);
  assert.deepEqual(turnoutOf(form, figuresOfTotals(totalsOf(tabulation, 'nation')).counts), {
    registered: 200,
    tookPart: null,
    share: null,
  });
  const nobody = turnoutOf(form, { listed: 0, issued: 0 });
  assert.deepEqual(nobody, { registered: 0, tookPart: 0, share: null });
  const first = figuresOfTotals(totalsOf(tabulation, 'district:1'));
  assert.deepEqual(turnoutOf(form, first.counts).share, fraction(1, 2));
});

test('a station that is not of the contest, or named twice, is a fault of the program', () => {
  assert.throws(() => place(start(), '4', { status: 'annulled' }), /station 4/);
  const stations = [...STATIONS, { number: '1', areas: [] }];
  assert.throws(() => startTabulation({ form, options: OPTIONS, stations }), /station 1/);
});

test('Georgia 2012: the totals of all 3,696 protocols are the published ones', () => {
  const rows = readGeorgianProtocols();
  const georgian = formOf('georgia', 'precinct-protocol');
  const tabulation = startTabulation({
    form: georgian,
    options: Object.keys(rows[0]?.content.votes ?? {}),
    stations: rows.map(({ district }, row) => ({
      number: String(row),
      areas: ['nation', `territory:${district}`],
    })),
  });
  for (const [row, { content }] of rows.entries()) {
    place(tabulation, String(row), { status: 'counted', content });
  }
  const totals = totalsOf(tabulation, 'nation');
  const sums = Object.fromEntries(
    Object.entries({ ...totals.counts, ...totals.votes }).map(([name, { sum }]) => [name, sum]),
  );
  assert.equal(totals.stationsCounted, 3696);
  assert.equal(totals.validVotes.sum, 2_150_197);
  assert.equal(sums['voters-single-list'], 3_658_613);
  assert.equal(sums['voters-special-list'], 79_887);
  assert.equal(sums['turnout-noon'], 925_202);
  assert.equal(sums['turnout-afternoon'], 1_884_705);
  assert.equal(sums['voters-took-part'], 2_248_787);
  assert.equal(sums['ballots-invalid'], 62_874);
  assert.equal(sums['list-41'], 1_181_862);
  assert.equal(sums['list-5'], 867_432);
  assert.equal(sums['list-10'], 43_805);
  assert.equal(sums['list-38'], 26_621);
  assert.equal(totals.counts['ballots-received']?.unknown, 3696);
  const districts = [...new Set(rows.map(({ district }) => district))];
  const parts = districts.map((district) => totalsOf(tabulation, `territory:${district}`));
  assert.deepEqual(partsFaults(totals, parts), []);
  const conditions = { marksPerBallot: 1, acceptedWithErrors: 0 };
  assert.deepEqual(sanityFaults(georgian, totals, conditions), []);
});

function districtTotals(first: StationPart): ContestTotals {
  const tabulation = start();
  place(tabulation, '1', first);
  return totalsOf(tabulation, 'district:1');
}
function faultsOf(tested: ContestTotals, marksPerBallot = 1, acceptedWithErrors = 0) {
  return sanityFaults(form, tested, { marksPerBallot, acceptedWithErrors }).map(
    ({ code, field }) => `${code} ${field}`,
  );
}

test('totals that no counting can give are stopped', () => {
  assert.deepEqual(faultsOf(districtTotals(counted(100, 50, 48, 2, 30, 18, 0))), []);
  assert.deepEqual(faultsOf(districtTotals(counted(100, 50, 48, 2, 30, 18, 1))), [
    'votes-above-valid votes',
  ]);
  assert.deepEqual(faultsOf(districtTotals(counted(100, 50, 48, 2, 49, 47, 0)), 2), [
    'share-above-whole votes.alfa',
  ]);
  assert.deepEqual(faultsOf(districtTotals(counted(100, 50, 48, 3, 30, 18, 0))), [
    'ballots-above-took-part ballots',
  ]);
  assert.deepEqual(faultsOf(districtTotals(counted(100, 101, 48, 2, 30, 18, 0))), [
    'turnout-above-whole turnout',
  ]);
});

test('faults of summing are stopped even where a person accepted what a paper says', () => {
  const right = districtTotals(counted(100, 101, 48, 9, 30, 48, 0));
  assert.deepEqual(faultsOf(right, 1, 1), []);
  for (const wrong of [{ stationsCounted: 2 }, { stationsAnnulled: 1 }]) {
    assert.deepEqual(faultsOf({ ...right, ...wrong }, 1, 1), ['stations-above-due stations']);
  }
  const validVotes = { sum: 79, unknown: 0 };
  assert.deepEqual(faultsOf({ ...right, validVotes }, 1, 1), ['votes-not-their-sum votes']);
  const counts = { ...right.counts, issued: { sum: -1, unknown: 0 } };
  assert.deepEqual(faultsOf({ ...right, counts }, 1, 1), ['not-a-count counts.issued']);
});

test('parts must make up the whole', () => {
  const tabulation: Tabulation = start();
  place(tabulation, '1', counted(100, 50, 48, 2, 30, 18, 0));
  place(tabulation, '3', counted(100, 50, 48, 2, 30, 18, 0));
  const of = (area: string) => totalsOf(tabulation, area);
  assert.deepEqual(partsFaults(of('nation'), [of('north'), of('south')]), []);
  const faults = partsFaults(of('nation'), [of('north')]);
  assert.deepEqual(
    faults.find(({ field }) => field === 'votes.alfa'),
    { code: 'parts-differ', field: 'votes.alfa', left: 30, right: 60 },
  );
});

test('a higher protocol is compared with the lower ones field by field', () => {
  const lower = districtTotals(counted(100, null, 48, 2, 30, 18, 0));
  assert.deepEqual(canvassDifferences(lower, protocol([100, null, 48, 2, 30, 18, 0])), []);
  assert.deepEqual(canvassDifferences(lower, protocol([100, 50, 48, null, 30, 19, 0])), [
    { field: 'counts.issued', sum: 0, stated: 50, unknown: 1 },
    { field: 'counts.invalid', sum: 2, stated: null, unknown: 0 },
    { field: 'votes.beta', sum: 18, stated: 19, unknown: 0 },
  ]);
});
