import { defineEvent } from '../../platform/event.ts';

const pack = { visibility: 'public', meaning: 'Code of the country pack.' } as const;
const number = { visibility: 'public', meaning: 'Number of the set of rules.' } as const;
const hash = {
  visibility: 'public',
  meaning: 'SHA-256 over the rules of the set, one canonical line each.',
} as const;
const reason = { visibility: 'private', meaning: 'Reason given by the person.' } as const;
const person = { visibility: 'private', meaning: 'Internal id of the person.' } as const;

export const assignmentRefused = defineEvent({
  type: 'assignment.import-refused',
  log: 'audit',
  meaning: 'Files of rules with wrong rows were sent; nothing changed.',
  fields: {
    pack,
    errors: { visibility: 'public', meaning: 'Number of errors found.' },
    rowsQuarantined: { visibility: 'public', meaning: 'Number of rows that were wrong.' },
    reason,
    person,
  },
});

export const assignmentDrafted = defineEvent({
  type: 'assignment.set-drafted',
  log: 'public',
  meaning: 'Files of rules became a set; no address follows it yet.',
  fields: {
    pack,
    number,
    hash,
    follows: { visibility: 'public', meaning: 'Number of the set in force, or null.' },
    geography: { visibility: 'public', meaning: 'Version of the geography with the stations.' },
    rules: { visibility: 'public', meaning: 'Number of rules by kind.' },
    reason,
    person,
  },
});

export const assignmentDiscarded = defineEvent({
  type: 'assignment.set-discarded',
  log: 'public',
  meaning: 'A set of rules was put aside; no address will ever follow it.',
  fields: { pack, number, hash, reason, person },
});

const counts = {
  addresses: { visibility: 'public', meaning: 'Active addresses.' },
  unplaced: { visibility: 'public', meaning: 'Addresses without a station.' },
  moved: {
    visibility: 'public',
    meaning: 'Addresses and voters that change their station against the set before.',
  },
} as const;

export const assignmentApproved = defineEvent({
  type: 'assignment.set-approved',
  log: 'public',
  meaning: 'A second person approved the set of rules; it takes effect as soon as it is computed.',
  fields: { pack, number, hash, ...counts, reason, person },
});

export const assignmentInForce = defineEvent({
  type: 'assignment.set-in-force',
  log: 'public',
  meaning: 'Every address follows the set of rules from that moment.',
  fields: { pack, number, hash, ...counts },
});

export const addressPlaced = defineEvent({
  type: 'assignment.address-placed',
  log: 'public',
  meaning: 'A person gave an address without a station to one.',
  fields: {
    pack,
    number,
    address: { visibility: 'public', meaning: 'Number of the address in the address register.' },
    station: { visibility: 'public', meaning: 'Number of the station.' },
    rule: { visibility: 'public', meaning: 'Number of the rule that was added to the set.' },
    reason,
    person,
  },
});

export const finderPublished = defineEvent({
  type: 'assignment.finder-published',
  log: 'public',
  meaning:
    'The files by which people find their station were published. The index names each file by the hash of its content.',
  fields: {
    pack,
    number,
    indexHash: { visibility: 'public', meaning: 'SHA-256 of the index.' },
    files: { visibility: 'public', meaning: 'Number of files.' },
  },
});

export const assignmentEvents = [
  assignmentRefused,
  assignmentDrafted,
  assignmentDiscarded,
  assignmentApproved,
  assignmentInForce,
  addressPlaced,
  finderPublished,
];
