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

export const sampleDrawn = defineEvent({
  type: 'duplicates.sample-drawn',
  log: 'public',
  meaning:
    'A random sample was drawn of the pairs that a search put to people, to know how many of them are one person. There is one of each search.',
  fields: {
    seed: {
      visibility: 'public',
      meaning:
        'Pairs of a band stand in the order of SHA-256 of seed, slash and number of the pair.',
    },
    pairsABand: { visibility: 'public', meaning: 'So many of each band are in it, or all.' },
    pairs: { visibility: 'public', meaning: 'Pairs in the sample.' },
    person,
  },
});

export const sampleReviewed = defineEvent({
  type: 'duplicates.sample-reviewed',
  log: 'audit',
  meaning:
    'Somebody said what a pair of the sample is. It measures the search and decides nothing about anybody.',
  fields: {
    verdict: { visibility: 'private', meaning: 'same, different or unsure.' },
    pair,
    person,
  },
});

export const duplicateEvents = [
  searchStarted,
  searchDone,
  pairOpened,
  pairDecided,
  sampleDrawn,
  sampleReviewed,
];
