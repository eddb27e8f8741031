import type postgres from 'postgres';
import { openDatabase } from '../../platform/database.ts';
import type { Platform } from '../../platform/platform.ts';
import { recordAuditAnchor } from './store-audit-anchor.ts';
import { growLog, type GrowingLog, openGrowingLog } from './grow-log.ts';
import { LogFaultFound } from './log-fault.ts';
import { type LogIdentity, logIdentity, type LogName } from './log-identity.ts';
import { holdsSequencerLock, saveLogState, takeSequencerLock } from './store-sequence.ts';

/** Where a round is; tests end the process there. */
export type SequencerStep =
  | 'placed'
  | 'whole-written'
  | 'partial-written'
  | 'signed'
  | 'published'
  | 'looked-up';

export type SequencerOptions = {
  readonly onStep?: (log: LogName, step: SequencerStep) => void;
};

/** Gives facts their places and signs the trees: one for all servers of a database. */
export type Sequencer = {
  /**
   * One round: places what waits, and signs when it is time.
   * @returns true when more waits, which should follow at once.
   */
  readonly step: (mode?: 'when-due' | 'sign-now') => Promise<boolean>;
  readonly close: () => Promise<void>;
};

/** The audit log first: what it records in the public one is in the same round. */
const LOGS = ['audit', 'public'] as const;

/** What one log is at the moment: growing, or refused until people have looked into it. */
type LogSlot = {
  readonly identity: LogIdentity;
  growing: GrowingLog | 'not-open' | 'refused';
};

/**
 * Takes the lock of the sequencer on a connection of its own.
 * @param ownerUrl the database as its owner: the server's role cannot give a fact its place.
 * @returns null when another server sequences.
 */
export async function openSequencer(
  platform: Platform,
  ownerUrl: string,
  options: SequencerOptions = {},
): Promise<Sequencer | null> {
  const pool = openDatabase(ownerUrl, 'owner', 1);
  const connection = await pool.reserve();
  const close = async () => {
    connection.release();
    await pool.end({ timeout: 1 });
  };
  try {
    const pid = await takeSequencerLock(connection);
    if (pid === null) {
      await close();
      return null;
    }
    const logs = LOGS.map(
      (log): LogSlot => ({ identity: logIdentity(platform, log), growing: 'not-open' }),
    );
    return { step: (mode) => goRound({ platform, connection, pid, logs, options }, mode), close };
  } catch (error) {
    await close();
    throw error;
  }
}

type Round = {
  readonly platform: Platform;
  readonly connection: postgres.ReservedSql;
  readonly pid: number;
  readonly logs: readonly LogSlot[];
  readonly options: SequencerOptions;
};

async function goRound(round: Round, mode: 'when-due' | 'sign-now' = 'when-due'): Promise<boolean> {
  const { connection, pid, logs, platform } = round;
  if (!(await holdsSequencerLock(connection, pid))) {
    throw new Error('the lock of the sequencer was lost with its connection');
  }
  let more = false;
  for (const slot of logs) {
    if (slot.growing === 'not-open') slot.growing = await open(round, slot.identity);
    if (slot.growing === 'refused') continue;
    const isMore = await growLog({ ...round, ...slot, growing: slot.growing }, mode);
    more ||= isMore;
    if (slot.identity.log === 'audit') await recordAuditAnchor(connection, platform, slot.growing);
  }
  return more;
}

async function open(
  { platform, connection }: Round,
  identity: LogIdentity,
): Promise<GrowingLog | 'refused'> {
  const { log } = identity;
  const now = platform.now();
  try {
    const growing = await openGrowingLog(connection, identity);
    const size = growing.signed.size;
    const state = { status: 'running', detail: null, size, checkpointAt: null };
    await saveLogState(connection, log, state, now);
    return growing;
  } catch (error) {
    if (!(error instanceof LogFaultFound)) throw error;
    const { code, detail } = error.fault;
    platform.log.error({ part: 'record', log, code }, `nothing more is signed: ${detail}`);
    const state = { status: code, detail, size: 0, checkpointAt: null };
    await saveLogState(connection, log, state, now);
    return 'refused';
  }
}
