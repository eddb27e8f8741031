import { defineEvent } from '../../platform/event.ts';

const pack = { visibility: 'public', meaning: 'Code of the country pack.' } as const;
const commission = { visibility: 'public', meaning: 'Code of the commission.' } as const;
const membership = { visibility: 'public', meaning: 'Internal id of the membership.' } as const;
const office = {
  visibility: 'public',
  meaning: 'chair, deputy-chair, secretary or member.',
} as const;
const generated = {
  visibility: 'public',
  meaning: 'True when made by a program for demonstration.',
} as const;
const warnings = {
  visibility: 'public',
  meaning: 'Rules of election calendars that warn of the act: election, rule, article, day.',
} as const;
const name = { visibility: 'private', meaning: 'Name of the member.' } as const;
const reason = { visibility: 'private', meaning: 'Reason given by the person.' } as const;
const person = { visibility: 'private', meaning: 'Internal id of the person who acted.' } as const;

export const commissionFormed = defineEvent({
  type: 'commissions.formed',
  log: 'public',
  meaning: 'A commission was formed.',
  fields: {
    pack,
    commission,
    kind: { visibility: 'public', meaning: 'Kind of commission in the country pack.' },
    territory: { visibility: 'public', meaning: 'Path of its territory.' },
    district: { visibility: 'public', meaning: 'Set and code of its district, or null.' },
    station: { visibility: 'public', meaning: 'Number of its polling station, or null.' },
    formedOn: { visibility: 'public', meaning: 'Day on which it was formed.' },
    endsOn: { visibility: 'public', meaning: 'Last day of its term, or null.' },
    generated,
    warnings,
    person,
  },
});

export const memberAppointed = defineEvent({
  type: 'commissions.member-appointed',
  log: 'public',
  meaning: 'A member was appointed to a commission.',
  fields: {
    pack,
    commission,
    membership,
    office,
    from: { visibility: 'public', meaning: 'First day.' },
    until: { visibility: 'public', meaning: 'Last day, or null.' },
    generated,
    name,
    nominatedBy: { visibility: 'private', meaning: 'Who nominated the member, or null.' },
    person,
  },
});

export const membershipEnded = defineEvent({
  type: 'commissions.membership-ended',
  log: 'public',
  meaning: 'A membership was ended before its time.',
  fields: {
    pack,
    commission,
    membership,
    office,
    on: { visibility: 'public', meaning: 'Last day.' },
    name,
    reason,
    person,
  },
});

export const commissionsImported = defineEvent({
  type: 'commissions.imported',
  log: 'public',
  meaning: 'Commissions and members were added from files, all of them at once.',
  fields: {
    pack,
    commissions: { visibility: 'public', meaning: 'Number of commissions.' },
    members: { visibility: 'public', meaning: 'Number of members.' },
    hash: {
      visibility: 'public',
      meaning: 'SHA-256 of the canonical JSON of the commissions, without their members.',
    },
    warnings,
    reason,
    person,
  },
});

export const importRefused = defineEvent({
  type: 'commissions.import-refused',
  log: 'audit',
  meaning: 'Files with wrong rows were sent; nothing was added.',
  fields: {
    pack,
    errors: { visibility: 'public', meaning: 'Number of errors found.' },
    rowsQuarantined: { visibility: 'public', meaning: 'Number of rows that were wrong.' },
    reason,
    person,
  },
});

export const commissionEvents = [
  commissionFormed,
  memberAppointed,
  membershipEnded,
  commissionsImported,
  importRefused,
];
