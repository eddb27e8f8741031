import assert from 'node:assert/strict';
import { test } from 'node:test';
import { areaPath, dotsPath, labelPlace } from './area-path.ts';
import type { Boundaries, BoundaryFeature } from './boundaries.ts';
import { placeLabels } from './labels.ts';
import { planeOfBoundaries } from './plane.ts';
import { makePointGrid } from './point-grid.ts';
import { centreOn, onPlane, pan, WHOLE, zoomAt } from './view.ts';

// Two squares side by side, counter-clockwise as RFC 7946 wants.
const square = (code: string, west: number): BoundaryFeature => ({
  type: 'Feature',
  properties: { code },
  geometry: {
    type: 'Polygon',
    coordinates: [
      [
        [west, 40],
        [west + 1, 40],
        [west + 1, 41],
        [west, 41],
        [west, 40],
      ],
    ],
  },
});
const BOUNDARIES: Boundaries = {
  type: 'FeatureCollection',
  features: [square('A', 60), square('B', 61)],
};

test('boundaries fill the plane, north up, west left', () => {
  const plane = planeOfBoundaries(BOUNDARIES, 400, 300);
  const [west] = plane.project(60, 40.5) ?? [Number.NaN];
  const [east] = plane.project(62, 40.5) ?? [Number.NaN];
  const [, north] = plane.project(61, 41) ?? [];
  const [, south] = plane.project(61, 40) ?? [];
  assert.ok(west >= 0 && west < 20 && east > 380 && east <= 400, `${west} to ${east}`);
  assert.ok((north ?? 0) < (south ?? 0));
});

test('an outline is a closed path on the grid, and neighbours share its points', () => {
  const plane = planeOfBoundaries(BOUNDARIES, 400, 300);
  const [left, right] = BOUNDARIES.features.map((feature) => areaPath(feature, plane, 0.5));
  assert.match(left ?? '', /^M[\d. L]+Z$/);
  const corners = (path = '') => new Set(path.slice(1, -1).split('L'));
  const others = corners(right);
  assert.equal([...corners(left)].filter((corner) => others.has(corner)).length, 2);
});

test('dots and labels lie inside', () => {
  const plane = planeOfBoundaries(BOUNDARIES, 400, 300);
  assert.match(dotsPath([[60.5, 40.5]], plane), /^M[\d.]+ [\d.]+h0$/);
  const feature = BOUNDARIES.features[0];
  const place = feature === undefined ? null : labelPlace(feature, plane);
  assert.ok(place !== null && place.x > 90 && place.x < 115, JSON.stringify(place));
});

test('labels that do not fit or meet another are left out', () => {
  const plane = planeOfBoundaries(BOUNDARIES, 400, 300);
  const codes = (texts: Readonly<Record<string, string>>) =>
    placeLabels(BOUNDARIES.features, plane, (code) => texts[code]).map(({ code }) => code);
  assert.deepEqual(codes({ A: 'West', B: 'East' }).toSorted(), ['A', 'B']);
  assert.deepEqual(codes({ A: 'West', B: 'a name far too long for a square' }), ['A']);
  assert.equal(codes({ A: 'x'.repeat(27), B: 'x'.repeat(27) }).length, 2);
});

test('zooming keeps the point under the pointer', () => {
  const size = { width: 400, height: 300 };
  const before = onPlane(WHOLE, 100, 80);
  const view = zoomAt(WHOLE, size, 4, 100, 80);
  const after = onPlane(view, 100, 80);
  assert.ok(Math.hypot(before[0] - after[0], before[1] - after[1]) < 1e-9);
  assert.deepEqual(zoomAt(view, size, 1 / 1000, 0, 0), WHOLE);
});

test('one cannot leave the map', () => {
  const size = { width: 400, height: 300 };
  assert.deepEqual(pan(WHOLE, size, 500, 500), WHOLE);
  const view = pan({ scale: 2, left: 0, top: 0 }, size, -10_000, -10_000);
  assert.deepEqual(view, { scale: 2, left: 200, top: 150 });
  const centred = centreOn(WHOLE, size, 200, 150, 4);
  assert.deepEqual(onPlane(centred, 200, 150), [200, 150]);
});

test('the grid finds what a search of all points finds', () => {
  // A fixed little generator: the same points in every run.
  let state = 7;
  const random = () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
  const xs = Float64Array.from({ length: 500 }, () => random() * 400);
  const ys = Float64Array.from({ length: 500 }, () => random() * 300);
  xs[3] = Number.NaN;
  const grid = makePointGrid(xs, ys);
  const even = (index: number) => index % 2 === 0;
  for (let turn = 0; turn < 200; turn += 1) {
    const [x, y] = [random() * 400, random() * 300];
    let expected: number | null = null;
    let least = 20 * 20;
    for (const [index, px] of xs.entries()) {
      const distance = (px - x) ** 2 + ((ys[index] ?? 0) - y) ** 2;
      if (!even(index) || !(distance <= least)) continue;
      expected = index;
      least = distance;
    }
    assert.equal(grid.nearest(x, y, 20, even), expected);
  }
});
