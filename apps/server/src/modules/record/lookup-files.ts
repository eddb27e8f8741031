import { appendFile, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256 } from '../../platform/evidence.ts';

const LOOKUP = 'lookup';
/** Lines that are held in memory before they go to the disk: some 7 MB. */
const LINES_AT_ONCE = 100_000;

/** Collects where entries stand, by the first two digits of their hash. A convenience: whoever reads it checks. */
export type LookupLines = {
  readonly add: (entry: Uint8Array, index: number) => void;
  readonly count: () => number;
  /** Appends what was added to the files in a folder, and lets go of it. */
  readonly appendTo: (folder: string) => Promise<void>;
};

export function createLookupLines(): LookupLines {
  const lines = new Map<string, string[]>();
  let count = 0;
  return {
    add: (entry, index) => {
      const hash = sha256(entry).toString('hex');
      const digits = hash.slice(0, 2);
      const list = lines.get(digits) ?? [];
      list.push(`${hash} ${index}\n`);
      lines.set(digits, list);
      count += 1;
    },
    count: () => count,
    appendTo: async (folder) => {
      await mkdir(folder, { recursive: true });
      for (const [digits, list] of lines) await appendFile(join(folder, digits), list.join(''));
      lines.clear();
      count = 0;
    },
  };
}

/** The folder of the published lines of a log. */
export function lookupFolder(folder: string): string {
  return join(folder, LOOKUP);
}

/** Writes all lines anew beside the old ones: a kill may have cut one in half. */
export type LookupRewrite = {
  readonly add: (entry: Uint8Array, index: number) => Promise<void>;
  readonly finish: () => Promise<void>;
};

export async function rewriteLookup(folder: string): Promise<LookupRewrite> {
  const draft = join(folder, `${LOOKUP}.new`);
  await rm(draft, { recursive: true, force: true });
  const lines = createLookupLines();
  return {
    add: async (entry, index) => {
      lines.add(entry, index);
      if (lines.count() >= LINES_AT_ONCE) await lines.appendTo(draft);
    },
    finish: async () => {
      await lines.appendTo(draft);
      const written = new Set(await readdir(draft));
      const target = lookupFolder(folder);
      await mkdir(target, { recursive: true });
      for (const name of written) await rename(join(draft, name), join(target, name));
      for (const name of await readdir(target)) {
        if (!written.has(name)) await rm(join(target, name), { recursive: true, force: true });
      }
      await rm(draft, { recursive: true, force: true });
    },
  };
}
