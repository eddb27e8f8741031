import { defineEvent } from '../../platform/event.ts';

const contest = { visibility: 'public', meaning: 'Code of the contest.' } as const;
const station = { visibility: 'public', meaning: 'Number of the station.' } as const;
const count = { visibility: 'public', meaning: 'hand or machine.' } as const;
const version = { visibility: 'public', meaning: 'Number of the version.' } as const;
const packageHash = {
  visibility: 'public',
  meaning: 'SHA-256 of the signed package that it is about.',
} as const;
const errors = {
  visibility: 'public',
  meaning: 'How many checks of the form it does not pass.',
} as const;
const reason = { visibility: 'public', meaning: 'Why.' } as const;
const person = { visibility: 'private', meaning: 'Internal id of the person.' } as const;
const proposedBy = { visibility: 'private', meaning: 'Internal id of the first person.' } as const;
const protocol = { contest, station, count } as const;

/** Neither figures nor a hash over figures alone: few enough are possible to be tried one by one. */
export const entryFinished = defineEvent({
  type: 'protocols.entry-finished',
  log: 'audit',
  meaning: 'A person finished keying a paper, or the fields in which two people differed.',
  fields: {
    ...protocol,
    version,
    ordinal: { visibility: 'public', meaning: '1 the first person, 2 the second, 3 the third.' },
    errorsOnPaper: {
      visibility: 'public',
      meaning: 'Whether the person confirmed that the paper itself has errors.',
    },
    differing: {
      visibility: 'public',
      meaning: 'Fields on which no two people agree; null while another person is waited for.',
    },
    person,
  },
});

export const entriesDiscarded = defineEvent({
  type: 'protocols.entries-discarded',
  log: 'public',
  meaning: 'What was keyed of a paper was put aside, to be keyed anew.',
  fields: {
    ...protocol,
    version,
    entries: { visibility: 'public', meaning: 'How many entries were put aside.' },
    reason,
    person,
  },
});

export const protocolAccepted = defineEvent({
  type: 'protocols.accepted',
  log: 'public',
  meaning: 'A person with the right to decide let a protocol count.',
  fields: {
    ...protocol,
    version,
    package: packageHash,
    errors,
    reason: { visibility: 'public', meaning: 'Why, when it has errors; else null.' },
    person,
  },
});

export const protocolReturned = defineEvent({
  type: 'protocols.returned',
  log: 'public',
  meaning: 'A protocol was sent back to its station for another version.',
  fields: { ...protocol, version, package: packageHash, reason, person },
});

export const protocolCorrected = defineEvent({
  type: 'protocols.corrected',
  log: 'public',
  meaning: 'Two people put other figures in place of those that stood; they count at once.',
  fields: {
    ...protocol,
    version,
    package: packageHash,
    corrects: { visibility: 'public', meaning: 'SHA-256 of the package that stood.' },
    errors,
    reason,
    proposedBy,
    person,
  },
});

export const protocolAnnulled = defineEvent({
  type: 'protocols.annulled',
  log: 'public',
  meaning: 'Two people decided that a protocol does not count.',
  fields: { ...protocol, version, package: packageHash, reason, proposedBy, person },
});

export const protocolReinstated = defineEvent({
  type: 'protocols.reinstated',
  log: 'public',
  meaning: 'Two people took an annulment back; the protocol waits for a decision.',
  fields: { ...protocol, version, package: packageHash, reason, proposedBy, person },
});

export const findingExplained = defineEvent({
  type: 'protocols.finding-explained',
  log: 'public',
  meaning: 'A person explained a check that a protocol does not pass; published with it.',
  fields: {
    ...protocol,
    package: packageHash,
    check: { visibility: 'public', meaning: 'Code of the check.' },
    reasonCode: { visibility: 'public', meaning: 'Kind of the explanation.' },
    text: { visibility: 'public', meaning: 'The explanation.' },
    person,
  },
});

export const scanAttached = defineEvent({
  type: 'protocols.scan-attached',
  log: 'public',
  meaning: 'A picture of the paper was attached to a protocol.',
  fields: {
    ...protocol,
    version,
    scan: { visibility: 'public', meaning: 'SHA-256 of the picture.' },
    mediaType: { visibility: 'public', meaning: 'What kind of file it is.' },
    person,
  },
});

export const decisionEvents = [
  entryFinished,
  entriesDiscarded,
  protocolAccepted,
  protocolReturned,
  protocolCorrected,
  protocolAnnulled,
  protocolReinstated,
  findingExplained,
  scanAttached,
];
