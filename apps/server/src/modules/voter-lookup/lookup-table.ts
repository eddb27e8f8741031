import { endianness } from 'node:os';
import { assert } from '@ovoz/basics';

/**
 * The table behind "am I on the list": keyed hashes of numbers, sorted, with the station of each. It holds nothing of a
 * person, and without the key of the election nobody can ask it anything. Ten bytes a voter, so 200 MB for 20 million.
 *
 * The file, all numbers little endian: `OVOZLOOK`, format, count of entries, length of the description; the description
 * as JSON, filled up to 8 bytes; where the entries with each first 16 bits begin (65,537 × 4 bytes); first halves of the
 * keys (4 bytes each), second halves (4 bytes each), places of the stations in the description's list (2 bytes each).
 */
export type LookupTable = {
  readonly description: TableDescription;
  readonly entries: number;
  /** Number of the station of a key of 8 bytes, or null. */
  readonly find: (key: Buffer) => string | null;
};

export type TableDescription = {
  readonly election: string;
  /** roll: the frozen list; register: the list as it stood. */
  readonly source: 'roll' | 'register';
  /** Supplements that it holds. */
  readonly supplements: number;
  readonly builtAt: string;
  readonly stations: readonly string[];
};

export const KEY_BYTES = 8;
const MAGIC = 'OVOZLOOK';
const FORMAT = 1;
const HEAD_BYTES = 24;
const BUCKETS = 65_536;
const MAX_STATIONS = 65_535;
const GROWTH = 1 << 20;

/** Collects entries in any order; `finish` gives the bytes of the file in parts. */
export class LookupTableBuilder {
  #high = new Uint32Array(GROWTH);
  #low = new Uint32Array(GROWTH);
  #place = new Uint16Array(GROWTH);
  #count = 0;
  readonly #places = new Map<string, number>();

  get size(): number {
    return this.#count;
  }

  add(key: Buffer, station: string): void {
    if (this.#count === this.#high.length) this.#grow();
    this.#high[this.#count] = key.readUInt32BE(0);
    this.#low[this.#count] = key.readUInt32BE(4);
    this.#place[this.#count] = this.#placeOf(station);
    this.#count += 1;
  }

  finish(description: Omit<TableDescription, 'stations'>): readonly Uint8Array[] {
    assert(endianness() === 'LE', 'tables are written and read by processors of one byte order');
    const count = this.#count;
    const starts = startsOf(this.#high.subarray(0, count));
    const [high, low, place] = [
      new Uint32Array(count),
      new Uint32Array(count),
      new Uint16Array(count),
    ];
    const next = starts.slice();
    for (let from = 0; from < count; from += 1) {
      const bucket = (this.#high[from] ?? 0) >>> 16;
      const to = next[bucket] ?? 0;
      next[bucket] = to + 1;
      high[to] = this.#high[from] ?? 0;
      low[to] = this.#low[from] ?? 0;
      place[to] = this.#place[from] ?? 0;
    }
    sortBuckets({ starts, high, low, place });
    const text = JSON.stringify({ ...description, stations: [...this.#places.keys()] });
    const json = Buffer.alloc(Math.ceil(Buffer.byteLength(text) / 8) * 8, ' ');
    json.write(text);
    const head = Buffer.alloc(HEAD_BYTES);
    head.write(MAGIC, 'ascii');
    head.writeUInt32LE(FORMAT, 8);
    head.writeUInt32LE(count, 12);
    head.writeUInt32LE(json.length, 16);
    return [head, json, ...[starts, high, low, place].map(bytesOf)];
  }

  #placeOf(station: string): number {
    const known = this.#places.get(station);
    if (known !== undefined) return known;
    assert(this.#places.size < MAX_STATIONS, 'a place of a station has two bytes');
    this.#places.set(station, this.#places.size);
    return this.#places.size - 1;
  }

  /** By half: copying costs less than twice as much as one array of the final size. */
  #grow(): void {
    const size = this.#count + Math.max(GROWTH, this.#count >> 1);
    const [high, low, place] = [
      new Uint32Array(size),
      new Uint32Array(size),
      new Uint16Array(size),
    ];
    high.set(this.#high);
    low.set(this.#low);
    place.set(this.#place);
    [this.#high, this.#low, this.#place] = [high, low, place];
  }
}

/** Reads a table that was written whole. @returns null when the bytes are not one. */
export function openLookupTable(file: Buffer): LookupTable | null {
  if (file.length < HEAD_BYTES || file.toString('ascii', 0, 8) !== MAGIC) return null;
  if (file.readUInt32LE(8) !== FORMAT) return null;
  const entries = file.readUInt32LE(12);
  const jsonBytes = file.readUInt32LE(16);
  const first = HEAD_BYTES + jsonBytes;
  if (file.length !== first + 4 * (BUCKETS + 1) + 10 * entries) return null;
  const description = descriptionOf(file);
  if (description === null) return null;
  // The parts begin where numbers of their size may: the bytes of a file lie at the beginning of their memory.
  const whole = file.byteOffset % 8 === 0 ? file : Buffer.from(new Uint8Array(file));
  const at = whole.byteOffset + first;
  const starts = new Uint32Array(whole.buffer, at, BUCKETS + 1);
  const high = new Uint32Array(whole.buffer, at + 4 * (BUCKETS + 1), entries);
  const low = new Uint32Array(whole.buffer, high.byteOffset + 4 * entries, entries);
  const place = new Uint16Array(whole.buffer, low.byteOffset + 4 * entries, entries);
  return {
    description,
    entries,
    find: (key) => {
      const found = search({ starts, high, low, place }, key.readUInt32BE(0), key.readUInt32BE(4));
      return found === null ? null : (description.stations[found] ?? null);
    },
  };
}

/** What a table says of itself, from the beginning of its file; null when it is none. */
export function descriptionOf(beginning: Buffer): TableDescription | null {
  if (beginning.length < HEAD_BYTES || beginning.toString('ascii', 0, 8) !== MAGIC) return null;
  const end = HEAD_BYTES + beginning.readUInt32LE(16);
  if (beginning.length < end) return null;
  // Written by the builder above.
  return JSON.parse(beginning.toString('utf8', HEAD_BYTES, end)) as TableDescription;
}

type Parts = {
  readonly starts: Uint32Array;
  readonly high: Uint32Array;
  readonly low: Uint32Array;
  readonly place: Uint16Array;
};

/** Hashes are spread evenly: of 20 million, 305 have the same first 16 bits, so nine steps find one. */
function search({ starts, high, low, place }: Parts, keyHigh: number, keyLow: number) {
  const bucket = keyHigh >>> 16;
  let [from, to] = [starts[bucket] ?? 0, starts[bucket + 1] ?? 0];
  while (from < to) {
    const middle = (from + to) >>> 1;
    const difference = (high[middle] ?? 0) - keyHigh || (low[middle] ?? 0) - keyLow;
    if (difference < 0) from = middle + 1;
    else to = middle;
  }
  const isThere = from < high.length && high[from] === keyHigh && low[from] === keyLow;
  return isThere ? (place[from] ?? null) : null;
}

function startsOf(high: Uint32Array): Uint32Array {
  const starts = new Uint32Array(BUCKETS + 1);
  for (const value of high) starts[(value >>> 16) + 1] = (starts[(value >>> 16) + 1] ?? 0) + 1;
  for (let bucket = 0; bucket < BUCKETS; bucket += 1) {
    starts[bucket + 1] = (starts[bucket + 1] ?? 0) + (starts[bucket] ?? 0);
  }
  return starts;
}

/** Some hundred entries each: by key, then by station, so that the same entries give the same file. */
function sortBuckets({ starts, high, low, place }: Parts): void {
  for (let bucket = 0; bucket < BUCKETS; bucket += 1) {
    const [from, to] = [starts[bucket] ?? 0, starts[bucket + 1] ?? 0];
    if (to - from < 2) continue;
    const [highs, lows, places] = [
      high.slice(from, to),
      low.slice(from, to),
      place.slice(from, to),
    ];
    const order = Uint32Array.from(highs.keys()).toSorted(
      (a, b) =>
        (highs[a] ?? 0) - (highs[b] ?? 0) ||
        (lows[a] ?? 0) - (lows[b] ?? 0) ||
        (places[a] ?? 0) - (places[b] ?? 0),
    );
    for (const [index, source] of order.entries()) {
      high[from + index] = highs[source] ?? 0;
      low[from + index] = lows[source] ?? 0;
      place[from + index] = places[source] ?? 0;
    }
  }
}

function bytesOf(numbers: Uint32Array | Uint16Array): Uint8Array {
  return new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
}
