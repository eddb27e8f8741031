import { defineEvent, type EventField } from '../../platform/event.ts';

const person: EventField = { visibility: 'private', meaning: 'Internal id of the person.' };
const request: EventField = { visibility: 'private', meaning: 'Internal id of the request.' };
const voter: EventField = {
  visibility: 'private',
  meaning: 'Number of the voter in the register.',
};
const purpose: EventField = { visibility: 'public', meaning: 'Why it was looked up.' };
const words: EventField = { visibility: 'private', meaning: 'What the person wrote about it.' };
const kind: EventField = {
  visibility: 'public',
  meaning: 'add, remove, fix, move, restore, abroad or return.',
};
const station: EventField = {
  visibility: 'public',
  meaning: 'Number of the station that it is about, or null.',
};

export const votersSearched = defineEvent({
  type: 'voter-requests.searched',
  log: 'audit',
  meaning: 'Somebody looked for a voter, for a purpose.',
  fields: {
    purpose,
    found: { visibility: 'public', meaning: 'How many were shown.' },
    words,
    asked: { visibility: 'private', meaning: 'What was looked for.' },
    voters: { visibility: 'private', meaning: 'Numbers of the voters who were shown.' },
    person,
  },
});

export const voterOpened = defineEvent({
  type: 'voter-requests.opened',
  log: 'audit',
  meaning: 'Somebody opened the record of a voter, for a purpose.',
  fields: { purpose, words, voter, person },
});

export const voterUnmasked = defineEvent({
  type: 'voter-requests.unmasked',
  log: 'audit',
  meaning: 'Somebody had the national number and the document number of a voter shown.',
  fields: { purpose, words, voter, person },
});

export const volumeAlarm = defineEvent({
  type: 'voter-requests.volume-alarm',
  log: 'public',
  meaning: 'Somebody looked up more voters in an hour than the work takes.',
  fields: {
    searches: { visibility: 'public', meaning: 'Searches in this hour.' },
    opened: { visibility: 'public', meaning: 'Records that were opened in this hour.' },
    person,
  },
});

export const linkCreated = defineEvent({
  type: 'voter-requests.link-created',
  log: 'audit',
  meaning: 'A link for one look at the own record was handed to a voter.',
  fields: { purpose, words, voter, person },
});

export const linkUsed = defineEvent({
  type: 'voter-requests.link-used',
  log: 'audit',
  meaning: 'A voter looked at the own record by a link.',
  fields: { voter },
});

export const displayListRead = defineEvent({
  type: 'voter-requests.display-list-read',
  log: 'audit',
  meaning: 'The list of a station was taken for public display.',
  fields: {
    station,
    lines: { visibility: 'public', meaning: 'Voters on it.' },
    person,
  },
});

export const deskGiven = defineEvent({
  type: 'voter-requests.desk-given',
  log: 'public',
  meaning:
    'A member of a precinct commission or a mission got the station whose voters they may see.',
  fields: { station, person, holder: { visibility: 'private', meaning: 'Who got it.' } },
});

export const deskEnded = defineEvent({
  type: 'voter-requests.desk-ended',
  log: 'public',
  meaning: 'The station of a member of a commission was taken back.',
  fields: { station, person, holder: { visibility: 'private', meaning: 'Who had it.' } },
});

export const requestReceived = defineEvent({
  type: 'voter-requests.received',
  log: 'public',
  meaning: 'Somebody asked for a change of the voter list.',
  fields: {
    kind,
    channel: { visibility: 'public', meaning: 'commission, mission or online.' },
    station,
    request,
    person,
  },
});

export const requestMoved = defineEvent({
  type: 'voter-requests.moved',
  log: 'audit',
  meaning: 'A request about the voter list went a step on: notice, delivery, paper, withdrawal.',
  fields: {
    kind,
    step: { visibility: 'public', meaning: 'What happened.' },
    request,
    words,
    hash: { visibility: 'private', meaning: 'SHA-256 of the paper, or null.' },
    person,
  },
});

export const requestRead = defineEvent({
  type: 'voter-requests.read',
  log: 'audit',
  meaning: 'Somebody looked at a request, at one of its papers, or at the list of requests.',
  fields: {
    part: { visibility: 'public', meaning: 'request, document or list.' },
    request,
    person,
  },
});

export const requestDecided = defineEvent({
  type: 'voter-requests.decided',
  log: 'public',
  meaning: 'A request about the voter list was granted or rejected.',
  fields: {
    kind,
    status: { visibility: 'public', meaning: 'granted or rejected.' },
    outcome: {
      visibility: 'public',
      meaning: 'Action or error, in the words of NIST SP 1500-102.',
    },
    station,
    isLate: { visibility: 'public', meaning: 'Whether the hours of the law were over.' },
    request,
    words,
    person,
  },
});

export const appealFiled = defineEvent({
  type: 'voter-requests.appealed',
  log: 'public',
  meaning: 'The decision about a request was appealed against.',
  fields: { kind, request, words, person },
});

export const appealDecided = defineEvent({
  type: 'voter-requests.appeal-decided',
  log: 'public',
  meaning: 'An appeal about a request was decided.',
  fields: {
    kind,
    outcome: { visibility: 'public', meaning: 'upheld or overturned.' },
    request,
    words,
    person,
  },
});

export const voterRequestEvents = [
  votersSearched,
  voterOpened,
  voterUnmasked,
  volumeAlarm,
  linkCreated,
  linkUsed,
  displayListRead,
  deskGiven,
  deskEnded,
  requestReceived,
  requestMoved,
  requestRead,
  requestDecided,
  appealFiled,
  appealDecided,
];
