import { join } from 'node:path';
import { openCheckpoint, type SignedCheckpoint, signCheckpoint } from '@ovoz/public-log';
import { verifyEd25519 } from '../../platform/ed25519.ts';
import { readIfThere, syncFolderOf, writeDurably } from './durable-file.ts';
import { LogFaultFound } from './log-fault.ts';
import type { LogIdentity } from './log-identity.ts';

export const CHECKPOINT = 'checkpoint';
export const PUBLIC_CHECKPOINT = 'public-checkpoint';

/** What this log signed last, as far as can be known: both bind. */
export type SignedBefore = {
  /** From the disk that only this is kept on; null when there is none. */
  readonly state: SignedCheckpoint | null;
  /** As it stands among the files, for everybody. */
  readonly published: SignedCheckpoint | null;
};

/** @throws LogFaultFound when one of them is there and is not ours. */
export async function readSigned(identity: LogIdentity): Promise<SignedBefore> {
  const state = await readCheckpoint(identity, identity.statePath);
  if (state === 'damaged') {
    throw new LogFaultFound(
      'log-state-damaged',
      `${identity.statePath} is no checkpoint that the key of this log signed.`,
    );
  }
  const path = join(identity.folder, CHECKPOINT);
  const published = await readCheckpoint(identity, path);
  if (published === 'damaged') {
    throw new LogFaultFound(
      'log-file-altered',
      `${path} is no checkpoint that the key of this log signed.`,
    );
  }
  return { state, published };
}

/** The checkpoint in a file; null when there is no file. */
export async function readCheckpoint(
  { key }: LogIdentity,
  path: string,
): Promise<SignedCheckpoint | null | 'damaged'> {
  const bytes = await readIfThere(path);
  if (bytes === null) return null;
  const opened = openCheckpoint(bytes.toString('utf8'), key, verifyEd25519);
  return opened.ok ? opened.value : 'damaged';
}

/** Size of the newest checkpoint that was public; 0 when none was, or when what stands there is not ours. */
export async function publicSizeOf(identity: LogIdentity): Promise<number> {
  const found = await readCheckpoint(identity, join(identity.folder, PUBLIC_CHECKPOINT));
  return found === null || found === 'damaged' ? 0 : found.size;
}

/**
 * Signs a tree and keeps what was signed, on the disk before anybody can see it: whatever happens from then on, no
 * other tree of this size is ever signed.
 * @returns the note.
 */
export async function signAndKeep(
  identity: LogIdentity,
  tree: { readonly size: number; readonly root: Uint8Array },
): Promise<string> {
  const note = signCheckpoint({ origin: identity.origin, ...tree }, identity.key, identity.sign);
  await writeDurably(identity.statePath, note);
  await syncFolderOf(identity.statePath);
  return note;
}
