import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type CountryPack, packHash, parseCountryPack } from '@ovoz/election-model';
import { StartFailure } from '../../platform/failure.ts';

/** A country as this server holds it: the data, its hash over all files, and what is served from memory. */
export type LoadedPack = {
  readonly pack: CountryPack;
  /** SHA-256 over the list of files with their hashes; lower-case hex. */
  readonly hash: string;
  readonly folder: string;
  readonly boundaries: ReadonlyMap<number, BoundaryFile>;
};

/** GeoJSON bytes of one level, with the entity tag (RFC 9110, section 8.8.3) under which they are cached. */
export type BoundaryFile = { readonly bytes: Buffer; readonly etag: string };

/** All packs by their code. */
export type CountryPacks = ReadonlyMap<string, LoadedPack>;

const FOLDER = fileURLToPath(new URL('../../../../../country-packs/', import.meta.url));

/**
 * Reads the country packs once, at the start.
 * @throws StartFailure `pack-broken` that names the pack, the place in it and the reason.
 */
export function loadCountryPacks(folder: string = FOLDER): CountryPacks {
  const codes = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .toSorted();
  return new Map(codes.map((code) => [code, loadPack(code, join(folder, code))]));
}

function loadPack(code: string, folder: string): LoadedPack {
  const files = readFiles(code, folder);
  const bytes = files.get('pack.json');
  if (bytes === undefined) throw broken(code, 'it has no pack.json');
  const parsed = parseCountryPack(parseJson(code, 'pack.json', bytes));
  if (!parsed.ok) {
    const [first] = parsed.refusal;
    throw broken(code, `at ${first?.path || '/'} of pack.json: ${first?.reason}`);
  }
  const pack = parsed.value;
  if (pack.code !== code) throw broken(code, `its pack.json calls itself ${pack.code}`);
  const hashes = [...files].map(([path, content]) => ({ path, sha256: sha256Hex(content) }));
  const boundaries = new Map(
    pack.boundaries.map(({ level, file }) => [level, loadBoundaries(code, file, files)]),
  );
  return { pack, hash: packHash(hashes, sha256Hex), folder, boundaries };
}

/** Every file of the folder by its path, with `/`. */
function readFiles(code: string, folder: string): ReadonlyMap<string, Buffer> {
  try {
    const entries = readdirSync(folder, { withFileTypes: true, recursive: true });
    return new Map(
      entries
        .filter((entry) => entry.isFile())
        .map((entry) => {
          const path = join(entry.parentPath, entry.name);
          return [relative(folder, path).split(sep).join('/'), readFileSync(path)];
        }),
    );
  } catch (error) {
    throw broken(code, (error as Error).message);
  }
}

function loadBoundaries(
  code: string,
  file: string,
  files: ReadonlyMap<string, Buffer>,
): BoundaryFile {
  const bytes = files.get(file);
  if (bytes === undefined) throw broken(code, `${file} is missing`);
  parseJson(code, file, bytes);
  return { bytes, etag: `"${sha256Hex(bytes)}"` };
}

function parseJson(code: string, file: string, bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch (error) {
    throw broken(code, `${file} is not JSON: ${(error as Error).message}`);
  }
}

function broken(code: string, what: string): StartFailure {
  return new StartFailure('pack-broken', `The country pack ${code} cannot be used: ${what}.`);
}

function sha256Hex(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
