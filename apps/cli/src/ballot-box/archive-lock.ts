import { DatabaseSync } from 'node:sqlite';
import { CommandFailure } from '../failure.ts';

const PATIENCE_MS = 60_000;
/** SQLite's words: another one has the lock. */
const SQLITE_BUSY = 5;

/**
 * Waits until this process alone writes to an archive. The lock is the operating system's, on an empty database
 * beside the archive, so it ends with the process, however that ends. The file stays: removing it while another
 * one waits for it would let two in.
 * @returns how to end it.
 * @throws CommandFailure `archive-busy`, `archive-unwritable`
 */
export function lockArchive(archive: string): () => void {
  const path = `${archive}.lock`;
  let database: DatabaseSync | null = null;
  try {
    database = new DatabaseSync(path, { timeout: PATIENCE_MS });
    database.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    database?.close();
    if ((error as { errcode?: number }).errcode === SQLITE_BUSY) {
      throw new CommandFailure(
        'archive-busy',
        `Another process has been writing to ${archive} for a minute.`,
      );
    }
    throw new CommandFailure(
      'archive-unwritable',
      `${path} cannot be locked: ${(error as Error).message}.`,
    );
  }
  const held = database;
  // Nothing was written, so there is nothing to commit.
  return () => held.close();
}
