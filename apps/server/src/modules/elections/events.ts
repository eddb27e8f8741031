import { defineEvent } from '../../platform/event.ts';

const version = {
  visibility: 'public',
  meaning: 'Number of the version of the definition.',
} as const;
const hash = {
  visibility: 'public',
  meaning: 'SHA-256 of the canonical JSON of the definition.',
} as const;
const person = { visibility: 'private', meaning: 'Internal id of the person.' } as const;
const calendarWarning = {
  visibility: 'public',
  meaning: 'Code of the rule of the calendar that warned against the act, or null.',
} as const;

export const electionCreated = defineEvent({
  type: 'elections.created',
  log: 'public',
  meaning: 'An election was drafted from a country pack.',
  fields: {
    mode: { visibility: 'public', meaning: 'live, training or drill.' },
    pack: { visibility: 'public', meaning: 'Code of the country pack.' },
    packHash: { visibility: 'public', meaning: 'SHA-256 over the files of the country pack.' },
    person,
  },
});

export const versionStarted = defineEvent({
  type: 'elections.version-started',
  log: 'public',
  meaning: 'A new version of the definition was opened as a draft.',
  fields: {
    version,
    reason: { visibility: 'public', meaning: 'Why the definition is to change.' },
    person,
  },
});

export const draftSaved = defineEvent({
  type: 'elections.draft-saved',
  log: 'audit',
  meaning: 'A draft of a definition was changed.',
  fields: {
    version,
    revision: { visibility: 'public', meaning: 'Number of the save.' },
    hash,
    person,
  },
});

export const candidatesImported = defineEvent({
  type: 'elections.candidates-imported',
  log: 'audit',
  meaning: 'Parties, lists and candidates of a draft were replaced from files.',
  fields: {
    version,
    revision: { visibility: 'public', meaning: 'Number of the save.' },
    hash,
    files: { visibility: 'public', meaning: 'SHA-256 of each file that was read.' },
    calendarWarning,
    person,
  },
});

export const draftDiscarded = defineEvent({
  type: 'elections.draft-discarded',
  log: 'public',
  meaning: 'A draft of a definition was put aside.',
  fields: {
    version,
    reason: { visibility: 'public', meaning: 'Why it was put aside.' },
    person,
  },
});

export const definitionSealed = defineEvent({
  type: 'elections.definition-sealed',
  log: 'public',
  meaning: 'Two people sealed a definition; the election rests on it from then on.',
  fields: {
    election: { visibility: 'public', meaning: 'Code of the election.' },
    version,
    hash,
    packHash: { visibility: 'public', meaning: 'SHA-256 over the files of the country pack.' },
    mode: { visibility: 'public', meaning: 'live, training or drill.' },
    supersedes: { visibility: 'public', meaning: 'Number of the version before, or null.' },
    reason: { visibility: 'public', meaning: 'Why the definition changed.' },
    calendarWarning,
  },
});

export const clockMoved = defineEvent({
  type: 'elections.clock-moved',
  log: 'public',
  meaning: 'The clock of a training or drill election was set.',
  fields: {
    before: { visibility: 'public', meaning: 'Legal time before, UTC.' },
    shows: { visibility: 'public', meaning: 'Legal time that it was set to, UTC.' },
    speed: { visibility: 'public', meaning: 'How many times as fast as real time it runs.' },
    reason: { visibility: 'public', meaning: 'Why it was set.' },
    person,
  },
});

export const electionEvents = [
  electionCreated,
  versionStarted,
  draftSaved,
  candidatesImported,
  draftDiscarded,
  definitionSealed,
  clockMoved,
];
