import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PROTOCOLS, SEALED } from '../areas/testing/small-results.ts';
import type { Arrival, ElectionLog } from '../election-types.ts';
import type { Finding } from '../finding.ts';
import { checkCalendar, checkFileTime, checkMadeAt } from './check-calendar.ts';
import { legalTimeMs, possibleLegalTimesMs } from './legal-time.ts';

/** 20:00 in Tashkent; the station abroad, which the law does not wait for, closes at 20:00 in Berlin. */
const CLOSE = '2026-12-27T15:00:00.000Z';
const CLOSE_ABROAD = '2026-12-27T19:00:00.000Z';
const at = (time: string, seconds: number) =>
  new Date(Date.parse(time) + seconds * 1000).toISOString();

const arrivals = PROTOCOLS.map(
  ({ contest, station, count, hash }, index): Arrival => ({
    leaf: 10 + index,
    time: at(station === '6' ? CLOSE_ABROAD : CLOSE, index),
    contest,
    station,
    count,
    version: 1,
    hash: hash ?? '',
    key: '',
    origin: 'station-signed',
    errors: 0,
    warnings: 0,
  }),
);
const LOG: ElectionLog = {
  election: SEALED.definition.code,
  legalCount: 'hand',
  releaseAt: CLOSE,
  opened: { leaf: 5, time: '2026-12-27T03:00:00.000Z', stations: 6, protocols: 11 },
  clock: [],
  arrivals,
  decisions: [],
  lots: [],
  certified: [{ leaf: 60, time: at(CLOSE, 900), version: 1, hash: '', reason: '', overridden: [] }],
  published: [{ leaf: 50, time: at(CLOSE, 60), manifestHash: '', files: 3, edition: 1 }],
};
const codes = (findings: readonly Finding[]) =>
  findings.map(({ code, severity }) => `${severity} ${code}`);
const ask = (change: Partial<ElectionLog>, sealed = SEALED) =>
  codes(checkCalendar(sealed, { ...LOG, ...change }));

test('nothing is found in a night that kept its hours', () => {
  assert.deepEqual(checkCalendar(SEALED, LOG), []);
});

test('received-before-closing: one second before the station closes, by its own zone', () => {
  const early = arrivals.map((one) =>
    one.station === '1' ? { ...one, time: at(CLOSE, -1) } : one,
  );
  const found = checkCalendar(SEALED, { ...LOG, arrivals: early });
  assert.deepEqual(codes(found), Array(2).fill('false received-before-closing'));
  assert.deepEqual(found[0]?.since, { leaf: 10, time: at(CLOSE, -1) });
  const abroad = arrivals.map((one) => (one.station === '6' ? { ...one, time: CLOSE } : one));
  assert.deepEqual(ask({ arrivals: abroad }), ['false received-before-closing']);
});

test('published-before-release, certified-before-release', () => {
  const published = LOG.published.map((one) => ({ ...one, time: at(CLOSE, -1) }));
  assert.deepEqual(ask({ published }), ['false published-before-release']);
  const certified = LOG.certified.map((one) => ({ ...one, time: at(CLOSE, -1) }));
  assert.deepEqual(ask({ certified }), ['false certified-before-release']);
});

test('release-time-differs: by the hours of the stations that the law waits for', () => {
  assert.deepEqual(ask({ releaseAt: CLOSE_ABROAD }), [
    'false release-time-differs',
    'false published-before-release',
    'false certified-before-release',
  ]);
  const systems = SEALED.pack.systems.map((one) => ({
    ...one,
    release: 'last-station-anywhere' as const,
  }));
  const sealed = { ...SEALED, pack: { ...SEALED.pack, systems } };
  assert.deepEqual(ask({}, sealed), ['false release-time-differs']);
});

test('due-differs, legal-count-differs, count-opened-early, clock-moved-live', () => {
  assert.deepEqual(ask({ opened: { ...LOG.opened, stations: 5 } }), ['false due-differs']);
  assert.deepEqual(ask({ opened: { ...LOG.opened, protocols: 12 } }), ['false due-differs']);
  assert.deepEqual(ask({ legalCount: 'machine' }), ['false legal-count-differs']);
  // 23:59 of the day before, in Tashkent.
  const opened = { ...LOG.opened, time: '2026-12-26T18:59:00.000Z' };
  assert.deepEqual(ask({ opened }), ['false count-opened-early']);
  const definition = { ...SEALED.definition, mode: 'live' as const };
  const clock = [
    { leaf: 1, time: '2026-12-01T00:00:00.000Z', shows: '2026-12-01T00:00:00.000Z', speed: 1 },
  ];
  assert.deepEqual(ask({ clock }, { ...SEALED, definition }), ['false clock-moved-live']);
});

test('closing-unknown: hours in a zone that is none are a gap', () => {
  const stations = new Map(
    [...SEALED.stations].map(([number, one]) => [number, { ...one, timeZone: 'Nowhere/At_All' }]),
  );
  assert.deepEqual(ask({}, { ...SEALED, stations }), ['gap closing-unknown']);
});

test('legal time runs from the last move of the clock, as fast as it says', () => {
  const clock = [
    { leaf: 1, time: '2026-11-21T10:00:00.000Z', shows: '2026-12-27T14:00:00.000Z', speed: 60 },
    { leaf: 2, time: '2026-11-21T11:00:00.000Z', shows: '2026-12-28T00:00:00.000Z', speed: 0 },
  ];
  const legal = (time: string) => new Date(legalTimeMs(clock, Date.parse(time))).toISOString();
  assert.equal(legal('2026-11-21T09:00:00.000Z'), '2026-11-21T09:00:00.000Z');
  assert.equal(legal('2026-11-21T10:01:00.500Z'), '2026-12-27T15:00:30.000Z');
  assert.equal(legal('2026-11-21T12:00:00.000Z'), '2026-12-28T00:00:00.000Z');
  const near = possibleLegalTimesMs(clock, Date.parse('2026-11-21T11:00:01.000Z'));
  assert.equal(near.length, 3, 'its own, the clock before, the clock that was set');
  assert.equal(possibleLegalTimesMs(clock, Date.parse('2026-11-21T10:30:00.000Z')).length, 1);

  const shifted = arrivals.map((one) => ({ ...one, time: '2026-11-21T10:59:00.000Z' }));
  const later = { time: '2026-11-21T10:59:30.000Z' };
  const moved = {
    clock,
    opened: { ...LOG.opened, time: '2026-11-21T10:00:30.000Z' },
    arrivals: shifted.filter(({ station }) => station !== '6'),
    published: LOG.published.map((one) => ({ ...one, ...later })),
    certified: LOG.certified.map((one) => ({ ...one, ...later })),
  };
  assert.deepEqual(ask(moved), []);
  assert.deepEqual(ask({ ...moved, clock: [] }).length, 12, 'by real time it was all too early');
});

test('file-time-differs, file-before-release', () => {
  const file = { publishedAt: at(CLOSE, 60), legalTime: at(CLOSE, 60) };
  assert.deepEqual(checkFileTime('nation.json', file, LOG), []);
  const wrong = { ...file, legalTime: at(CLOSE, 61) };
  assert.deepEqual(codes(checkFileTime('nation.json', wrong, LOG)), ['false file-time-differs']);
  const early = { publishedAt: at(CLOSE, -1), legalTime: at(CLOSE, -1) };
  assert.deepEqual(codes(checkFileTime('nation.json', early, LOG)), ['false file-before-release']);
});

test('made-at-wrong-time: what a station signs was made around its close', () => {
  const origin = { kind: 'station-signed' } as const;
  const closes = Date.parse(CLOSE);
  const made = (madeAt: string) =>
    codes(checkMadeAt('x', { madeAt, origin }, closes, closes + 60_000));
  assert.deepEqual(made(CLOSE), []);
  assert.deepEqual(made(at(CLOSE, -86_400)), []);
  assert.deepEqual(made(at(CLOSE, -86_401)), ['false made-at-wrong-time']);
  assert.deepEqual(made(at(CLOSE, 86_461)), ['false made-at-wrong-time']);
  const keyed = { kind: 'keyed', entries: [] } as const;
  const byPeople = { madeAt: '2020-01-01T00:00:00.000Z', origin: keyed };
  assert.deepEqual(checkMadeAt('x', byPeople, closes, closes), []);
});
