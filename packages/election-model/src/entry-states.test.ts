import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import {
  decideEntry,
  type EntryEvent,
  type EntryProgress,
  type EntryStage,
  entryStage,
} from './entry-states.ts';
import { mermaidTransitions } from './testing/mermaid-transitions.ts';

const open = (person: string) => ({ person, finished: false });
const done = (person: string) => ({ person, finished: true });

/** Anna began first, Boris second, Vera third. */
const STATES: readonly EntryProgress[] = [
  { entries: [], differing: 0 },
  { entries: [open('anna')], differing: 0 },
  { entries: [done('anna')], differing: 0 },
  { entries: [done('anna'), open('boris')], differing: 0 },
  { entries: [done('anna'), done('boris')], differing: 2 },
  { entries: [done('anna'), done('boris'), open('vera')], differing: 2 },
  { entries: [done('anna'), done('boris'), done('vera')], differing: 1 },
  { entries: [done('anna'), done('boris')], differing: 0 },
];

const start = (by: string): EntryEvent => ({ type: 'start', by, isIndependent: true });
const finish = (by: string, differing: number): EntryEvent => ({ type: 'finish', by, differing });
const EVENTS: readonly EntryEvent[] = [
  start('anna'),
  start('galina'),
  finish('anna', 0),
  finish('boris', 0),
  finish('boris', 2),
  finish('vera', 0),
  finish('vera', 1),
  { type: 'discard' },
];

const PAGE = new URL('../../../docs/state-machines/result-entry.md', import.meta.url);

// Rows: states; columns: events, in the order above.
const TABLE: Readonly<Record<EntryStage, readonly string[]>> = {
  empty: [
    'first-open',
    'first-open',
    'no-entries',
    'no-entries',
    'no-entries',
    'no-entries',
    'no-entries',
    'no-entries',
  ],
  'first-open': [
    'first-open',
    'second-open',
    'first-finished',
    'no-entries',
    'no-entries',
    'no-entries',
    'no-entries',
    'empty',
  ],
  'first-finished': [
    'entry-by-same-person',
    'second-open',
    'entry-finished',
    'no-entries',
    'no-entries',
    'no-entries',
    'no-entries',
    'empty',
  ],
  'second-open': [
    'entry-by-same-person',
    'entry-by-another',
    'entry-finished',
    'complete',
    'different',
    'no-entries',
    'no-entries',
    'empty',
  ],
  different: [
    'entry-by-same-person',
    'third-open',
    'entry-finished',
    'entry-finished',
    'entry-finished',
    'no-entries',
    'no-entries',
    'empty',
  ],
  'third-open': [
    'entry-by-same-person',
    'entry-by-another',
    'entry-finished',
    'entry-finished',
    'entry-finished',
    'complete',
    'unresolved',
    'empty',
  ],
  unresolved: [
    'entry-unresolved',
    'entry-unresolved',
    'entry-finished',
    'entry-finished',
    'entry-finished',
    'entry-finished',
    'entry-finished',
    'empty',
  ],
  complete: [
    'wrong-state',
    'wrong-state',
    'entry-finished',
    'entry-finished',
    'entry-finished',
    'no-entries',
    'no-entries',
    'wrong-state',
  ],
};

test('every event at every stage', () => {
  assert.deepEqual(STATES.map(entryStage), Object.keys(TABLE));
  for (const state of STATES) {
    const outcomes = EVENTS.map((event) => {
      const decided = decideEntry(state, event);
      return decided.ok ? entryStage(decided.value) : decided.refusal;
    });
    assert.deepEqual(outcomes, TABLE[entryStage(state)], entryStage(state));
  }
});

test('the diagram in docs shows the same transitions', () => {
  const transitions = STATES.flatMap((state) =>
    EVENTS.flatMap((event) => {
      const decided = decideEntry(state, event);
      if (!decided.ok) return [];
      return [`${entryStage(state)} ${event.type} ${entryStage(decided.value)}`];
    }),
  );
  assert.deepEqual(
    [...new Set(transitions)].toSorted(),
    mermaidTransitions(readFileSync(PAGE, 'utf8')),
  );
});

test('two people key at the same time, and whoever is done first waits for the other', () => {
  const both: EntryProgress = { entries: [open('anna'), open('boris')], differing: 0 };
  const boris = decideEntry(both, finish('boris', 5));
  assert.ok(boris.ok);
  assert.equal(entryStage(boris.value), 'second-open');
  assert.equal(boris.value.differing, 0, 'nothing is compared before both are done');
  const again = decideEntry(both, start('anna'));
  assert.deepEqual(again, { ok: true, value: both }, 'the own open entry is taken up again');
  const anna = decideEntry(boris.value, finish('anna', 5));
  assert.ok(anna.ok);
  assert.equal(entryStage(anna.value), 'different');
});

test('who handed out the account of somebody before is no other person', () => {
  const dependent: EntryEvent = { type: 'start', by: 'galina', isIndependent: false };
  for (const state of STATES.slice(1, 5)) {
    const decided = decideEntry(state, dependent);
    const code = entryStage(state) === 'second-open' ? 'entry-by-another' : 'not-independent';
    assert.deepEqual(decided, { ok: false, refusal: code });
  }
});
