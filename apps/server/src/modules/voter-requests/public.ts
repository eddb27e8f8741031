/** What other modules may do: note for voters that somebody saw their record, ask for an entry to be removed, and count
 * what is not decided yet. */
export { requestRemoval } from './removal.ts';
export { openRequests } from './request-time.ts';
export { insertViews } from './store-views.ts';
export { findDesk } from './store-desks.ts';
export { watchVolume } from './watch-volume.ts';
