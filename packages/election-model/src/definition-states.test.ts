import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import {
  type DefinitionEvent,
  type DefinitionState,
  decideDefinition,
} from './definition-states.ts';
import { mermaidTransitions } from './testing/mermaid-transitions.ts';

const STATES: readonly DefinitionState[] = [
  { status: 'draft' },
  { status: 'proposed', proposedBy: 'anna' },
  { status: 'sealed' },
  { status: 'superseded' },
  { status: 'discarded' },
];
const [DRAFT, PROPOSED, SEALED] = STATES as [DefinitionState, DefinitionState, DefinitionState];
const SEAL = { type: 'seal', by: 'boris', errors: 0, isLatest: true } as const;

/** Every event as somebody who may does it. */
const EVENTS: readonly DefinitionEvent[] = [
  { type: 'change' },
  { type: 'propose', by: 'anna', errors: 0 },
  SEAL,
  { type: 'return', by: 'boris', reason: 'The list of the Ecological Party is missing.' },
  { type: 'withdraw', by: 'anna' },
  { type: 'discard' },
  { type: 'supersede' },
];

const PAGE = new URL('../../../docs/state-machines/election-definition.md', import.meta.url);

// Rows: states; columns: events, in the order above. A dash is a refusal with wrong-state.
const TABLE: Readonly<Record<DefinitionState['status'], string>> = {
  draft: 'draft proposed - - - discarded -',
  proposed: '- - sealed draft draft - -',
  sealed: '- - - - - - superseded',
  superseded: '- - - - - - -',
  discarded: '- - - - - - -',
};

test('every event in every state', () => {
  for (const state of STATES) {
    const outcomes = EVENTS.map((event) => {
      const decided = decideDefinition(state, event);
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
      const decided = decideDefinition(state, event);
      return decided.ok ? [`${state.status} ${event.type} ${decided.value.status}`] : [];
    }),
  );
  assert.deepEqual(transitions.toSorted(), mermaidTransitions(readFileSync(PAGE, 'utf8')));
});

test('the proposer is remembered', () => {
  const proposed = decideDefinition(DRAFT, { type: 'propose', by: 'anna', errors: 0 });
  assert.ok(proposed.ok);
  assert.deepEqual(proposed.value, PROPOSED);
});

test('what the conditions refuse', () => {
  const cases: readonly [DefinitionState, DefinitionEvent, object][] = [
    [
      DRAFT,
      { type: 'propose', by: 'anna', errors: 3 },
      { code: 'definition-has-errors', errors: 3 },
    ],
    [PROPOSED, { ...SEAL, by: 'anna' }, { code: 'second-person-needed' }],
    [PROPOSED, { ...SEAL, isLatest: false }, { code: 'newer-version-exists' }],
    [PROPOSED, { ...SEAL, errors: 1 }, { code: 'definition-has-errors', errors: 1 }],
    [
      PROPOSED,
      { type: 'return', by: 'anna', reason: 'Something is missing.' },
      { code: 'second-person-needed' },
    ],
    [PROPOSED, { type: 'return', by: 'boris', reason: 'no' }, { code: 'reason-too-short' }],
    [PROPOSED, { type: 'withdraw', by: 'boris' }, { code: 'not-the-proposer' }],
    [SEALED, { type: 'change' }, { code: 'wrong-state', status: 'sealed' }],
  ];
  for (const [state, event, refusal] of cases) {
    const decided = decideDefinition(state, event);
    assert.ok(!decided.ok);
    assert.deepEqual(decided.refusal, refusal);
  }
});
