import { setTimeout as wait } from 'node:timers/promises';
import type { Platform } from '../../platform/platform.ts';
import { openSequencer, type Sequencer } from './sequencer.ts';

/** How long facts gather before they get their places together. */
const ROUND_MS = 1000;
/** Another server sequences, or the database is away. */
const RETRY_MS = 2000;

/**
 * Keeps a sequencer running beside the server. Whatever fails, a lost connection or a full disk, it begins anew by
 * reading the whole log, so that nothing half done is ever signed.
 * @param ownerUrl the database as its owner.
 */
export function startSequencer(
  platform: Platform,
  ownerUrl: string,
): { readonly stop: () => Promise<void> } {
  const stopping = new AbortController();
  const pause = (ms: number) =>
    wait(ms, undefined, { signal: stopping.signal, ref: false }).catch(() => {});
  const running = (async () => {
    while (!stopping.signal.aborted) {
      try {
        const sequencer = await openSequencer(platform, ownerUrl);
        if (sequencer !== null) await runUntilStopped(sequencer, stopping.signal, pause);
      } catch (error) {
        platform.log.error({ err: error, part: 'record' }, 'the sequencer begins anew');
      }
      await pause(RETRY_MS);
    }
  })();
  return {
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}

async function runUntilStopped(
  sequencer: Sequencer,
  stop: AbortSignal,
  pause: (ms: number) => Promise<void>,
): Promise<void> {
  try {
    while (!stop.aborted) {
      const more = await sequencer.step();
      if (!more) await pause(ROUND_MS);
    }
    // What was recorded until now is signed before the server ends.
    while (await sequencer.step('sign-now'));
  } finally {
    await sequencer.close();
  }
}
