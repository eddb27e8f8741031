import { impossible, ok, type Result, refused } from '@ovoz/basics';
import type { GeographyVersionStatus } from './geography.ts';
import { REASON_LENGTH } from './text.ts';

/** Where a version of the geography stands. What it holds never changes: an import makes a new version. */
export type GeographyState =
  | { readonly status: 'draft' }
  | { readonly status: 'proposed'; readonly proposedBy: string }
  | { readonly status: 'current' | 'superseded' | 'discarded' };

export type GeographyEvent =
  | { readonly type: 'propose'; readonly by: string }
  /** `isBaseCurrent`: the version that the import started from is still the current one. */
  | { readonly type: 'approve'; readonly by: string; readonly isBaseCurrent: boolean }
  | { readonly type: 'return'; readonly by: string; readonly reason: string }
  | { readonly type: 'withdraw'; readonly by: string }
  | { readonly type: 'discard' }
  | { readonly type: 'supersede' };

/** Why an event is refused. Codes are public and stable. */
export type GeographyStateRefusal =
  | { readonly code: 'wrong-state'; readonly status: GeographyVersionStatus }
  | { readonly code: 'second-person-needed' }
  | { readonly code: 'not-the-proposer' }
  | { readonly code: 'newer-version-exists' }
  | { readonly code: 'reason-too-short' };

/** Statuses and the events that each one knows: docs/state-machines/geography-version.md shows the same. */
const EVENTS: Readonly<Record<GeographyVersionStatus, readonly GeographyEvent['type'][]>> = {
  draft: ['propose', 'discard'],
  proposed: ['approve', 'return', 'withdraw'],
  current: ['supersede'],
  superseded: [],
  discarded: [],
};

/** The state after an event, or why it is refused. A version is proposed by one person and approved by another. */
export function decideGeography(
  state: GeographyState,
  event: GeographyEvent,
): Result<GeographyState, GeographyStateRefusal> {
  if (!EVENTS[state.status].includes(event.type)) {
    return refused({ code: 'wrong-state', status: state.status });
  }
  const proposedBy = state.status === 'proposed' ? state.proposedBy : null;
  switch (event.type) {
    case 'propose':
      return ok({ status: 'proposed', proposedBy: event.by });
    case 'approve':
      if (event.by === proposedBy) return refused({ code: 'second-person-needed' });
      if (!event.isBaseCurrent) return refused({ code: 'newer-version-exists' });
      return ok({ status: 'current' });
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
