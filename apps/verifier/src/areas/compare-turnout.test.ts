import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sumUp } from '../sums/sum-up.ts';
import { compareTurnoutFile, type TurnoutFile } from './compare-turnout.ts';
import { placesOf } from './places.ts';
import { stationSummary } from './station-summary.ts';
import { AREA_FILES, areaFile, PROTOCOLS, SEALED, stationFile } from './testing/small-results.ts';

const sums = sumUp(SEALED, PROTOCOLS);
const OWN = {
  sums,
  places: placesOf(sums),
  summaries: new Map(
    [...SEALED.stations.keys()].map((number) => [number, stationSummary(stationFile(number))]),
  ),
};
const FILE: TurnoutFile = {
  legalTime: '2026-12-27T16:00:00.000Z',
  whole: areaFile('nation').turnout,
  areas: AREA_FILES.filter((file) => file.startsWith('territories/')).map((file) => ({
    file,
    figures: areaFile(file).turnout,
  })),
};
const codes = (change: Partial<TurnoutFile>, own = OWN) =>
  compareTurnoutFile('results/turnout.json', { ...FILE, ...change }, own).map(
    ({ code, severity }) => `${severity} ${code}`,
  );

test('turnout adds up from the reports of the stations', () => {
  assert.deepEqual(codes({}), []);
});

test('turnout-differs, turnout-due-differs: in the nation and in an area', () => {
  const [first, ...rest] = FILE.whole;
  assert.deepEqual(codes({ whole: [{ ...first, listed: 1 }, ...rest] }), ['false turnout-differs']);
  // At 05:30 UTC it is 10:30 in Tashkent and 06:30 in Berlin.
  const morning = { legalTime: '2026-12-27T05:30:00.000Z' };
  const early = codes(morning).filter((code) => code === 'false turnout-due-differs');
  assert.equal(
    early.length,
    2 * 6 - 4,
    'every area at 17:00, and at 10:00 those with stations abroad',
  );
  const [area, ...areas] = FILE.areas;
  assert.ok(area !== undefined);
  const figures = area.figures.map((one) => ({ ...one, reported: 0 }));
  assert.deepEqual(codes({ areas: [{ ...area, figures }, ...areas] }), [
    'false turnout-differs',
    'false turnout-differs',
  ]);
});

test('turnout-area-unknown, turnout-area-missing', () => {
  assert.deepEqual(codes({ areas: FILE.areas.slice(1) }), ['false turnout-area-missing']);
  const stranger = { file: 'territories/77', figures: [] };
  assert.deepEqual(codes({ areas: [...FILE.areas, stranger] }), ['false turnout-area-unknown']);
});

test('turnout-not-checked: before the release no file of a station is there', () => {
  assert.deepEqual(codes({}, { ...OWN, summaries: new Map() }), ['gap turnout-not-checked']);
});
