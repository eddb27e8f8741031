import { defineEvent, type EventField } from '../../platform/event.ts';

const person: EventField = { visibility: 'private', meaning: 'Internal id of the person.' };
const pair: EventField = { visibility: 'private', meaning: 'Number of the pair.' };
const voters: EventField = {
  visibility: 'private',
  meaning: 'Numbers of both voters in the register.',
};

export const searchStarted = defineEvent({
  type: 'duplicates.search-started',
  log: 'public',
  meaning: 'Somebody had the whole register searched for people who stand in it twice.',
  fields: { person },
});

export const searchDone = defineEvent({
  type: 'duplicates.search-done',
  log: 'public',
  meaning:
    'The register, or those of it who changed, was searched for people who stand in it twice. Nobody is removed by it.',
  fields: {
    kind: { visibility: 'public', meaning: 'full or arrival.' },
    population: { visibility: 'public', meaning: 'Entries that were searched.' },
    pairs: { visibility: 'public', meaning: 'Pairs that people are to decide about.' },
    relatives: {
      visibility: 'public',
      meaning: 'Pairs of relatives, about which nobody is asked.',
    },
    model: { visibility: 'public', meaning: 'SHA-256 of the weights that were learnt.' },
  },
});

export const pairOpened = defineEvent({
  type: 'duplicates.pair-opened',
  log: 'audit',
  meaning: 'Somebody looked at both entries of a pair, for a purpose.',
  fields: {
    purpose: { visibility: 'public', meaning: 'Why.' },
    words: { visibility: 'private', meaning: 'What the person wrote about it.' },
    pair,
    voters,
    person,
  },
});

export const pairDecided = defineEvent({
  type: 'duplicates.pair-decided',
  log: 'public',
  meaning:
    'Two people decided whether two entries are one person; or one said to be unsure. Nobody is removed by it.',
  fields: {
    outcome: { visibility: 'public', meaning: 'same, different, relatives or unsure.' },
    reason: { visibility: 'private', meaning: 'Why.' },
    pair,
    voters,
    superfluous: { visibility: 'private', meaning: 'Entry that is asked to be removed, or null.' },
    request: { visibility: 'private', meaning: 'Request to remove it, or null.' },
    proposedBy: { visibility: 'private', meaning: 'Internal id of the first person.' },
    person: { visibility: 'private', meaning: 'Internal id of the second person, or of the only.' },
  },
});

export const duplicateEvents = [searchStarted, searchDone, pairOpened, pairDecided];
