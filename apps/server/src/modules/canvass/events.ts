import { defineEvent } from '../../platform/event.ts';

const person = { visibility: 'private', meaning: 'Internal id of the person.' } as const;
const number = { visibility: 'public', meaning: 'Number of the objection.' } as const;

export const canvassConfirmed = defineEvent({
  type: 'canvass.confirmed',
  log: 'public',
  meaning: 'The protocol of a commission above the stations was recorded.',
  fields: {
    contest: { visibility: 'public', meaning: 'Code of the contest.' },
    area: { visibility: 'public', meaning: 'nation, territory:CODE or district:CODE.' },
    number: { visibility: 'public', meaning: 'Number of the version.' },
    basis: { visibility: 'public', meaning: 'SHA-256 over the hashes of what was summed.' },
    hash: {
      visibility: 'public',
      meaning: 'SHA-256 of the canonical JSON of contest, area, number, content and basis.',
    },
    differences: {
      visibility: 'public',
      meaning: 'Names of the figures that are not the sums below.',
    },
    reason: { visibility: 'public', meaning: 'Why they differ, or null.' },
    person,
  },
});

export const objectionRegistered = defineEvent({
  type: 'canvass.objection-registered',
  log: 'public',
  meaning: 'An objection to the result of a station was registered.',
  fields: {
    number,
    station: { visibility: 'public', meaning: 'Number of the station.' },
    contest: { visibility: 'public', meaning: 'Code of the contest, or null for all.' },
    deadline: { visibility: 'public', meaning: 'Legal time until which it is to be decided.' },
    text: { visibility: 'private', meaning: 'SHA-256 of submitter and text.' },
    person,
  },
});

export const objectionDecided = defineEvent({
  type: 'canvass.objection-decided',
  log: 'public',
  meaning: 'An objection was decided by another person than the one who registered it.',
  fields: {
    number,
    decision: {
      visibility: 'public',
      meaning: 'upheld, partly-upheld, rejected or withdrawn.',
    },
    overdue: { visibility: 'public', meaning: 'True when the deadline had passed.' },
    text: { visibility: 'private', meaning: 'SHA-256 of the reasons.' },
    person,
  },
});

export const canvassEvents = [canvassConfirmed, objectionRegistered, objectionDecided];
