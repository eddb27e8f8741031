import { defineEvent } from '../../../platform/event.ts';

const pack = { visibility: 'public', meaning: 'Code of the country pack.' } as const;
const register = { visibility: 'public', meaning: 'civil or address.' } as const;
const sequence = { visibility: 'public', meaning: 'Number of the batch in its register.' } as const;
const manifest = {
  visibility: 'public',
  meaning: 'SHA-256 of the manifest of the batch.',
} as const;
const reason = { visibility: 'public', meaning: 'Why.' } as const;
const supplier = { visibility: 'public', meaning: 'Name of the register.' } as const;
const fingerprint = { visibility: 'public', meaning: 'SHA-256 of its public key.' } as const;
const proposedBy = { visibility: 'private', meaning: 'Internal id of the first person.' } as const;
const person = { visibility: 'private', meaning: 'Internal id of the person who acted.' } as const;

export const supplierRegistered = defineEvent({
  type: 'voter-register.supplier-registered',
  log: 'public',
  meaning: 'Two people registered the key of a register: batches that it signs are taken.',
  fields: { pack, register, supplier, fingerprint, reason, proposedBy, person },
});

export const supplierEnded = defineEvent({
  type: 'voter-register.supplier-ended',
  log: 'public',
  meaning: 'Two people ended the key of a register: batches that it signs are taken no more.',
  fields: { pack, register, supplier, fingerprint, reason, proposedBy, person },
});

export const batchReceived = defineEvent({
  type: 'voter-register.batch-received',
  log: 'public',
  meaning: 'A signed batch of a register arrived whole and waits to be loaded.',
  fields: {
    pack,
    register,
    sequence,
    kind: { visibility: 'public', meaning: 'full or delta.' },
    manifest,
    supplier,
    rows: { visibility: 'public', meaning: 'Number of rows of all its files.' },
    person,
  },
});

export const batchReleased = defineEvent({
  type: 'voter-register.batch-released',
  log: 'public',
  meaning:
    'Two people let a held batch go on, although it changes more of a district than the limit.',
  fields: { pack, register, sequence, manifest, reason, proposedBy, person },
});

export const heldBatchRefused = defineEvent({
  type: 'voter-register.held-batch-refused',
  log: 'public',
  meaning: 'A held batch was refused: nothing of it was taken over.',
  fields: { pack, register, sequence, manifest, reason, person },
});

export const checksumsCompared = defineEvent({
  type: 'voter-register.checksums-compared',
  log: 'public',
  meaning: 'The checksums that a register signed were compared with what was taken over.',
  fields: {
    pack,
    register,
    sequence,
    districts: { visibility: 'public', meaning: 'Districts compared.' },
    differing: { visibility: 'public', meaning: 'Districts that differ.' },
  },
});

const batch = { visibility: 'public', meaning: 'Internal id of the batch.' } as const;
const line = { visibility: 'private', meaning: 'File and number of the line.' } as const;

export const lineOpened = defineEvent({
  type: 'voter-register.line-opened',
  log: 'audit',
  meaning: 'Somebody looked at a line of a batch that was set aside.',
  fields: {
    batch,
    line,
    purpose: { visibility: 'private', meaning: 'What for, in the words of the person.' },
    person,
  },
});

export const lineResolved = defineEvent({
  type: 'voter-register.line-resolved',
  log: 'audit',
  meaning: 'Somebody said what became of a line of a batch that was set aside.',
  fields: {
    batch,
    line,
    resolution: { visibility: 'private', meaning: 'In the words of the person.' },
    person,
  },
});

export const feedEvents = [
  supplierRegistered,
  supplierEnded,
  batchReceived,
  batchReleased,
  heldBatchRefused,
  checksumsCompared,
  lineOpened,
  lineResolved,
];
