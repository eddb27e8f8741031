import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { locked } from './embedded-postgres-error.ts';
import { processIdentity } from './embedded-postgres-processes.ts';

/**
 * Lets one process at a time work on a data folder, by a file that names it. A file whose process
 * is gone counts for nothing. PostgreSQL's own postmaster.pid stands behind it as the second
 * guard of the data; this one comes first because it also covers the making of the folder.
 *
 * @returns what gives the folder back.
 * @throws EmbeddedPostgresError data-folder-locked, with the process id of the owner.
 */
export function lockFolder(dataDirectory: string): () => void {
  const lock = join(dataDirectory, 'owner');
  const identity = processIdentity(process.pid) ?? String(process.pid);
  const claim = `${lock}.${process.pid}`;
  // Written whole under another name first: a lock is never seen half written.
  writeFileSync(claim, identity, { mode: 0o600 });
  try {
    if (!linkIfFree(claim, lock)) {
      setAsideDeadLock(lock, dataDirectory);
      if (!linkIfFree(claim, lock)) throw locked(dataDirectory, ownerOf(lock) ?? 0);
    }
  } finally {
    rmSync(claim, { force: true });
  }
  return () => {
    if (readLock(lock) === identity) rmSync(lock, { force: true });
  };
}

function setAsideDeadLock(lock: string, dataDirectory: string): void {
  const owner = ownerOf(lock);
  if (owner !== undefined) throw locked(dataDirectory, owner);
  const aside = `${lock}.dead.${process.pid}`;
  renameSync(lock, aside);
  // Between the look and the rename another process may have taken the folder: give it back.
  const taker = ownerOf(aside);
  if (taker !== undefined) linkIfFree(aside, lock);
  rmSync(aside, { force: true });
  if (taker !== undefined) throw locked(dataDirectory, taker);
}

/** The process id in a lock file, if that very process still runs. */
function ownerOf(lock: string): number | undefined {
  const identity = readLock(lock);
  const pid = Number.parseInt(identity ?? '', 10);
  return Number.isSafeInteger(pid) && processIdentity(pid) === identity ? pid : undefined;
}

function readLock(lock: string): string | undefined {
  try {
    return readFileSync(lock, 'utf8');
  } catch {
    return undefined;
  }
}

function linkIfFree(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}
