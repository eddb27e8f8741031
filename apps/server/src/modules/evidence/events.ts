import { defineEvent } from '../../platform/event.ts';

export const privatePartRead = defineEvent({
  type: 'evidence.private-part-read',
  log: 'audit',
  meaning: 'An auditor read the private part of a fact.',
  fields: {
    fact: { visibility: 'public', meaning: 'Id of the fact whose private part was read.' },
    purpose: { visibility: 'public', meaning: 'Why it was read: audit.' },
    person: { visibility: 'private', meaning: 'Internal id of the person who read it.' },
  },
});

export const evidenceEvents = [privatePartRead];
