import {
  type AnyOperation,
  getAbroad,
  getDisplayList,
  getRollState,
  listAssignmentSets,
  listDuplicatePairs,
  listDesks,
  listRegisterBatches,
  listVoterRequests,
  searchVoters,
} from '@ovoz/contract';
import type { AdminKey } from '../../language.ts';

/** A part of the voter list, and the operation without which it would be empty. */
type VoterListPart = {
  readonly to:
    | '/voters/$pack/search'
    | '/voters/$pack/requests'
    | '/voters/$pack/abroad'
    | '/voters/$pack/display'
    | '/voters/$pack/desks'
    | '/voters/$pack/feed'
    | '/voters/$pack/assignment'
    | '/voters/$pack/duplicates'
    | '/voters/$pack/rolls';
  readonly label: AdminKey;
  readonly needs: AnyOperation;
};

/** In the order of the work: what comes in, who is on the list, where they vote, what is frozen. */
export const VOTER_LIST_PARTS: readonly VoterListPart[] = [
  { to: '/voters/$pack/search', label: 'voters.search', needs: searchVoters },
  { to: '/voters/$pack/requests', label: 'requests.title', needs: listVoterRequests },
  { to: '/voters/$pack/abroad', label: 'abroad.title', needs: getAbroad },
  { to: '/voters/$pack/display', label: 'display.title', needs: getDisplayList },
  { to: '/voters/$pack/desks', label: 'desks.title', needs: listDesks },
  { to: '/voters/$pack/feed', label: 'feed.title', needs: listRegisterBatches },
  { to: '/voters/$pack/duplicates', label: 'duplicates.title', needs: listDuplicatePairs },
  { to: '/voters/$pack/assignment', label: 'assignment.title', needs: listAssignmentSets },
  { to: '/voters/$pack/rolls', label: 'rolls.title', needs: getRollState },
];
