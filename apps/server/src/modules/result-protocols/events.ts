import { defineEvent } from '../../platform/event.ts';

const contest = { visibility: 'public', meaning: 'Code of the contest.' } as const;
const station = { visibility: 'public', meaning: 'Number of the station.' } as const;
const count = { visibility: 'public', meaning: 'hand or machine.' } as const;
const version = { visibility: 'public', meaning: 'Number of the version.' } as const;
const packageHash = { visibility: 'public', meaning: 'SHA-256 of the signed package.' } as const;
const key = {
  visibility: 'public',
  meaning: 'SHA-256 of the public key that signed the package.',
} as const;
const person = {
  visibility: 'private',
  meaning: 'Internal id of the person, or null when a device sent it.',
} as const;

export const countOpened = defineEvent({
  type: 'protocols.count-opened',
  log: 'public',
  meaning:
    'The count of an election was opened: its definition rests, and every protocol is awaited.',
  fields: {
    definitionVersion: { visibility: 'public', meaning: 'Number of the version that is in force.' },
    definition: { visibility: 'public', meaning: 'SHA-256 of the sealed definition.' },
    legalCount: { visibility: 'public', meaning: 'Which count is the legal one: hand or machine.' },
    stations: { visibility: 'public', meaning: 'How many stations vote.' },
    protocols: { visibility: 'public', meaning: 'How many protocols are due.' },
    releaseAt: { visibility: 'public', meaning: 'Legal time before which no figure is public.' },
    packageKey: {
      visibility: 'public',
      meaning:
        'Raw Ed25519 public key, base64url, that signs what the commissions key and correct.',
    },
    publicationKey: {
      visibility: 'public',
      meaning: 'Raw Ed25519 public key, base64url, that signs the published files.',
    },
    person: { visibility: 'private', meaning: 'Internal id of the person.' },
  },
});

export const versionReceived = defineEvent({
  type: 'protocols.version-received',
  log: 'public',
  meaning: 'A version of a protocol came and stands.',
  fields: {
    contest,
    station,
    count,
    version,
    origin: { visibility: 'public', meaning: 'station-signed, keyed or corrected.' },
    package: packageHash,
    key,
    errors: { visibility: 'public', meaning: 'How many checks of the form it does not pass.' },
    warnings: { visibility: 'public', meaning: 'How many checks warn.' },
    status: { visibility: 'public', meaning: 'Status of the protocol from then on.' },
    person,
  },
});

export const alarmRaised = defineEvent({
  type: 'protocols.alarm-raised',
  log: 'public',
  meaning: 'A signed version came that does not stand; two people settle which one does.',
  fields: {
    contest,
    station,
    count,
    version,
    kind: {
      visibility: 'public',
      meaning:
        'other-content: other figures under a number that came before. after-decision: a version after the protocol was decided about.',
    },
    package: packageHash,
    standing: { visibility: 'public', meaning: 'SHA-256 of the package that stands.' },
    key,
    errors: { visibility: 'public', meaning: 'How many checks of the form it does not pass.' },
    person,
  },
});

export const alarmSettled = defineEvent({
  type: 'protocols.alarm-settled',
  log: 'public',
  meaning: 'Two people said which package stands.',
  fields: {
    contest,
    station,
    count,
    alarm: { visibility: 'public', meaning: 'SHA-256 of the package that raised the alarm.' },
    before: { visibility: 'public', meaning: 'SHA-256 of the package that stood.' },
    taken: { visibility: 'public', meaning: 'SHA-256 of the package that stands.' },
    status: { visibility: 'public', meaning: 'Status of the protocol from then on.' },
    reason: { visibility: 'public', meaning: 'Why.' },
    proposedBy: { visibility: 'private', meaning: 'Internal id of the first person.' },
    person: { visibility: 'private', meaning: 'Internal id of the second person.' },
  },
});

export const packageRefused = defineEvent({
  type: 'protocols.package-refused',
  log: 'audit',
  meaning:
    'A package was refused that a certified key had signed, or that a person had brought. What strangers send is only counted.',
  fields: {
    code: { visibility: 'public', meaning: 'Code of the refusal.' },
    package: { visibility: 'public', meaning: 'SHA-256 of what was sent.' },
    station: { visibility: 'public', meaning: 'Station of the key that signed, or null.' },
    person,
  },
});

export const receivingEvents = [
  countOpened,
  versionReceived,
  alarmRaised,
  alarmSettled,
  packageRefused,
];
