import assert from 'node:assert/strict';
import { test } from 'node:test';
import { grantPhase } from './grant-phase.ts';

const grant = (from: string, until: string | null, endedAt: string | null, active: boolean) =>
  grantPhase({ from, until, endedAt, active }, '2026-12-02');

test('a grant is active, to come, or over', () => {
  assert.equal(grant('2026-01-01', null, null, true), 'active');
  assert.equal(grant('2026-12-10', null, null, false), 'future');
  assert.equal(grant('2026-01-01', '2026-06-30', null, false), 'past');
});

test('a grant that was ended before it began is over, not to come', () => {
  assert.equal(grant('2026-12-10', null, '2026-12-01T08:00:00.000Z', false), 'past');
});
