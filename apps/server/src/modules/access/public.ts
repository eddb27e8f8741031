/** What other modules may know of people: their names, for who did what. */
export { namesOf } from './store-people.ts';
