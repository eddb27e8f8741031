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

export const publicationEvents = [published];
