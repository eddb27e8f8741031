import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { ok } from '@ovoz/basics';
import { type LogIdentity, logIdentity } from '../src/modules/record/log-identity.ts';
import {
  openSequencer,
  type Sequencer,
  type SequencerOptions,
} from '../src/modules/record/sequencer.ts';
import { inTransaction } from '../src/platform/database.ts';
import { defineEvent } from '../src/platform/event.ts';
import { newFact, recordFacts } from '../src/platform/evidence.ts';
import type { Platform } from '../src/platform/platform.ts';
import type { TestServer } from './start-test-server.ts';

const counted = defineEvent({
  type: 'example.counted',
  log: 'public',
  meaning: 'Something was counted.',
  fields: { number: { visibility: 'public', meaning: 'The count.' } },
});
const looked = defineEvent({ ...counted, type: 'example.looked', log: 'audit' });

/** Records so many facts, all in one transaction. */
export async function recordMany(
  { database, now }: Platform,
  count: number,
  log: 'public' | 'audit' = 'public',
): Promise<void> {
  const context = {
    now: now(),
    actor: null,
    election: null,
    territoryPath: 'UZ',
    subject: 'example',
  };
  const event = log === 'public' ? counted : looked;
  const facts = Array.from({ length: count }, (_, number) => newFact(event, context, { number }));
  await inTransaction(database, async (transaction) => {
    await recordFacts(transaction, facts);
    return ok({});
  });
}

export function ownerUrl({ configuration }: Platform): string {
  return configuration.databaseUrl ?? assert.fail('a test has a database of its own');
}

/** Opens a sequencer, lets it sign all that waits, and closes it: as one life of a server. */
export async function sequence(platform: Platform, options: SequencerOptions = {}): Promise<void> {
  const sequencer = await openWhenFree(platform, options);
  try {
    while (await sequencer.step('sign-now'));
  } finally {
    await sequencer.close();
  }
}

/** The database takes a moment to see that a process that was killed is gone, and with it the lock. */
async function openWhenFree(platform: Platform, options: SequencerOptions): Promise<Sequencer> {
  for (;;) {
    const sequencer = await openSequencer(platform, ownerUrl(platform), options);
    if (sequencer !== null) return sequencer;
    await setTimeout(LOCK_RETRY_MS);
  }
}

const LOCK_RETRY_MS = 50;

export async function logStatus({ owner }: TestServer, log = 'public'): Promise<string> {
  const [row] = await owner<{ status: string }[]>`select status from log_states where log = ${log}`;
  return row?.status ?? 'none';
}

export function identities(platform: Platform): {
  readonly open: LogIdentity;
  readonly audit: LogIdentity;
} {
  return { open: logIdentity(platform, 'public'), audit: logIdentity(platform, 'audit') };
}

/** A sequencer that goes when the test does. */
export async function openForTest(t: TestContext, platform: Platform) {
  const sequencer =
    (await openSequencer(platform, ownerUrl(platform))) ?? assert.fail('it has the lock');
  t.after(() => sequencer.close());
  return sequencer;
}
