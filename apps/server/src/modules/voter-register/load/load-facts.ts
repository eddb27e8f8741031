import type { BatchReport } from '@ovoz/voter-register';
import { defineEvent } from '../../../platform/event.ts';
import { recordFact } from '../../../platform/evidence.ts';
import type { InTransaction } from './load-job.ts';

const pack = { visibility: 'public', meaning: 'Code of the country pack.' } as const;
const register = { visibility: 'public', meaning: 'civil or address.' } as const;
const sequence = { visibility: 'public', meaning: 'Number of the batch in its register.' } as const;
const kind = { visibility: 'public', meaning: 'full or delta.' } as const;
const manifest = {
  visibility: 'public',
  meaning: 'SHA-256 of the manifest of the batch.',
} as const;
const whole = { pack, register, sequence, kind, manifest } as const;

export const batchApplied = defineEvent({
  type: 'voter-register.batch-applied',
  log: 'public',
  meaning: 'A batch of a register was taken over into the voter list.',
  fields: {
    ...whole,
    rows: { visibility: 'public', meaning: 'Rows of all its files.' },
    outcomes: {
      visibility: 'public',
      meaning: 'How many entries were added, changed, removed and so on, and lines set aside.',
    },
    released: {
      visibility: 'public',
      meaning: 'Two people let it go on although it changes more of a district than the limit.',
    },
  },
});

export const batchHeld = defineEvent({
  type: 'voter-register.batch-held',
  log: 'public',
  meaning: 'A batch changes more of a district than the limit: it waits for two people.',
  fields: {
    ...whole,
    districts: { visibility: 'public', meaning: 'Codes of the districts beyond the limit.' },
  },
});

export const batchRefused = defineEvent({
  type: 'voter-register.batch-refused',
  log: 'public',
  meaning: 'A batch could not be taken over; nothing of it was.',
  fields: { ...whole, refusal: { visibility: 'public', meaning: 'Code of the reason.' } },
});

export const loadFactTypes = [batchApplied, batchHeld, batchRefused];

export async function recordApplied(
  { transaction, job }: InTransaction,
  { rows, outcomes }: BatchReport,
): Promise<void> {
  await recordFact(transaction, batchApplied, contextOf(job), {
    ...batchFields(job),
    rows,
    outcomes: { ...outcomes },
    released: job.batch.isReleased,
  });
}

export async function recordHeld(
  { transaction, job }: InTransaction,
  { districts }: BatchReport,
): Promise<void> {
  const held = districts.filter(({ isHeld }) => isHeld).map(({ territory }) => territory);
  await recordFact(transaction, batchHeld, contextOf(job), {
    ...batchFields(job),
    districts: held,
  });
}

export async function recordRefused(
  { transaction, job }: InTransaction,
  refusal: string,
): Promise<void> {
  await recordFact(transaction, batchRefused, contextOf(job), { ...batchFields(job), refusal });
}

type Job = InTransaction['job'];

function contextOf({ batch, register: country, now }: Job) {
  return {
    now,
    actor: null,
    election: null,
    territoryPath: country.root,
    subject: `${batch.pack}/voter-register/${batch.register}/${batch.sequence}`,
  };
}

function batchFields({ batch }: Job) {
  return {
    pack: batch.pack,
    register: batch.register,
    sequence: batch.sequence,
    kind: batch.kind,
    manifest: batch.manifestHash.toString('hex'),
  };
}
