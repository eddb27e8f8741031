import { defineEvent } from '../../platform/event.ts';

export const proposed = defineEvent({
  type: 'approvals.proposed',
  log: 'public',
  meaning: 'A person put an act before a second person.',
  fields: {
    kind: { visibility: 'public', meaning: 'Kind of act.' },
    contentHash: { visibility: 'public', meaning: 'SHA-256 of the canonical content.' },
    about: { visibility: 'private', meaning: 'What it is about, in words; may name a person.' },
    reason: { visibility: 'private', meaning: 'Reason given by the person who proposed.' },
    person: { visibility: 'private', meaning: 'Internal id of the person who proposed.' },
  },
});

export const approved = defineEvent({
  type: 'approvals.approved',
  log: 'public',
  meaning: 'A second person approved the act; it took effect at that moment.',
  fields: {
    kind: { visibility: 'public', meaning: 'Kind of act.' },
    contentHash: { visibility: 'public', meaning: 'SHA-256 of the canonical content.' },
    person: { visibility: 'private', meaning: 'Internal id of the person who approved.' },
  },
});

export const closed = defineEvent({
  type: 'approvals.closed',
  log: 'public',
  meaning: 'A proposal ended without taking effect: declined, withdrawn or expired.',
  fields: {
    kind: { visibility: 'public', meaning: 'Kind of act.' },
    contentHash: { visibility: 'public', meaning: 'SHA-256 of the canonical content.' },
    outcome: { visibility: 'public', meaning: 'declined, withdrawn or expired.' },
    reason: { visibility: 'private', meaning: 'Reason given, if any.' },
    person: { visibility: 'private', meaning: 'Internal id of the person, or null for the clock.' },
  },
});

export const approvalEvents = [proposed, approved, closed];
