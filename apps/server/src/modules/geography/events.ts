import { defineEvent } from '../../platform/event.ts';

const pack = { visibility: 'public', meaning: 'Code of the country pack.' } as const;
const number = { visibility: 'public', meaning: 'Number of the version.' } as const;
const hash = {
  visibility: 'public',
  meaning: 'SHA-256 of the canonical JSON of the whole geography.',
} as const;
const counts = {
  visibility: 'public',
  meaning: 'Territories, stations, those of them abroad, and districts.',
} as const;
const warnings = {
  visibility: 'public',
  meaning: 'Rules of election calendars that warn of the act: election, rule, article, day.',
} as const;
const reason = { visibility: 'private', meaning: 'Reason given by the person.' } as const;
const person = { visibility: 'private', meaning: 'Internal id of the person.' } as const;

export const importRefused = defineEvent({
  type: 'geography.import-refused',
  log: 'audit',
  meaning:
    'Files with wrong rows were sent; the report and the rows are kept, nothing else changed.',
  fields: {
    pack,
    importId: { visibility: 'public', meaning: 'Internal id of the import.' },
    errors: { visibility: 'public', meaning: 'Number of errors found.' },
    rowsQuarantined: { visibility: 'public', meaning: 'Number of rows that were wrong.' },
    reason,
    person,
  },
});

export const versionDrafted = defineEvent({
  type: 'geography.version-drafted',
  log: 'public',
  meaning: 'Files without a wrong row became the draft of a version; nothing follows it yet.',
  fields: {
    pack,
    number,
    hash,
    follows: { visibility: 'public', meaning: 'Number of the version that it changes, or null.' },
    generated: { visibility: 'public', meaning: 'True when a program made the files.' },
    counts,
    warnings,
    reason,
    person,
  },
});

export const versionApproved = defineEvent({
  type: 'geography.version-approved',
  log: 'public',
  meaning:
    'A second person approved the version; it is the geography of the country from that moment.',
  fields: {
    pack,
    number,
    hash,
    previousHash: { visibility: 'public', meaning: 'Hash of the version before, or null.' },
    counts,
    warnings,
    reason,
    person,
  },
});

export const versionDiscarded = defineEvent({
  type: 'geography.version-discarded',
  log: 'public',
  meaning: 'A draft was put aside; it can never become the geography of the country.',
  fields: { pack, number, hash, reason, person },
});

export const geographyEvents = [importRefused, versionDrafted, versionApproved, versionDiscarded];
