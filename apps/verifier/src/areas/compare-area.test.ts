import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { AreaFile, Protocol, ResultStatus } from '../election-types.ts';
import type { Finding } from '../finding.ts';
import { seatsOfElection } from '../seats/election-seats.ts';
import { sumUp } from '../sums/sum-up.ts';
import { compareArea, compareLive, missingAreas, type OwnResults } from './compare-area.ts';
import { placesOf } from './places.ts';
import { decidedProtocols, resultStatus } from './result-status.ts';
import { stationSummary } from './station-summary.ts';
import { leavesOf, withOtherLeaf } from './testing/leaves.ts';
import {
  AREA_FILES,
  areaFile,
  liveFile,
  PROTOCOLS,
  SEALED,
  stationFile,
} from './testing/small-results.ts';

function ownOf(protocols: readonly Protocol[], status: ResultStatus = 'counting'): OwnResults {
  const sums = sumUp(SEALED, protocols);
  const files = [...SEALED.stations.keys()].map(stationFile);
  return {
    sums,
    seats: seatsOfElection(sums, []),
    places: placesOf(sums),
    summaries: new Map(files.map((file) => [file.station, stationSummary(file)])),
    status,
  };
}
const OWN = ownOf(PROTOCOLS);
const codesOf = (findings: readonly Finding[]) => [
  ...new Set(findings.map(({ code, severity }) => `${severity} ${code}`)),
];
const ask = (name: string, file: AreaFile, own = OWN) =>
  codesOf(compareArea(`results/${name}.json`, file, own));

/** A copy in which something was changed; the copy is plain JSON. */
function changed(name: string, change: (file: Mutable<AreaFile>) => void): AreaFile {
  const file = structuredClone(areaFile(name)) as Mutable<AreaFile>;
  change(file);
  return file;
}
type Mutable<Value> = Value extends object
  ? { -readonly [Name in keyof Value]: Mutable<Value[Name]> }
  : Value;

test('nothing is found in files that the product’s own rules made', () => {
  assert.deepEqual([...OWN.places.keys()].toSorted(), AREA_FILES.toSorted());
  for (const name of AREA_FILES) {
    assert.deepEqual(compareArea(`results/${name}.json`, areaFile(name), OWN), [], name);
  }
  assert.deepEqual(compareLive('results/live.json', liveFile(), OWN), []);
  assert.deepEqual(missingAreas(AREA_FILES, OWN.places), []);
  const [lists] = OWN.seats.seats.districts;
  assert.equal(lists?.allocation?.status, 'complete', 'the fixture gives seats');
  assert.ok(
    lists.allocation.steps.some(({ region }) => region === '9'),
    'regions are asked',
  );
});

function quotaIn({ seats }: Mutable<AreaFile>): { numerator: string; denominator: string } {
  const step = seats?.districts[0]?.allocation?.steps.find(({ kind }) => kind === 'quota');
  return step?.['quota'] as { numerator: string; denominator: string };
}

type Case = readonly [code: string, name: string, change: (file: Mutable<AreaFile>) => void];
const CASES: readonly Case[] = [
  ['false area-wrong', 'nation', (file) => (file.area = 'territory:1')],
  ['false totals-differ', 'nation', (file) => (file.totals[0]!.votes['green']!.sum += 1)],
  [
    'false totals-differ',
    'territories/11',
    (file) => (file.totals[1]!.counts['mobile']!.unknown = 0),
  ],
  ['false totals-differ', 'territories/2', (file) => (file.totals[0]!.stationsAnnulled = 0)],
  ['false totals-differ', 'districts/halves-2', (file) => (file.totals[0]!.registered = null)],
  [
    'false totals-differ',
    'nation',
    (file) => (file.totals[1]!.votes['candidate-1'] = { sum: 5, unknown: 0 }),
  ],
  ['false totals-missing', 'territories/1', (file) => file.totals.pop()],
  ['false totals-twice', 'territories/1', (file) => file.totals.push(file.totals[0]!)],
  [
    'false totals-unasked',
    'districts/halves-1',
    (file) => file.totals.push({ ...file.totals[0]!, contest: 'lists' }),
  ],
  [
    'false totals-unasked',
    'territories/9',
    (file) => file.totals.push({ ...file.totals[0]!, contest: 'halves' }),
  ],
  [
    'false totals-differ',
    'nation',
    (file) => (file.areas[0]!.totals[0]!.counts['issued']!.sum -= 1),
  ],
  ['false area-not-listed', 'nation', (file) => file.areas.pop()],
  ['false area-twice', 'nation', (file) => file.areas.push(file.areas[0]!)],
  ['false area-unasked', 'territories/1', (file) => (file.areas[0]!.file = 'territories/2')],
  ['false area-wrong', 'nation', (file) => (file.areas[0]!.code = 'territory:2')],
  ['false station-not-listed', 'territories/11', (file) => file.stations.pop()],
  ['false station-twice', 'territories/11', (file) => file.stations.push(file.stations[0]!)],
  ['false station-unasked', 'territories/12', (file) => (file.stations[0]!.number = '1')],
  [
    'false station-row-differs',
    'territories/12',
    (file) => (file.stations[0]!.contests[0]!.content!.votes['green'] = 1),
  ],
  [
    'false station-row-differs',
    'territories/2',
    (file) => (file.stations[1]!.contests[0]!.status = 'accepted'),
  ],
  [
    'false station-row-differs',
    'territories/2',
    (file) => (file.stations[1]!.contests[1]!.version = 1),
  ],
  [
    'false station-row-differs',
    'territories/2',
    (file) => (file.stations[0]!.contests[0]!.flagged = true),
  ],
  ['false station-row-differs', 'territories/2', (file) => file.stations[0]!.contests.pop()],
  [
    'false station-row-differs',
    'territories/9',
    (file) =>
      file.stations[0]!.contests.push({ ...file.stations[0]!.contests[0]!, contest: 'halves' }),
  ],
  [
    'false station-row-differs',
    'territories/9',
    (file) => file.stations[0]!.contests.push(file.stations[0]!.contests[0]!),
  ],
  ['false correction-not-listed', 'nation', (file) => file.corrections.pop()],
  [
    'false correction-unfounded',
    'nation',
    (file) => file.corrections.push({ ...file.corrections[0]!, station: '1' }),
  ],
  [
    'false corrections-out-of-order',
    'nation',
    (file) => file.corrections.push({ ...file.corrections[0]!, at: '2026-12-27T17:00:00.000Z' }),
  ],
  ['false seats-misplaced', 'nation', (file) => (file.seats = null)],
  [
    'false seats-misplaced',
    'territories/1',
    (file) => (file.seats = { districts: [], parties: [] }),
  ],
  ['false seats-missing', 'nation', (file) => file.seats!.districts.pop()],
  ['false seats-twice', 'nation', (file) => file.seats!.districts.push(file.seats!.districts[0]!)],
  ['false seats-unasked', 'nation', (file) => (file.seats!.districts[0]!.contest = 'other')],
  [
    'false seats-frame-differs',
    'nation',
    (file) => (file.seats!.districts[0]!.stationsCounted = 6),
  ],
  [
    'false seats-differ',
    'nation',
    (file) => (file.seats!.districts[0]!.allocation!.options[0]!.seats += 1),
  ],
  [
    'false seats-differ',
    'districts/halves-1',
    (file) => (file.seats!.districts[0]!.allocation = null),
  ],
  [
    'false seats-outcome-differs',
    'nation',
    (file) => (file.seats!.districts[0]!.allocation!.status = 'void'),
  ],
  ['false seats-step-differs', 'nation', (file) => (quotaIn(file).numerator = '1')],
  [
    'false seats-step-differs',
    'nation',
    (file) => file.seats!.districts[0]!.allocation!.steps.pop(),
  ],
  ['false party-seats-differ', 'nation', (file) => (file.seats!.parties[0]!.seats += 1)],
  ['false turnout-differs', 'nation', (file) => (file.turnout[0]!['voters'] = 1)],
  ['false turnout-due-differs', 'nation', (file) => (file.turnout[0]!['due'] = 7)],
  ['false status-differs', 'nation', (file) => (file.status = 'complete')],
  ['false status-differs', 'territories/1', (file) => (file.status = 'certified')],
  ['note status-behind', 'territories/1', (file) => (file.status = 'complete')],
];

for (const [code, name, change] of CASES) {
  test(`${code}: ${name}, ${String(change).replaceAll(/\s+/g, ' ').slice(0, 90)}`, () => {
    assert.ok(
      ask(name, changed(name, change)).includes(code),
      ask(name, changed(name, change)).join(),
    );
  });
}

/** What other parts of the verifier check: signatures, hashes and times; and words that no fact tells. */
const NOT_COMPARED =
  /^(format|election|mode|publishedAt|legalTime|signature|name|above|downloads)\b|\bname\b|\bsha256$/;

test('no figure and no word of a file can be another without being found', () => {
  const leaves = AREA_FILES.flatMap((name) => {
    const file = areaFile(name);
    const paths = leavesOf(file).filter((path) => !NOT_COMPARED.test(path.join(' ')));
    return paths.map((path) => ({ name, file, path }));
  });
  assert.ok(leaves.length > 1000);
  fc.assert(
    fc.property(fc.constantFrom(...leaves), fc.integer({ min: 1, max: 50 }), (leaf, by) => {
      const { name, file, path } = leaf;
      const changedFile = withOtherLeaf(file, path, by) as AreaFile;
      const found = compareArea(`results/${name}.json`, changedFile, OWN);
      assert.ok(found.length > 0, `${name} ${path.join(' ')}`);
    }),
    { numRuns: 2000, seed: 11 },
  );
});

test('a file of no place, and a place without its file', () => {
  assert.deepEqual(ask('territories/77', areaFile('territories/11')), ['false area-unknown']);
  const [missing, ...more] = missingAreas(AREA_FILES.slice(1), OWN.places);
  assert.equal(missing?.code, 'area-missing');
  assert.equal(missing.severity, 'gap');
  assert.equal(missing.place, 'results/nation.json');
  assert.deepEqual(more, []);
});

test('coverage and status of live.json', () => {
  const live = liveFile();
  const [first, ...rest] = live.coverage;
  assert.ok(first !== undefined);
  const wrong = { ...live, coverage: [{ ...first, counted: first.counted + 1 }, ...rest] };
  assert.deepEqual(codesOf(compareLive('live', wrong, OWN)), ['false coverage-differs']);
  const ahead = { ...live, status: 'complete' as const };
  assert.deepEqual(codesOf(compareLive('live', ahead, OWN)), ['false status-differs']);
});

test('fractions of a working are compared by their value, not by their digits', () => {
  const file = changed('nation', (changing) => {
    const quota = quotaIn(changing);
    quota.numerator = String(BigInt(quota.numerator) * 3n);
    quota.denominator = String(BigInt(quota.denominator) * 3n);
  });
  assert.deepEqual(ask('nation', file), []);
});

test('figures that are not in the record are a gap, and no falsehood', () => {
  const unread = PROTOCOLS.map((one) => (one.station === '3' ? { ...one, content: null } : one));
  const own = ownOf(unread);
  assert.deepEqual(ask('nation', areaFile('nation'), own), [
    'gap totals-not-checked',
    'gap seats-not-checked',
  ]);
  assert.deepEqual(ask('territories/12', areaFile('territories/12'), own), [
    'gap totals-not-checked',
  ]);
  assert.deepEqual(ask('territories/11', areaFile('territories/11'), own), []);
  const withoutFiles = { ...OWN, summaries: new Map([...OWN.summaries].slice(1)) };
  assert.deepEqual(ask('territories/11', areaFile('territories/11'), withoutFiles), [
    'gap turnout-not-checked',
  ]);
});

test('where the result stands follows from the protocols and the last certified version', () => {
  const { sums } = OWN;
  assert.equal(resultStatus(sums, null), 'counting');
  const complete = sumUp(
    SEALED,
    PROTOCOLS.flatMap((one) =>
      one.station === '4' && one.contest === 'halves' ? [one, { ...one, station: '5' }] : [one],
    ),
  );
  assert.equal(resultStatus(complete, null), 'complete');
  const protocols = [...decidedProtocols(complete)].map(([slot, hash]) => {
    const [contest = '', station = ''] = slot.split('/');
    return { contest, station, hash };
  });
  assert.equal(resultStatus(complete, { protocols }), 'certified');
  assert.equal(resultStatus(sums, { protocols }), 'changed-since-certified');
  const other = protocols.map((one, index) =>
    index === 0 ? { ...one, hash: 'f'.repeat(64) } : one,
  );
  assert.equal(resultStatus(complete, { protocols: other }), 'changed-since-certified');
});

test('a summary of a station tells its corrections, the last version decided about, and flags', () => {
  const file = stationFile('1');
  const [lists, halves] = file.protocols;
  assert.ok(lists !== undefined && halves !== undefined);
  const finding = {
    code: 'W01',
    severity: 'warning',
    fields: ['counts.mobile'],
    left: 2,
    comparison: '<=',
    right: 1,
  } as const;
  const second = { ...lists.versions[0]!, version: 2, hash: 'c'.repeat(64), findings: [finding] };
  const correction = {
    decision: 'corrected',
    hash: second.hash,
    reason: 'Two digits were swapped',
    role: 'central-member',
    at: '2026-12-27T15:40:00.000Z',
  };
  const summary = stationSummary({
    ...file,
    protocols: [
      {
        ...lists,
        standing: second.hash,
        versions: [...lists.versions, second],
        decisions: [...lists.decisions, correction],
      },
      { ...halves, versions: [...halves.versions, { ...second, version: 3 }] },
      { ...halves, legal: false, count: 'machine' },
    ],
  });
  assert.deepEqual(summary.contests, [
    { contest: 'lists', version: 2, flagged: true },
    { contest: 'halves', version: 1, flagged: false },
  ]);
  assert.deepEqual(summary.corrections, [
    {
      station: '1',
      contest: 'lists',
      version: 2,
      reason: 'Two digits were swapped',
      at: '2026-12-27T15:40:00.000Z',
    },
  ]);
});
