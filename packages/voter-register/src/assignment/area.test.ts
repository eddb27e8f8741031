import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { areasNear, isInArea } from './area.ts';
import type { AreaRule, Position } from './rule.ts';

const place = fc.integer({ min: 0, max: 30 });
const point = fc.tuple(place, place);
const triangle = fc
  .tuple(point, point, point)
  .map(([a, b, c]): AreaRule => ({ kind: 'area', station: '1', polygons: [[[a, b, c, a]]] }));

test('every area that holds a point is among those near it', () => {
  fc.assert(
    fc.property(
      fc.array(triangle, { maxLength: 8 }),
      fc.array(point, { minLength: 1, maxLength: 6 }),
      (areas, points) => {
        const near = new Set(areasNear(areas)(points));
        const holding = areas.filter(({ polygons }) =>
          points.some((one: Position) => isInArea(polygons, one)),
        );
        for (const area of holding) assert.ok(near.has(area));
      },
    ),
  );
});

test('areas far away are left out, and all are where no place is known', () => {
  const area: AreaRule = {
    kind: 'area',
    station: '1',
    polygons: [
      [
        [
          [0, 0],
          [9, 0],
          [9, 9],
          [0, 0],
        ],
      ],
    ],
  };
  const near = areasNear([area]);
  assert.deepEqual(near([[20, 20]]), []);
  assert.deepEqual(near([[9, 9]]), [area]);
  assert.deepEqual(near([]), []);
});
