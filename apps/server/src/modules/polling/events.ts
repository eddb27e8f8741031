import { defineEvent } from '../../platform/event.ts';

export const turnoutReported = defineEvent({
  type: 'polling.turnout-reported',
  log: 'public',
  meaning: 'Turnout of one station or many was reported, or corrected by a later report.',
  fields: {
    reports: { visibility: 'public', meaning: 'How many reports were recorded.' },
    implausible: { visibility: 'public', meaning: 'How many of them are flagged as implausible.' },
    hash: {
      visibility: 'public',
      meaning:
        'SHA-256 of the canonical JSON of the reports: station, hour, number, voters, listed.',
    },
    person: { visibility: 'private', meaning: 'Internal id of the person.' },
  },
});

export const pollingEvents = [turnoutReported];
