import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Frontier, leafHash, type SignedCheckpoint } from '@ovoz/public-log';
import type { Queries } from '../../platform/database.ts';
import { sha256 } from '../../platform/evidence.ts';
import { LogFaultFound } from './log-fault.ts';
import { mendWhole } from './log-files.ts';
import type { LogIdentity } from './log-identity.ts';
import { rewriteLookup } from './lookup-files.ts';
import { mendPartial } from './mend-partial.ts';
import { readSigned, type SignedBefore, signAndKeep } from './signed-state.ts';
import { readPlaced } from './store-sequence.ts';
import { createTileBuffer, type TileBuffer } from './tile-buffer.ts';

/** A log that agrees with everything that was signed of it. */
export type OpenLog = {
  readonly buffer: TileBuffer;
  /** The newest checkpoint that was signed. */
  readonly signed: { readonly size: number; readonly root: Uint8Array };
};

/** Entries that are read and hashed in one go: some milliseconds. */
const ENTRIES_AT_ONCE = 2048;

/**
 * Reads a whole log from the database and compares it with what was signed, and with the files. Costs a second for
 * some hundred thousand entries, at each start, and is what makes a rollback or a change by the owner of the
 * database known before anything more is signed.
 * @throws LogFaultFound
 */
export async function openLog(queries: Queries, identity: LogIdentity): Promise<OpenLog> {
  const before = await readSigned(identity);
  const signed = [before.state, before.published].filter((one) => one !== null);
  const signedSize = Math.max(0, ...signed.map(({ size }) => size));
  await checkRoots(queries, identity, before, signed, signedSize);
  await mkdir(identity.folder, { recursive: true });
  await removeDrafts(identity.folder);
  const buffer = await mendFiles(queries, identity, signedSize);
  const last = signed.find(({ size }) => size === signedSize);
  if (last !== undefined && last === before.state) return { buffer, signed: last };
  // The very first start, or the published one is ahead of the state: from here on the state binds.
  const empty = { size: 0, root: sha256('') };
  await signAndKeep(identity, last ?? empty);
  return { buffer, signed: last ?? empty };
}

/** Before any file is touched: every checkpoint that was signed closes the same tree as the database. */
async function checkRoots(
  queries: Queries,
  identity: LogIdentity,
  { state }: SignedBefore,
  signed: readonly SignedCheckpoint[],
  signedSize: number,
): Promise<void> {
  const frontier = new Frontier(sha256);
  const compare = () => {
    for (const { size, root } of signed) {
      if (size === frontier.size && !Buffer.from(root).equals(frontier.root())) {
        throw new LogFaultFound(
          'log-altered',
          `The first ${size} entries in the database are not those that were signed.`,
        );
      }
    }
  };
  compare();
  for await (const entry of entriesOf(queries, identity)) {
    frontier.append(leafHash(entry, sha256));
    compare();
  }
  if (frontier.size < signedSize) {
    throw new LogFaultFound(
      'log-rolled-back',
      `The database has ${frontier.size} entries; ${signedSize} were signed.`,
    );
  }
  if (state === null && (frontier.size > 0 || signedSize > 0)) {
    throw new LogFaultFound(
      'log-state-lost',
      `${identity.statePath} is missing, but the log has ${frontier.size} entries. Put the newest checkpoint there that anybody kept.`,
    );
  }
}

async function mendFiles(
  queries: Queries,
  { folder, log }: LogIdentity,
  signedSize: number,
): Promise<TileBuffer> {
  const buffer = createTileBuffer();
  const lookup = log === 'public' ? await rewriteLookup(folder) : null;
  let mended = 0;
  const mend = async () => {
    await mendWhole(folder, buffer, mended, signedSize);
    buffer.forgetWhole();
    mended = buffer.size();
  };
  for await (const entry of entriesOf(queries, { log })) {
    await lookup?.add(entry, buffer.size());
    buffer.append(entry);
    if (buffer.size() - mended >= ENTRIES_AT_ONCE) await mend();
  }
  await mend();
  await mendPartial(folder, buffer, signedSize);
  await lookup?.finish();
  return buffer;
}

/** All entries that have a place, in their order. @throws LogFaultFound for a place without an entry. */
async function* entriesOf(
  queries: Queries,
  { log }: Pick<LogIdentity, 'log'>,
): AsyncGenerator<Buffer> {
  for (let size = 0; ; ) {
    const placed = await readPlaced(queries, log, size, ENTRIES_AT_ONCE);
    for (const { index, bytes } of placed) {
      if (index !== size) {
        throw new LogFaultFound('log-altered', `Entry ${size} is missing in the database.`);
      }
      yield bytes;
      size += 1;
    }
    if (placed.length < ENTRIES_AT_ONCE) return;
  }
}

/** What a kill left of files that were being written. */
async function removeDrafts(folder: string): Promise<void> {
  for (const name of await readdir(folder, { recursive: true })) {
    if (name.endsWith('.new')) await rm(join(folder, name), { recursive: true, force: true });
  }
}
