import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { CommandFailure } from '../failure.ts';

/**
 * One process at a time works in a folder. The file holds the id of the process, so that one which was killed does not
 * lock the next one out. @returns how to end it.
 * @throws CommandFailure `witness-runs-already`.
 */
export function lockFolder(path: string): () => void {
  const own = String(process.pid);
  for (let attempt = 0; attempt < 2; attempt += 1) {
    try {
      writeFileSync(path, own, { flag: 'wx' });
      return () => rmSync(path, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const holder = holderOf(path);
      // In a container a process may have the id of the one before it.
      if (holder !== null && String(holder) !== own && isAlive(holder)) break;
      rmSync(path, { force: true });
    }
  }
  throw new CommandFailure(
    'witness-runs-already',
    `Another process (${readFileSync(path, 'utf8')}) is a witness in this folder; two at once could co-sign two trees. If there is none, remove ${path}.`,
  );
}

function holderOf(path: string): number | null {
  try {
    const id = Number(readFileSync(path, 'utf8'));
    return Number.isSafeInteger(id) && id > 0 ? id : null;
  } catch {
    // It was just removed.
    return null;
  }
}

function isAlive(id: number): boolean {
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
