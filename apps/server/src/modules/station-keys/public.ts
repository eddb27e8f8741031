/** What other modules may know of the keys of stations. */
export { keyJson, type StationKeyRecord } from './store-sender.ts';
export { type KeyRow, readKeys } from './store-published.ts';
