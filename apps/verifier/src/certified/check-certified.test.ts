import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  PROTOCOLS,
  publishedSeats,
  publishedTotals,
  SEALED,
} from '../areas/testing/small-results.ts';
import type { CertifiedFile, RecordedLot } from '../election-types.ts';
import { type CertifiedQuestion, checkCertified } from './check-certified.ts';

const REASON = 'The canvass is over';
const OVERRIDDEN = [{ code: 'protocols-undecided', count: 1 }];
const FILE: CertifiedFile = {
  format: 1,
  election: SEALED.definition.code,
  mode: 'drill',
  version: 1,
  definition: SEALED.definitionHash,
  totals: publishedTotals('nation', ['lists', 'halves']),
  seats: publishedSeats(),
  protocols: PROTOCOLS.map(({ contest, station, status, hash }) => ({
    contest,
    station,
    hash: status === 'annulled' ? null : hash,
  })),
  overridden: OVERRIDDEN,
  reason: REASON,
};
const QUESTION: CertifiedQuestion = {
  path: 'results/certified/1.json',
  file: FILE,
  fact: {
    leaf: 90,
    time: '2026-12-28T09:00:00.000Z',
    version: 1,
    hash: '',
    reason: REASON,
    overridden: OVERRIDDEN,
  },
  sealed: SEALED,
  log: { lots: [] },
  protocols: PROTOCOLS,
  changedNear: new Set(),
};
const ask = (change: Partial<CertifiedQuestion>) =>
  checkCertified({ ...QUESTION, ...change }).map(({ code, severity }) => `${severity} ${code}`);
const withFile = (change: Partial<CertifiedFile>) => ask({ file: { ...FILE, ...change } });

test('a result that follows from the protocols of its moment is found right', () => {
  assert.deepEqual(checkCertified(QUESTION), []);
});

test('certified-frame-differs: another election, mode, definition, version, reason or override', () => {
  const changes: Partial<CertifiedFile>[] = [
    { election: 'other' },
    { mode: 'live' },
    { definition: 'b'.repeat(64) },
    { version: 2 },
    { reason: 'Another' },
    { overridden: [] },
  ];
  for (const change of changes) {
    assert.deepEqual(withFile(change), ['false certified-frame-differs']);
  }
});

test('certified-protocol-differs: another package, one too many, one too few, one twice', () => {
  const [first, ...rest] = FILE.protocols;
  assert.ok(first !== undefined);
  const other = [{ ...first, hash: 'c'.repeat(64) }, ...rest];
  assert.deepEqual(withFile({ protocols: other }), ['false certified-protocol-differs']);
  assert.deepEqual(withFile({ protocols: rest }), ['false certified-protocol-differs']);
  assert.deepEqual(withFile({ protocols: [first, ...FILE.protocols] }), [
    'false certified-protocol-twice',
  ]);
  const more = [...FILE.protocols, { contest: 'halves', station: '5', hash: null }];
  assert.deepEqual(withFile({ protocols: more }), ['false certified-protocol-differs']);
  const since = checkCertified({ ...QUESTION, file: { ...FILE, protocols: rest } })[0]?.since;
  assert.deepEqual(since, { leaf: 90, time: '2026-12-28T09:00:00.000Z' });
});

test('certified-meanwhile: what was decided in the same minute is a gap', () => {
  const changedNear = new Set(['lists/1']);
  const protocols = FILE.protocols.slice(1);
  assert.deepEqual(ask({ file: { ...FILE, protocols }, changedNear }), ['gap certified-meanwhile']);
});

test('totals and seats are worked out again', () => {
  const totals = FILE.totals.map((one) => ({ ...one, stationsCounted: 1 }));
  assert.deepEqual(withFile({ totals }), ['false totals-differ', 'false totals-differ']);
  const parties = FILE.seats.parties.toReversed();
  assert.deepEqual(withFile({ seats: { ...FILE.seats, parties } }), ['false party-seats-differ']);
});

test('only lots that were recorded before it decide its ties', () => {
  // Both halves of station 1 to 3 are equal now: candidate 1 and candidate 2 of the first half.
  const tied = PROTOCOLS.map((one) =>
    one.contest === 'halves' && one.content !== null && ['1', '2', '3'].includes(one.station)
      ? {
          ...one,
          content: {
            ...one.content,
            votes: { 'candidate-1': 86, 'candidate-2': 86, 'against-all': 2 },
          },
        }
      : one,
  );
  const lot: RecordedLot = {
    leaf: 80,
    time: '2026-12-28T08:00:00.000Z',
    contest: 'halves',
    district: '1',
    step: 'rank-1',
    order: ['candidate-2', 'candidate-1'],
  };
  const sentences = (leaf: number) =>
    checkCertified({ ...QUESTION, protocols: tied, log: { lots: [{ ...lot, leaf }] } })
      .filter(({ place }) => place.includes('seats halves/1'))
      .map(({ sentence }) => sentence)
      .join(' ');
  assert.match(sentences(95), /status: the file says "complete".*it is "needs-lot"/s);
  assert.doesNotMatch(sentences(80), /needs-lot/);
});
