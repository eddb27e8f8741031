import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The published record as anybody reads it: below a folder, or of the site itself. Null where there is no such file. */
export type PublishedRecord = (path: string) => Promise<Buffer | null>;

const PATIENCE_MS = 20_000;

/** @param place folder of published files, or the address of the site: `https://elections.example.org`. */
export function openPublished(place: string): PublishedRecord {
  if (!/^https?:\/\//.test(place)) return (path) => readIfThere(join(place, path));
  const site = new URL('/published/', place);
  return async (path) => {
    const answer = await fetch(new URL(path, site), { signal: AbortSignal.timeout(PATIENCE_MS) });
    if (answer.status === 404) return null;
    if (!answer.ok) throw new Error(`${answer.url} answers ${answer.status}`);
    return Buffer.from(await answer.arrayBuffer());
  };
}

async function readIfThere(path: string): Promise<Buffer | null> {
  try {
    return await readFile(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
