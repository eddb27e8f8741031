import { randomUUID } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import type { IncomingMessage, OutgoingHttpHeader, ServerResponse } from 'node:http';
import { extname, join } from 'node:path';

/** Answers a request from memory, or says no and leaves it to the routes. */
export type HotFiles = {
  readonly serve: (request: IncomingMessage, response: ServerResponse) => boolean;
  /** Headers of every answer, besides those of the file: they guard the pages. */
  readonly guardWith: (headers: Readonly<Record<string, OutgoingHttpHeader>>) => void;
};

/** What everybody reads in an election night fits many times; station files are read from the disk. */
const MAX_KEPT_BYTES = 16 * 1024 * 1024;
const MAX_FILE_BYTES = 512 * 1024;
/** How long a file is taken for the newest without a look at the disk. */
const TRUSTED_MS = 100;
/** Published files, pages in a language and what they load; plain names only, none that begins with a dot. */
const SERVED =
  /^\/(published|assets|en|uz|uz-cyrl|ru|mn|az|ky|kk|ka)(\/[A-Za-z0-9_-][A-Za-z0-9._-]*)*\/?$/;
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};
const TWINS = [
  ['br', '.br'],
  ['gzip', '.gz'],
] as const;

type Kept = {
  readonly bytes: Buffer;
  readonly etag: string;
  /** Path that was read, and its state: another one is read anew. */
  readonly source: string;
  readonly mtimeMs: number;
  readonly head: readonly OutgoingHttpHeader[];
  checkedAtMs: number;
};

/**
 * Serves published files and pages from memory before any route is looked for: the way through the routes
 * costs ten times what sending a small file does. Requests that ask for more than a file as it stands
 * (ranges, weighted encodings, queries) go the usual way.
 * @param cacheControl for a path below the folder.
 */
export function hotFiles(folder: string, cacheControl: (path: string) => string): HotFiles {
  const kept = new Map<string, Kept>();
  let keptBytes = 0;
  let guards: readonly OutgoingHttpHeader[] | null = null;

  const find = (path: string, accepted: string): Kept | null => {
    const now = performance.now();
    const name = `${accepted} ${path}`;
    const known = kept.get(name);
    if (known !== undefined && now - known.checkedAtMs < TRUSTED_MS) return known;
    const file = join(folder, path.endsWith('/') ? `${path}index.html` : path);
    const source = sourceOf(file, accepted);
    if (known !== undefined && source?.path === known.source && source.mtimeMs === known.mtimeMs) {
      known.checkedAtMs = now;
      return known;
    }
    if (known !== undefined) {
      kept.delete(name);
      keptBytes -= known.bytes.length;
    }
    const type = TYPES[extname(file)];
    if (source === null || type === undefined || source.size > MAX_FILE_BYTES) return null;
    if (keptBytes + source.size > MAX_KEPT_BYTES) {
      kept.clear();
      keptBytes = 0;
    }
    const made = read(source, type, cacheControl(path), now);
    if (made === null) return null;
    kept.set(name, made);
    keptBytes += made.bytes.length;
    return made;
  };

  return {
    guardWith: (headers) => {
      guards = Object.entries(headers).flat();
    },
    serve: (request, response) => {
      const { method, url, headers } = request;
      if (guards === null || method !== 'GET' || url === undefined || !SERVED.test(url))
        return false;
      const accepted = headers['accept-encoding'] ?? '';
      if (headers.range !== undefined || accepted.includes(';q=')) return false;
      const found = find(url, encodingsOf(accepted));
      if (found === null) return false;
      const head = [...guards, 'x-request-id', randomUUID(), ...found.head];
      if (headers['if-none-match'] === found.etag) {
        response.writeHead(304, head as string[]).end();
        return true;
      }
      response
        .writeHead(200, [...head, 'content-length', String(found.bytes.length)] as string[])
        .end(found.bytes);
      return true;
    },
  };
}

type Source = {
  readonly path: string;
  readonly encoding: string | null;
  readonly mtimeMs: number;
  readonly size: number;
};

/** The encodings that the files have and the client takes, in the order of preference. */
function encodingsOf(accepted: string): string {
  const taken = accepted.split(',').map((one) => one.trim());
  return TWINS.filter(([name]) => taken.includes(name))
    .map(([name]) => name)
    .join();
}

/** The compressed twin that the client takes, else the file itself; null when there is none. */
function sourceOf(file: string, encodings: string): Source | null {
  const plain = statSync(file, { throwIfNoEntry: false });
  if (plain?.isFile() !== true) return null;
  for (const [encoding, ending] of TWINS) {
    if (!encodings.split(',').includes(encoding)) continue;
    const path = `${file}${ending}`;
    const twin = statSync(path, { throwIfNoEntry: false });
    // A twin that is older than its file is of another edition, until it is replaced in a moment.
    if (twin === undefined || twin.mtimeMs < plain.mtimeMs) continue;
    return { path, encoding, mtimeMs: twin.mtimeMs, size: twin.size };
  }
  return { path: file, encoding: null, mtimeMs: plain.mtimeMs, size: plain.size };
}

function read(source: Source, type: string, cacheControl: string, now: number): Kept | null {
  try {
    const bytes = readFileSync(source.path);
    const etag = `"${bytes.length.toString(16)}-${Math.floor(source.mtimeMs).toString(16)}"`;
    return {
      bytes,
      etag,
      source: source.path,
      mtimeMs: source.mtimeMs,
      checkedAtMs: now,
      head: Object.entries({
        'content-type': type,
        'cache-control': cacheControl,
        etag,
        'last-modified': new Date(source.mtimeMs).toUTCString(),
        vary: 'accept-encoding',
        ...(source.encoding !== null && { 'content-encoding': source.encoding }),
      }).flat(),
    };
  } catch {
    // Replaced between the look and the reading: the usual way answers.
    return null;
  }
}
