import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, rm, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { WholeFiles } from './whole-files.ts';

/** What lies in the site: path → hash of its content. Kept beside the pages to know what changed. */
const RECORD = '.rendered.json';
/** Files here have names that change with their content. */
const ASSETS = 'assets/';
/** In place of the hash of an asset that no page of the last run uses. */
const OUTDATED = 'outdated';
/** New files come into being here and are renamed to their place: a reader sees whole files only. */
const WORKSHOP = '.rendering';

/** Compression runs on Node's own threads; more at once would only fill the memory. */
const AT_ONCE = 4;

export type SiteReport = {
  readonly written: number;
  readonly unchanged: number;
  readonly removed: number;
};

/**
 * Writes a site into a folder. A file that is as it was is left alone, others are replaced whole, and
 * what no longer belongs to the site goes at the end. One writer at a time.
 */
export class SiteWriter {
  readonly #folder: string;
  readonly #files: WholeFiles;
  readonly #before: ReadonlyMap<string, string>;
  readonly #now = new Map<string, string>();
  readonly #running = new Set<Promise<void>>();
  #written = 0;

  private constructor(folder: string, files: WholeFiles, before: ReadonlyMap<string, string>) {
    this.#folder = folder;
    this.#files = files;
    this.#before = before;
  }

  static async open(folder: string): Promise<SiteWriter> {
    const files = await WholeFiles.open(folder, WORKSHOP);
    return new SiteWriter(folder, files, await readRecord(folder));
  }

  /** Puts a file into the site. Resolves when there is room for the next, not when it is written. */
  async put(path: string, content: string | Buffer): Promise<void> {
    const bytes = typeof content === 'string' ? Buffer.from(content) : content;
    const hash = createHash('sha256').update(bytes).digest('base64url');
    this.#now.set(path, hash);
    if (this.#before.get(path) === hash && existsSync(join(this.#folder, path))) return;
    const work = this.#write(path, bytes);
    this.#running.add(work);
    // Failures surface in the race below or in finish().
    void work.then(
      () => this.#running.delete(work),
      () => undefined,
    );
    if (this.#running.size >= AT_ONCE) await Promise.race(this.#running);
  }

  /** Resolves when everything that was put is written. */
  async flush(): Promise<void> {
    await Promise.all(this.#running);
  }

  /**
   * Waits for all files, then takes away what was not put again. Assets stay for one more run: pages
   * that people have open, or that a cache holds, still load them.
   */
  async finish(): Promise<SiteReport> {
    await this.flush();
    const left = [...this.#before].filter(([path]) => !this.#now.has(path));
    const kept = left.filter(([path, hash]) => path.startsWith(ASSETS) && hash !== OUTDATED);
    const gone = left.filter((entry) => !kept.includes(entry));
    for (const [path] of gone) await this.#remove(path);
    const record = new Map([...this.#now, ...kept.map(([path]) => [path, OUTDATED] as const)]);
    await this.#files.place(RECORD, Buffer.from(JSON.stringify(Object.fromEntries(record))));
    await this.#files.close();
    return {
      written: this.#written,
      unchanged: this.#now.size - this.#written,
      removed: gone.length,
    };
  }

  async #write(path: string, bytes: Buffer): Promise<void> {
    await this.#files.write(path, bytes);
    this.#written += 1;
  }

  async #remove(path: string): Promise<void> {
    for (const ending of ['', '.br', '.gz']) {
      await rm(join(this.#folder, path + ending), { force: true });
    }
    await removeEmptyFolders(this.#folder, dirname(path));
  }
}

async function readRecord(folder: string): Promise<ReadonlyMap<string, string>> {
  try {
    const record: unknown = JSON.parse(await readFile(join(folder, RECORD), 'utf8'));
    // Only this program writes it, and a wrong entry costs no more than writing a page again.
    return new Map(Object.entries(record as Record<string, string>));
  } catch {
    // No record, or a spoilt one: everything is written anew.
    return new Map();
  }
}

async function removeEmptyFolders(root: string, path: string): Promise<void> {
  if (path === '.' || path === '') return;
  try {
    await rmdir(join(root, path));
  } catch {
    // Not empty: it is still needed.
    return;
  }
  await removeEmptyFolders(root, dirname(path));
}
