import { defineEvent } from '../../platform/event.ts';

export const lookupAttacked = defineEvent({
  type: 'voter-lookup.attacked',
  log: 'public',
  meaning:
    'Somebody tried numbers at "Am I on the list": from then on every question needed a puzzle, until it was quiet.',
  fields: {
    questions: {
      visibility: 'public',
      meaning: 'Questions of the minute in which it was noticed.',
    },
    misses: { visibility: 'public', meaning: 'How many of them found nobody.' },
  },
});

export const lookupEvents = [lookupAttacked];
