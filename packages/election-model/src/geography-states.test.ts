import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { decideGeography, type GeographyEvent, type GeographyState } from './geography-states.ts';
import { mermaidTransitions } from './testing/mermaid-transitions.ts';

const PROPOSED: GeographyState = { status: 'proposed', proposedBy: 'anna' };
const STATES: readonly GeographyState[] = [
  { status: 'draft' },
  PROPOSED,
  { status: 'current' },
  { status: 'superseded' },
  { status: 'discarded' },
];

/** Every event as somebody who may does it. */
const EVENTS: readonly GeographyEvent[] = [
  { type: 'propose', by: 'anna' },
  { type: 'approve', by: 'boris', isBaseCurrent: true },
  { type: 'return', by: 'boris', reason: 'Station 17 lies in another district.' },
  { type: 'withdraw', by: 'anna' },
  { type: 'discard' },
  { type: 'supersede' },
];

const PAGE = new URL('../../../docs/state-machines/geography-version.md', import.meta.url);

// Rows: states; columns: events, in the order above. A dash is a refusal with wrong-state.
const TABLE: Readonly<Record<GeographyState['status'], string>> = {
  draft: 'proposed - - - discarded -',
  proposed: '- current draft draft - -',
  current: '- - - - - superseded',
  superseded: '- - - - - -',
  discarded: '- - - - - -',
};

test('every event in every state', () => {
  for (const state of STATES) {
    const outcomes = EVENTS.map((event) => {
      const decided = decideGeography(state, event);
      if (decided.ok) return decided.value.status;
      assert.deepEqual(decided.refusal, { code: 'wrong-state', status: state.status });
      return '-';
    });
    assert.equal(outcomes.join(' '), TABLE[state.status], state.status);
  }
});

test('the diagram in docs shows the same transitions', () => {
  const transitions = STATES.flatMap((state) =>
    EVENTS.flatMap((event) => {
      const decided = decideGeography(state, event);
      return decided.ok ? [`${state.status} ${event.type} ${decided.value.status}`] : [];
    }),
  );
  assert.deepEqual(transitions.toSorted(), mermaidTransitions(readFileSync(PAGE, 'utf8')));
});

test('what the conditions refuse', () => {
  const cases: readonly [GeographyEvent, string][] = [
    [{ type: 'approve', by: 'anna', isBaseCurrent: true }, 'second-person-needed'],
    [{ type: 'approve', by: 'boris', isBaseCurrent: false }, 'newer-version-exists'],
    [{ type: 'return', by: 'anna', reason: 'Something is missing.' }, 'second-person-needed'],
    [{ type: 'return', by: 'boris', reason: 'no' }, 'reason-too-short'],
    [{ type: 'withdraw', by: 'boris' }, 'not-the-proposer'],
  ];
  for (const [event, code] of cases) {
    const decided = decideGeography(PROPOSED, event);
    assert.ok(!decided.ok);
    assert.equal(decided.refusal.code, code);
  }
});
