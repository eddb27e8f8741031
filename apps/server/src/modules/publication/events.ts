import { defineEvent } from '../../platform/event.ts';

export const published = defineEvent({
  type: 'publication.published',
  log: 'public',
  meaning: 'The published files changed; the manifest names each with its hash.',
  fields: {
    manifestHash: { visibility: 'public', meaning: 'SHA-256 of the bytes of manifest.json.' },
    files: { visibility: 'public', meaning: 'How many files the manifest names.' },
  },
});

export const resultsPublished = defineEvent({
  type: 'publication.results-published',
  log: 'public',
  meaning:
    'Files of results changed; the manifest of the election names those of areas with their hashes.',
  fields: {
    manifestHash: {
      visibility: 'public',
      meaning: 'SHA-256 of the bytes of results/manifest.json.',
    },
    files: { visibility: 'public', meaning: 'How many files the manifest names.' },
    edition: { visibility: 'public', meaning: 'Number of the publication, as in live.json.' },
  },
});

export const publicationStopped = defineEvent({
  type: 'publication.stopped',
  log: 'public',
  meaning:
    'The totals of an area cannot be true, so its file and those above it were not replaced.',
  fields: {
    area: { visibility: 'public', meaning: 'The area: nation, territory:… or district:….' },
    codes: { visibility: 'public', meaning: 'What is impossible: contest, figure and code.' },
  },
});

export const publicationEvents = [published, resultsPublished, publicationStopped];
