import { defineEvent } from '../../platform/event.ts';

const station = { visibility: 'public', meaning: 'Number of the station.' } as const;
const key = { visibility: 'public', meaning: 'SHA-256 of the public key.' } as const;
const person = { visibility: 'private', meaning: 'Internal id of the person.' } as const;

export const keyCertified = defineEvent({
  type: 'station-keys.certified',
  log: 'public',
  meaning:
    'Two people certified the key of a station: what it signs for the election is the station’s.',
  fields: {
    station,
    key,
    publicKey: { visibility: 'public', meaning: 'Raw Ed25519 public key, base64url.' },
    validFrom: { visibility: 'public', meaning: 'Legal time from which it is valid.' },
    validUntil: { visibility: 'public', meaning: 'Legal time until which it is valid.' },
    proposedBy: person,
    person,
  },
});

export const keyRevoked = defineEvent({
  type: 'station-keys.revoked',
  log: 'public',
  meaning: 'The key of a station was revoked. What it signed before stays.',
  fields: { station, key, reason: { visibility: 'public', meaning: 'Why.' }, person },
});

export const stationKeyEvents = [keyCertified, keyRevoked];
