import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { mermaidTransitions } from '../testing/mermaid-transitions.ts';
import {
  ASSIGNMENT_STATES,
  type AssignmentEvent,
  type AssignmentState,
  decideAssignment,
} from './set-states.ts';

const EVENTS: readonly AssignmentEvent[] = [
  { type: 'compute' },
  { type: 'propose', isBaseInForce: true },
  { type: 'approve', isBaseInForce: true },
  { type: 'release' },
  { type: 'discard' },
  { type: 'enter' },
  { type: 'supersede' },
];

const PAGE = new URL('../../../../docs/state-machines/assignment-set.md', import.meta.url);

// Rows: states; columns: events, in the order above. A dash is a refusal with wrong-state.
const TABLE: Readonly<Record<AssignmentState, string>> = {
  computing: 'draft - - - discarded - -',
  draft: '- proposed - - discarded - -',
  proposed: '- - entering draft - - -',
  entering: '- - - - - current -',
  current: '- - - - - - superseded',
  superseded: '- - - - - - -',
  discarded: '- - - - - - -',
};

test('every event in every state', () => {
  for (const state of ASSIGNMENT_STATES) {
    const outcomes = EVENTS.map((event) => {
      const decided = decideAssignment(state, event);
      return decided.ok ? decided.value : (assert.equal(decided.refusal, 'wrong-state'), '-');
    });
    assert.equal(outcomes.join(' '), TABLE[state], state);
  }
});

test('the diagram in docs shows the same transitions', () => {
  const transitions = ASSIGNMENT_STATES.flatMap((state) =>
    EVENTS.flatMap((event) => {
      const decided = decideAssignment(state, event);
      return decided.ok ? [`${state} ${event.type} ${decided.value}`] : [];
    }),
  );
  assert.deepEqual(transitions.toSorted(), mermaidTransitions(readFileSync(PAGE, 'utf8')));
});

test('a set that was made from one that is not in force any more is neither proposed nor approved', () => {
  for (const [state, type] of [
    ['draft', 'propose'],
    ['proposed', 'approve'],
  ] as const) {
    const decided = decideAssignment(state, { type, isBaseInForce: false });
    assert.deepEqual(decided, { ok: false, refusal: 'base-outdated' });
  }
});
