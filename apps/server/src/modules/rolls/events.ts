import { defineEvent } from '../../platform/event.ts';

const proposedBy = { visibility: 'private', meaning: 'Internal id of the first person.' } as const;
const person = { visibility: 'private', meaning: 'Internal id of the second person.' } as const;
const reason = { visibility: 'public', meaning: 'Why.' } as const;

export const rollFreezing = defineEvent({
  type: 'rolls.freezing',
  log: 'public',
  meaning:
    'Two people had the roll of an election frozen: from the next moment on only supplements are added.',
  fields: {
    reason,
    waiting: {
      visibility: 'public',
      meaning: 'What was still open in the register, by code and count, as both people saw it.',
    },
    proposedBy,
    person,
  },
});

export const rollFrozen = defineEvent({
  type: 'rolls.frozen',
  log: 'public',
  meaning:
    'The roll of an election is frozen: who holds the lines of a station can check them against its root.',
  fields: {
    root: {
      visibility: 'public',
      meaning:
        'Root over the leaves of all stations in the order of their numbers, SHA-256, hexadecimal.',
    },
    stations: { visibility: 'public', meaning: 'How many stations have a roll.' },
    voters: { visibility: 'public', meaning: 'How many voters are on the rolls.' },
    excluded: {
      visibility: 'public',
      meaning: 'How many of the register are on no roll, by reason.',
    },
  },
});

export const rollSupplemented = defineEvent({
  type: 'rolls.supplemented',
  log: 'public',
  meaning: 'Two people added a voter to the roll of a station after the freeze.',
  fields: {
    station: { visibility: 'public', meaning: 'Number of the station.' },
    number: { visibility: 'public', meaning: 'Number of the supplement, from 1 in each station.' },
    kind: { visibility: 'public', meaning: 'Why, as the law has it.' },
    leaf: { visibility: 'public', meaning: 'SHA-256 of the salted line, hexadecimal.' },
    evidence: { visibility: 'private', meaning: 'The document that it rests on.' },
    voter: { visibility: 'private', meaning: 'Number of the voter in the register.' },
    proposedBy,
    person,
  },
});

export const rollsPrinted = defineEvent({
  type: 'rolls.printed',
  log: 'audit',
  meaning: 'Rolls were asked for on paper: personal data leave the register.',
  fields: {
    territory: { visibility: 'public', meaning: 'Territory or station whose rolls they are.' },
    part: {
      visibility: 'public',
      meaning: 'roll: the frozen rolls; supplements: the supplementary sheet of a station.',
    },
    stations: { visibility: 'public', meaning: 'How many stations.' },
    print: { visibility: 'public', meaning: 'Id of the printing; it stands on every page.' },
    reason: { visibility: 'private', meaning: 'What for.' },
    proposedBy: {
      visibility: 'private',
      meaning: 'Internal id of the first person; null for one station.',
    },
    person: { visibility: 'private', meaning: 'Internal id of the person who had it printed.' },
  },
});

export const printRemoved = defineEvent({
  type: 'rolls.print-removed',
  log: 'audit',
  meaning: 'The files of a printing were removed from the server.',
  fields: {
    territory: { visibility: 'public', meaning: 'Territory or station whose rolls they were.' },
    print: { visibility: 'public', meaning: 'Id of the printing.' },
    files: { visibility: 'public', meaning: 'How many files were printed.' },
    cause: {
      visibility: 'public',
      meaning:
        'asked: somebody had them removed; age: the system did, so many days after the printing.',
    },
    person: { visibility: 'private', meaning: 'Internal id of the person; null for the system.' },
  },
});

export const rollRead = defineEvent({
  type: 'rolls.read',
  log: 'audit',
  meaning: 'Somebody read the roll of a station.',
  fields: {
    station: { visibility: 'public', meaning: 'Number of the station.' },
    form: {
      visibility: 'public',
      meaning:
        'lines: as data; pdf: as a printed roll; supplements: those who were added, on the screen; sheet-lines, sheet-pdf: the supplementary sheet as data, on paper.',
    },
    person: { visibility: 'private', meaning: 'Internal id of the person.' },
  },
});

export const readingAlarm = defineEvent({
  type: 'rolls.reading-alarm',
  log: 'public',
  meaning: 'Somebody took the rolls of more stations in an hour than the work takes.',
  fields: {
    readings: { visibility: 'public', meaning: 'Rolls of stations that were taken in this hour.' },
    person: { visibility: 'private', meaning: 'Internal id of the person.' },
  },
});

export const rollEvents = [
  rollFreezing,
  rollFrozen,
  rollSupplemented,
  rollsPrinted,
  printRemoved,
  rollRead,
  readingAlarm,
];
