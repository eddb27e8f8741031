import { defineEvent } from '../../platform/event.ts';

const person = { visibility: 'private', meaning: 'Internal id of the second person.' } as const;
const proposedBy = { visibility: 'private', meaning: 'Internal id of the first person.' } as const;
const reason = { visibility: 'public', meaning: 'The reason that was given.' } as const;

export const lotRecorded = defineEvent({
  type: 'certification.lot-recorded',
  log: 'public',
  meaning: 'Two people confirmed a lot that was drawn in public to break a tie.',
  fields: {
    contest: { visibility: 'public', meaning: 'Code of the contest.' },
    district: { visibility: 'public', meaning: 'Code of the district, or null for the nation.' },
    step: { visibility: 'public', meaning: 'Where in the working of the seats the tie was.' },
    order: { visibility: 'public', meaning: 'The tied options in the order in which they came.' },
    reason,
    proposedBy,
    person,
  },
});

export const resultsCertified = defineEvent({
  type: 'certification.results-certified',
  log: 'public',
  meaning: 'Two people certified totals and seats. The bytes under this hash never change.',
  fields: {
    version: { visibility: 'public', meaning: 'Number of the certified version.' },
    hash: { visibility: 'public', meaning: 'SHA-256 of the canonical JSON of the result.' },
    overridden: {
      visibility: 'public',
      meaning: 'What stood in the way and was overridden: code and count.',
    },
    reason,
    proposedBy,
    person,
  },
});

export const certificationEvents = [lotRecorded, resultsCertified];
