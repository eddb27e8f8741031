import {
  type AnyOperation,
  getRollState,
  listAssignmentSets,
  listDuplicatePairs,
  listRegisterBatches,
} from '@ovoz/contract';
import type { AdminKey } from '../../language.ts';

/** A part of the voter list, and the operation without which it would be empty. */
type VoterListPart = {
  readonly to:
    | '/voters/$pack/feed'
    | '/voters/$pack/assignment'
    | '/voters/$pack/duplicates'
    | '/voters/$pack/rolls';
  readonly label: AdminKey;
  readonly needs: AnyOperation;
};

/** In the order of the work: what comes in, who is on the list, where they vote, what is frozen. */
export const VOTER_LIST_PARTS: readonly VoterListPart[] = [
  { to: '/voters/$pack/feed', label: 'feed.title', needs: listRegisterBatches },
  { to: '/voters/$pack/duplicates', label: 'duplicates.title', needs: listDuplicatePairs },
  { to: '/voters/$pack/assignment', label: 'assignment.title', needs: listAssignmentSets },
  { to: '/voters/$pack/rolls', label: 'rolls.title', needs: getRollState },
];
