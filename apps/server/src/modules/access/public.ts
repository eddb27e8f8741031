/**
 * What other modules may know of people: their names, for who did what, whether two of them may be one, and whom an
 * account belongs to with the rights it has.
 */
export { listStandingGrants } from './store-grants.ts';
export { findPersonByUsername, namesOf } from './store-people.ts';
export { areIndependent } from './store-sign-in.ts';
