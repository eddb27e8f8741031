import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const compressBrotli = promisify(brotliCompress);
const compressGzip = promisify(gzip);

/** What lies in the site: path → hash of its content. Kept beside the pages to know what changed. */
const RECORD = '.rendered.json';
/** Files here have names that change with their content. */
const ASSETS = 'assets/';
/** In place of the hash of an asset that no page of the last run uses. */
const OUTDATED = 'outdated';
/** New files come into being here and are renamed to their place: a reader sees whole files only. */
const WORKSHOP = '.rendering';

const COMPRESSED = /\.(?:html|js|css|json|svg|csv|ics)$/;
/** Smaller files fit into one packet anyway. */
const COMPRESS_FROM_BYTES = 1200;
/** A gain of less than a tenth is not worth a file. */
const WORTHWHILE = 0.9;
/** Quality 5 makes the pages a quarter larger than 11 does, in a fiftieth of the time. */
const BROTLI_QUALITY = 5;
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
  readonly #before: ReadonlyMap<string, string>;
  readonly #now = new Map<string, string>();
  readonly #running = new Set<Promise<void>>();
  #written = 0;
  #serial = 0;

  private constructor(folder: string, before: ReadonlyMap<string, string>) {
    this.#folder = folder;
    this.#before = before;
  }

  static async open(folder: string): Promise<SiteWriter> {
    // What a killed run left behind.
    await rm(join(folder, WORKSHOP), { recursive: true, force: true });
    await mkdir(join(folder, WORKSHOP), { recursive: true });
    return new SiteWriter(folder, await readRecord(folder));
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

  /**
   * Waits for all files, then takes away what was not put again. Assets stay for one more run: pages
   * that people have open, or that a cache holds, still load them.
   */
  async finish(): Promise<SiteReport> {
    await Promise.all(this.#running);
    const left = [...this.#before].filter(([path]) => !this.#now.has(path));
    const kept = left.filter(([path, hash]) => path.startsWith(ASSETS) && hash !== OUTDATED);
    const gone = left.filter((entry) => !kept.includes(entry));
    for (const [path] of gone) await this.#remove(path);
    const record = new Map([...this.#now, ...kept.map(([path]) => [path, OUTDATED] as const)]);
    await this.#place(RECORD, Buffer.from(JSON.stringify(Object.fromEntries(record))));
    await rm(join(this.#folder, WORKSHOP), { recursive: true, force: true });
    return {
      written: this.#written,
      unchanged: this.#now.size - this.#written,
      removed: gone.length,
    };
  }

  async #write(path: string, bytes: Buffer): Promise<void> {
    const [brotli, zipped] = await compress(path, bytes);
    await mkdir(dirname(join(this.#folder, path)), { recursive: true });
    // The plain file comes last: who has it finds its siblings no older.
    await this.#placeOrRemove(`${path}.br`, brotli);
    await this.#placeOrRemove(`${path}.gz`, zipped);
    await this.#place(path, bytes);
    this.#written += 1;
  }

  async #placeOrRemove(path: string, bytes: Buffer | null): Promise<void> {
    if (bytes === null) await rm(join(this.#folder, path), { force: true });
    else await this.#place(path, bytes);
  }

  async #place(path: string, bytes: Buffer): Promise<void> {
    this.#serial += 1;
    const made = join(this.#folder, WORKSHOP, String(this.#serial));
    await writeFile(made, bytes);
    await rename(made, join(this.#folder, path));
  }

  async #remove(path: string): Promise<void> {
    for (const ending of ['', '.br', '.gz']) {
      await rm(join(this.#folder, path + ending), { force: true });
    }
    await removeEmptyFolders(this.#folder, dirname(path));
  }
}

async function compress(
  path: string,
  bytes: Buffer,
): Promise<readonly [Buffer | null, Buffer | null]> {
  if (!COMPRESSED.test(path) || bytes.length < COMPRESS_FROM_BYTES) return [null, null];
  const [brotli, zipped] = await Promise.all([
    compressBrotli(bytes, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY,
        [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
        [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      },
    }),
    compressGzip(bytes, { level: 6 }),
  ]);
  const ifWorthwhile = (made: Buffer) => (made.length < bytes.length * WORTHWHILE ? made : null);
  return [ifWorthwhile(brotli), ifWorthwhile(zipped)];
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
