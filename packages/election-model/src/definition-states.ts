import { impossible, ok, type Result, refused } from '@ovoz/basics';
import type { DefinitionStatus } from './election-definition.ts';
import { REASON_LENGTH } from './text.ts';

/** Where a version of a definition stands. Ids of people are opaque here. */
export type DefinitionState =
  | { readonly status: 'draft' }
  | { readonly status: 'proposed'; readonly proposedBy: string }
  | { readonly status: 'sealed' | 'superseded' | 'discarded' };

/** Something that people do with a version, or that the sealing of a newer one does to it. */
export type DefinitionEvent =
  | { readonly type: 'change' }
  /** `errors`: how many findings of `checkDefinition` stop the sealing. */
  | { readonly type: 'propose'; readonly by: string; readonly errors: number }
  /** `isLatest`: no other version was sealed since this one was begun. */
  | {
      readonly type: 'seal';
      readonly by: string;
      readonly errors: number;
      readonly isLatest: boolean;
    }
  | { readonly type: 'return'; readonly by: string; readonly reason: string }
  | { readonly type: 'withdraw'; readonly by: string }
  | { readonly type: 'discard' }
  | { readonly type: 'supersede' };

/** Why an event is refused. Codes are public and stable. */
export type DefinitionStateRefusal =
  | { readonly code: 'wrong-state'; readonly status: DefinitionStatus }
  | { readonly code: 'definition-has-errors'; readonly errors: number }
  | { readonly code: 'second-person-needed' }
  | { readonly code: 'not-the-proposer' }
  | { readonly code: 'newer-version-exists' }
  | { readonly code: 'reason-too-short' };

/** Statuses and the events that each one knows: docs/state-machines/election-definition.md shows the same. */
const EVENTS: Readonly<Record<DefinitionStatus, readonly DefinitionEvent['type'][]>> = {
  draft: ['change', 'propose', 'discard'],
  proposed: ['seal', 'return', 'withdraw'],
  sealed: ['supersede'],
  superseded: [],
  discarded: [],
};

/** The state after an event, or why it is refused. A definition is proposed by one person and sealed by another. */
export function decideDefinition(
  state: DefinitionState,
  event: DefinitionEvent,
): Result<DefinitionState, DefinitionStateRefusal> {
  if (!EVENTS[state.status].includes(event.type)) {
    return refused({ code: 'wrong-state', status: state.status });
  }
  const proposedBy = state.status === 'proposed' ? state.proposedBy : null;
  switch (event.type) {
    case 'change':
      return ok(state);
    case 'propose':
      if (event.errors > 0) return refused({ code: 'definition-has-errors', errors: event.errors });
      return ok({ status: 'proposed', proposedBy: event.by });
    case 'seal':
      if (event.by === proposedBy) return refused({ code: 'second-person-needed' });
      if (!event.isLatest) return refused({ code: 'newer-version-exists' });
      if (event.errors > 0) return refused({ code: 'definition-has-errors', errors: event.errors });
      return ok({ status: 'sealed' });
    case 'return':
      // Who proposed it withdraws it; sending it back is the second person's word.
      if (event.by === proposedBy) return refused({ code: 'second-person-needed' });
      if (event.reason.length < REASON_LENGTH) return refused({ code: 'reason-too-short' });
      return ok({ status: 'draft' });
    case 'withdraw':
      if (event.by !== proposedBy) return refused({ code: 'not-the-proposer' });
      return ok({ status: 'draft' });
    case 'discard':
      return ok({ status: 'discarded' });
    case 'supersede':
      return ok({ status: 'superseded' });
    default:
      return impossible(event);
  }
}
