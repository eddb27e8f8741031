import assert from 'node:assert/strict';
import { test } from 'node:test';
import { wayTo } from './way-to-station.ts';

const TASHKENT = { latitudeE4: 413_100, longitudeE4: 692_400 };

function ways(steps: readonly (readonly [north: number, east: number])[]) {
  return steps.map(([north, east]) =>
    wayTo(TASHKENT, {
      latitudeE4: TASHKENT.latitudeE4 + north,
      longitudeE4: TASHKENT.longitudeE4 + east,
    }),
  );
}

test('the eight directions are told apart', () => {
  const around = ways([
    [90, 0],
    [90, 120],
    [0, 120],
    [-90, 120],
    [-90, 0],
    [-90, -120],
    [0, -120],
    [90, -120],
  ]);
  assert.deepEqual(
    around.map(({ direction }) => direction),
    ['n', 'ne', 'e', 'se', 's', 'sw', 'w', 'nw'],
  );
});

test('a hundredth of a degree is 1.1 km to the north and 0.8 km to the east at Tashkent', () => {
  assert.deepEqual(
    ways([
      [100, 0],
      [0, 100],
    ]).map(({ metres }) => metres),
    [1100, 800],
  );
});

test('what is nearer than places are known is here', () => {
  assert.deepEqual(ways([[3, 3]]), [{ metres: 0, direction: null }]);
});
