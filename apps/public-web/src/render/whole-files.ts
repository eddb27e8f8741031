import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const compressBrotli = promisify(brotliCompress);
const compressGzip = promisify(gzip);

const COMPRESSED = /\.(?:html|js|css|json|svg|csv|ics)$/;
/** Smaller files fit into one packet anyway. */
const COMPRESS_FROM_BYTES = 1200;
/** A gain of less than a tenth is not worth a file. */
const WORTHWHILE = 0.9;
/** Quality 5 makes the pages a quarter larger than 11 does, in a fiftieth of the time. */
const BROTLI_QUALITY = 5;
/** A window of 256 kB holds a page; the usual 4 MB would be taken for each. */
const BROTLI_WINDOW_BITS = 18;

/** Writes files of a site whole: a reader sees the old one or the new one, with siblings no older. */
export class WholeFiles {
  readonly #folder: string;
  readonly #workshop: string;
  #serial = 0;

  private constructor(folder: string, workshop: string) {
    this.#folder = folder;
    this.#workshop = workshop;
  }

  /** New files come into being in `workshop`, which no other program may use at the same time. */
  static async open(folder: string, workshop: string): Promise<WholeFiles> {
    const files = new WholeFiles(folder, workshop);
    // What a killed run left behind.
    await files.close();
    await mkdir(join(folder, workshop), { recursive: true });
    return files;
  }

  /** Replaces a file and its compressed siblings. */
  async write(path: string, bytes: Buffer): Promise<void> {
    const [brotli, zipped] = await compress(path, bytes);
    await mkdir(dirname(join(this.#folder, path)), { recursive: true });
    // The plain file comes last: who has it finds its siblings no older.
    await this.#placeOrRemove(`${path}.br`, brotli);
    await this.#placeOrRemove(`${path}.gz`, zipped);
    await this.place(path, bytes);
  }

  /** Replaces a file that has no siblings. */
  async place(path: string, bytes: Buffer): Promise<void> {
    this.#serial += 1;
    const made = join(this.#folder, this.#workshop, String(this.#serial));
    await writeFile(made, bytes);
    await rename(made, join(this.#folder, path));
  }

  async close(): Promise<void> {
    await rm(join(this.#folder, this.#workshop), { recursive: true, force: true });
  }

  async #placeOrRemove(path: string, bytes: Buffer | null): Promise<void> {
    if (bytes === null) await rm(join(this.#folder, path), { force: true });
    else await this.place(path, bytes);
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
        [constants.BROTLI_PARAM_LGWIN]: BROTLI_WINDOW_BITS,
      },
    }),
    compressGzip(bytes, { level: 6 }),
  ]);
  const ifWorthwhile = (made: Buffer) => (made.length < bytes.length * WORTHWHILE ? made : null);
  return [ifWorthwhile(brotli), ifWorthwhile(zipped)];
}
