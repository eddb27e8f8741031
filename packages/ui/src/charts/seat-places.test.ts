import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seatPlaces } from './seat-places.ts';

test('every seat has a place of its own inside the half circle', () => {
  for (const seats of [0, 1, 2, 7, 8, 77, 90, 126, 150, 225, 650]) {
    const places = seatPlaces(seats);
    assert.equal(places.length, seats);
    for (const { x, y, radius } of places) {
      assert.ok(Math.abs(x) <= 1 + 1e-9 && y >= -1e-9 && y <= 1 + 1e-9);
      assert.ok(radius > 0);
    }
  }
});

test('no two seats overlap', () => {
  for (const seats of [5, 75, 150, 450]) {
    const places = seatPlaces(seats);
    for (const [index, a] of places.entries()) {
      for (const b of places.slice(index + 1)) {
        const apart = Math.hypot(a.x - b.x, a.y - b.y);
        assert.ok(apart > (a.radius + b.radius) * 0.999, `${seats}: ${apart}`);
      }
    }
  }
});

test('the first seats are on the left, the last on the right', () => {
  const places = seatPlaces(150);
  assert.ok(places.slice(0, 40).every(({ x }) => x < 0));
  assert.ok(places.slice(-40).every(({ x }) => x > 0));
});
