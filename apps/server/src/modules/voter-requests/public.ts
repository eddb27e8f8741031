/** What other modules may do: note for voters that somebody saw their record, and ask for an entry to be removed. */
export { requestRemoval } from './removal.ts';
export { insertViews } from './store-views.ts';
export { findDesk } from './store-desks.ts';
