import { lastAnchoredSize } from './store-audit-anchor.ts';
import type { Queries } from '../../platform/database.ts';
import type { Platform } from '../../platform/platform.ts';
import { writePartial, writeWhole } from './log-files.ts';
import type { LogIdentity, LogName } from './log-identity.ts';
import { createLookupLines, type LookupLines, lookupFolder } from './lookup-files.ts';
import { openLog } from './open-log.ts';
import { publishCheckpoint } from './publish-checkpoint.ts';
import type { SequencerStep } from './sequencer.ts';
import { publicSizeOf, signAndKeep } from './signed-state.ts';
import { placeWaiting, saveLogState } from './store-sequence.ts';
import type { TileBuffer } from './tile-buffer.ts';

/** A checkpoint at most so often while there is work. */
const CHECKPOINT_INTERVAL_MS = 10_000;
/** Facts that get their places in one statement: it takes a fifth of a second and holds up nobody. */
const FACTS_AT_ONCE = 4096;

/** A log in the hands of the sequencer. */
export type GrowingLog = {
  readonly buffer: TileBuffer;
  readonly lookup: LookupLines | null;
  /** Size up to which whole tiles are written. */
  written: number;
  /** The newest checkpoint that was signed, and when this process signed it. */
  signed: { readonly size: number; readonly root: Uint8Array };
  signedAtMs: number;
  /** When the size of the audit log was last recorded in the public one. */
  anchoredAtMs: number;
  anchoredSize: number;
  /** What this process put into `checkpoint` and `public-checkpoint`. */
  published: string | null;
  publishedPublic: string | null;
  /** The public checkpoint never goes back. */
  publicSize: number;
};

export async function openGrowingLog(queries: Queries, identity: LogIdentity): Promise<GrowingLog> {
  const { buffer, signed } = await openLog(queries, identity);
  return {
    buffer,
    lookup: identity.log === 'public' ? createLookupLines() : null,
    written: buffer.size(),
    signed,
    signedAtMs: Number.NEGATIVE_INFINITY,
    anchoredAtMs: 0,
    anchoredSize: identity.log === 'audit' ? await lastAnchoredSize(queries) : 0,
    published: null,
    publishedPublic: null,
    publicSize: await publicSizeOf(identity),
  };
}

export type Growth = {
  readonly platform: Platform;
  readonly connection: Queries;
  readonly identity: LogIdentity;
  readonly growing: GrowingLog;
  readonly options: { readonly onStep?: (log: LogName, step: SequencerStep) => void };
};

/**
 * One round of one log. The order makes a kill anywhere harmless: places in the database, which is what everything else
 * follows from; tiles; the signed state, on its own disk; then the checkpoint for everybody. Whatever is missing behind
 * the place of the kill is made from the database at the next start, and it comes out the same.
 */
export async function growLog(growth: Growth, mode: 'when-due' | 'sign-now'): Promise<boolean> {
  const { growing, identity } = growth;
  const more = await placeFacts(growth);
  const nowMs = performance.now();
  const isDue = mode === 'sign-now' || nowMs - growing.signedAtMs >= CHECKPOINT_INTERVAL_MS;
  if (growing.buffer.size() === growing.signed.size || !isDue || (more && mode === 'sign-now')) {
    await publishCheckpoint(growth);
    return more;
  }
  await sign(growth);
  growing.signedAtMs = nowMs;
  await publishCheckpoint(growth);
  growth.options.onStep?.(identity.log, 'published');
  await growing.lookup?.appendTo(lookupFolder(identity.folder));
  growth.options.onStep?.(identity.log, 'looked-up');
  return more;
}

async function placeFacts({ connection, identity, growing, options }: Growth): Promise<boolean> {
  const { buffer } = growing;
  const entries = await placeWaiting(connection, identity.log, buffer.size(), FACTS_AT_ONCE);
  if (entries.length === 0) return false;
  options.onStep?.(identity.log, 'placed');
  for (const entry of entries) {
    growing.lookup?.add(entry, buffer.size());
    buffer.append(entry);
  }
  await writeWhole(identity.folder, buffer, growing.written);
  buffer.forgetWhole();
  growing.written = buffer.size();
  options.onStep?.(identity.log, 'whole-written');
  return entries.length === FACTS_AT_ONCE;
}

async function sign({ platform, connection, identity, growing, options }: Growth): Promise<void> {
  const { buffer, signed } = growing;
  await writePartial(identity.folder, buffer, signed.size);
  options.onStep?.(identity.log, 'partial-written');
  const tree = { size: buffer.size(), root: buffer.root() };
  await signAndKeep(identity, tree);
  growing.signed = tree;
  options.onStep?.(identity.log, 'signed');
  const checkpointAt = platform.now();
  const state = { status: 'running', detail: null, size: tree.size, checkpointAt };
  await saveLogState(connection, identity.log, state, checkpointAt);
}
