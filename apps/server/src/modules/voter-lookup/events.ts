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

export const lookupCalm = defineEvent({
  type: 'voter-lookup.calm',
  log: 'public',
  meaning:
    'Nobody tries numbers at "Am I on the list" any more: questions need no puzzle again. A server that was stopped meanwhile says nothing.',
  fields: {
    questions: {
      visibility: 'public',
      meaning: 'Questions that were answered since the minute in which it was noticed.',
    },
    misses: { visibility: 'public', meaning: 'How many of them found nobody.' },
    seconds: { visibility: 'public', meaning: 'For how long every question needed a puzzle.' },
  },
});

export const lookupEvents = [lookupAttacked, lookupCalm];
