import { join } from 'node:path';
import type { AnswerOf, getRecordState, LogStatus } from '@ovoz/contract';
import { formatVkey, quorumOf } from '@ovoz/public-log';
import type { Platform } from '../../platform/platform.ts';
import type { LogIdentity } from './log-identity.ts';
import { PUBLIC_CHECKPOINT, readCheckpoint } from './signed-state.ts';
import { readLogStates } from './store-sequence.ts';
import { countCosigned, listWitnesses } from './store-witnesses.ts';

const LOGS = ['public', 'audit'] as const;

/** How the record stands: what the sequencer last saw, and who co-signed. */
export async function recordState(
  { database, now }: Platform,
  identity: LogIdentity,
): Promise<AnswerOf<typeof getRecordState>> {
  const [stored, witnesses, published] = await Promise.all([
    readLogStates(database),
    listWitnesses(database),
    readCheckpoint(identity, join(identity.folder, PUBLIC_CHECKPOINT)),
  ]);
  const logs = LOGS.map((log) => {
    const found = stored.find((one) => one.log === log);
    return {
      log,
      // Written by the sequencer, from the same list.
      status: (found?.status ?? 'starting') as LogStatus,
      detail: found?.detail ?? null,
      since: (found?.since ?? now()).toISOString(),
      size: found?.size ?? 0,
      checkpointAt: found?.checkpointAt?.toISOString() ?? null,
      waiting: found?.waiting ?? 0,
    };
  });
  const newest = logs.find(({ log }) => log === 'public')?.size ?? 0;
  const { registered, cosigned } = await countCosigned(database, newest);
  return {
    origin: identity.origin,
    vkey: formatVkey(identity.key),
    logs,
    publicSize: published === null || published === 'damaged' ? null : published.size,
    witnesses: witnesses.map((one) => ({
      ...one,
      registeredAt: one.registeredAt.toISOString(),
      removedAt: one.removedAt?.toISOString() ?? null,
      cosignedAt: one.cosignedAt?.toISOString() ?? null,
    })),
    registered,
    needed: quorumOf(registered),
    cosigned,
  };
}
