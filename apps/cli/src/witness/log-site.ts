import { type LeafRange, parseVkey, type Tile, tilePath, tilesFor } from '@ovoz/public-log';
import { CommandFailure } from '../failure.ts';
import { sha256 } from './node-crypto.ts';

/** The files of a log on a web server, read with a limit for each. */
export type LogSite = {
  /** Address of the log's files, without a slash at the end. */
  readonly address: string;
  /** The newest checkpoint, as it is served now. */
  readonly checkpoint: () => Promise<string>;
  /** All tiles that hash the ranges in a tree of this size, for `hashesInTiles`. */
  readonly tiles: (
    ranges: readonly LeafRange[],
    size: number,
  ) => Promise<(tile: Tile) => Uint8Array>;
};

/** What cannot be read now may be readable in a moment; nothing is known to be wrong. */
export class LogUnreadable extends Error {
  override name = 'LogUnreadable';
}

const CALL_LIMIT_MS = 30_000;
const MAX_CHECKPOINT_BYTES = 1_000_000;
const MAX_VKEY_BYTES = 1000;
const HASH_BYTES = 32;
const MAX_TILE_BYTES = 256 * HASH_BYTES;
/** Tiles that were read once are kept; they never change. A night's are a few hundred. */
const MAX_KEPT_TILES = 10_000;

export function openLogSite(address: string): LogSite {
  const kept = new Map<string, Uint8Array>();
  const readTile = async (tile: Tile): Promise<Uint8Array> => {
    const known = kept.get(tilePath(tile));
    if (known !== undefined) return known;
    const bytes = await readPublishedTile(address, tile);
    if (kept.size >= MAX_KEPT_TILES) kept.clear();
    kept.set(tilePath(tile), bytes);
    return bytes;
  };
  return {
    address,
    checkpoint: async () => {
      const bytes = await readFile(`${address}/checkpoint`, MAX_CHECKPOINT_BYTES);
      if (bytes !== null) return Buffer.from(bytes).toString('utf8');
      throw new LogUnreadable(`There is no checkpoint at ${address}/checkpoint.`);
    },
    tiles: async (ranges, size) => {
      const read = new Map<string, Uint8Array>();
      for (const tile of tilesFor(ranges, size)) read.set(tilePath(tile), await readTile(tile));
      return (tile) => read.get(tilePath(tile)) ?? new Uint8Array();
    },
  };
}

/** A partial tile may have been removed since the whole one is there. */
async function readPublishedTile(address: string, tile: Tile): Promise<Uint8Array> {
  const whole = { ...tile, width: MAX_TILE_BYTES / HASH_BYTES };
  const bytes =
    (await readFile(`${address}/${tilePath(tile)}`, MAX_TILE_BYTES)) ??
    (await readFile(`${address}/${tilePath(whole)}`, MAX_TILE_BYTES));
  if (bytes !== null && bytes.length >= tile.width * HASH_BYTES) return bytes;
  throw new LogUnreadable(`The log has no whole file ${tilePath(tile)}.`);
}

/**
 * Finds the files of the log from the address that somebody knows: the site, its `/published`, or the log itself.
 * @returns where they are, and the key that the log names itself.
 * @throws CommandFailure `address-invalid`, `log-not-found`, `log-unreachable`.
 */
export async function findLog(
  given: string,
): Promise<{ readonly address: string; readonly vkey: string }> {
  const url = URL.canParse(given) ? new URL(given) : null;
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new CommandFailure(
      'address-invalid',
      `--log "${given}" should look like https://elections.example.org.`,
    );
  }
  const base = `${url.origin}${url.pathname}`.replace(/\/+$/, '');
  let why: string | null = null;
  for (const address of [`${base}/published/log`, `${base}/log`, base]) {
    try {
      const bytes = await readFile(`${address}/vkey`, MAX_VKEY_BYTES);
      const vkey = Buffer.from(bytes ?? [])
        .toString('utf8')
        .trimEnd();
      if (parseVkey(vkey, sha256).ok) return { address, vkey };
    } catch (error) {
      if (!(error instanceof LogUnreadable)) throw error;
      why ??= error.message;
    }
  }
  if (why !== null) throw new CommandFailure('log-unreachable', why);
  throw new CommandFailure(
    'log-not-found',
    `There is no public log at ${base}, or nothing was signed in it yet.`,
  );
}

/** A file, or null when there is none. @throws LogUnreadable for every other answer, and for none. */
export async function readFile(url: string, mostBytes: number): Promise<Uint8Array | null> {
  try {
    const response = await fetch(url, {
      cache: 'no-store',
      signal: AbortSignal.timeout(CALL_LIMIT_MS),
    });
    if (response.status === 404) return null;
    if (!response.ok) throw new LogUnreadable(`${url} answers ${response.status}.`);
    return await readAtMost(response, mostBytes);
  } catch (error) {
    if (error instanceof LogUnreadable) throw error;
    // The Fetch standard reports a network error as a TypeError, a time-out as a DOMException.
    if (!(error instanceof TypeError) && !(error instanceof DOMException)) throw error;
    throw new LogUnreadable(`${url} does not answer.`);
  }
}

async function readAtMost(response: Response, mostBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.length;
    if (length > mostBytes)
      throw new LogUnreadable(`${response.url} is longer than ${mostBytes} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
