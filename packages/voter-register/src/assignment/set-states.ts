import { ok, type Result, refused } from '@ovoz/basics';

/** Where a set of rules stands. What it holds never changes: an import makes a new set. */
export const ASSIGNMENT_STATES = [
  'computing',
  'draft',
  'proposed',
  'entering',
  'current',
  'superseded',
  'discarded',
] as const;
export type AssignmentState = (typeof ASSIGNMENT_STATES)[number];

/** What happens to a set. `isBaseInForce`: the set that it was made from is still the one in force. */
export type AssignmentEvent =
  | { readonly type: 'compute' | 'release' | 'discard' | 'enter' | 'supersede' }
  | { readonly type: 'propose' | 'approve'; readonly isBaseInForce: boolean };

/** Statuses and where each event leads: docs/state-machines/assignment-set.md shows the same. */
const STEPS: Readonly<
  Record<AssignmentState, Partial<Record<AssignmentEvent['type'], AssignmentState>>>
> = {
  computing: { compute: 'draft', discard: 'discarded' },
  draft: { propose: 'proposed', discard: 'discarded' },
  // Declined, withdrawn or expired, it is released.
  proposed: { approve: 'entering', release: 'draft' },
  entering: { enter: 'current' },
  current: { supersede: 'superseded' },
  superseded: {},
  discarded: {},
};

/** The state after an event, or why it is refused. That the approver is another person the approvals see to. */
export function decideAssignment(
  state: AssignmentState,
  event: AssignmentEvent,
): Result<AssignmentState, 'wrong-state' | 'base-outdated'> {
  const next = STEPS[state][event.type];
  if (next === undefined) return refused('wrong-state');
  const rests = event.type === 'propose' || event.type === 'approve';
  return rests && !event.isBaseInForce ? refused('base-outdated') : ok(next);
}
