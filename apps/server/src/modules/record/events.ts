import { defineEvent } from '../../platform/event.ts';

const name = {
  visibility: 'public',
  meaning: 'Name of the witness, as its key bears it.',
} as const;
const vkey = {
  visibility: 'public',
  meaning: 'Key for co-signatures, one line as in C2SP signed-note.',
} as const;
const reason = { visibility: 'public', meaning: 'Why.' } as const;
const proposedBy = { visibility: 'private', meaning: 'Internal id of the first person.' } as const;
const person = { visibility: 'private', meaning: 'Internal id of the second person.' } as const;

export const auditAnchored = defineEvent({
  type: 'log.audit-anchored',
  log: 'public',
  meaning:
    'How many entries the private audit log had, and its root: nobody can change them any more without its being seen.',
  fields: {
    size: { visibility: 'public', meaning: 'Number of entries.' },
    root: { visibility: 'public', meaning: 'Root of their Merkle tree, base64.' },
  },
});

export const witnessRegistered = defineEvent({
  type: 'log.witness-registered',
  log: 'public',
  meaning:
    'Two people registered a witness: from this entry on it counts among those of whom a majority makes a checkpoint public.',
  fields: {
    name,
    vkey,
    organisation: { visibility: 'public', meaning: 'Who runs it.' },
    reason,
    proposedBy,
    person,
  },
});

export const witnessRemoved = defineEvent({
  type: 'log.witness-removed',
  log: 'public',
  meaning: 'Two people took a witness out: from this entry on it counts no more.',
  fields: { name, vkey, reason, proposedBy, person },
});

export const recordEvents = [auditAnchored, witnessRegistered, witnessRemoved];
