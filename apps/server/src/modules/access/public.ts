/** What other modules may know of people: their names, for who did what, and whether two of them may be one. */
export { namesOf } from './store-people.ts';
export { areIndependent } from './store-sign-in.ts';
