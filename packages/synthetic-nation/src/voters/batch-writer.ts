import { canonicalJson } from '@ovoz/basics';
import type { BatchManifest, Register } from '@ovoz/voter-register';
import {
  addressLine,
  eventLine,
  personLine,
  REGISTER_HEADERS,
  rangeLine,
  truthLine,
} from './register-csv.ts';
import type { SyntheticVoters } from './voter-nation.ts';

/** A file that is being written, text after text. */
export type OpenFile = {
  write(text: string): void;
  /** @returns its size and the SHA-256 of its bytes, lower-case hexadecimal. */
  close(): { readonly bytes: number; readonly sha256: string };
};

/** Where the files go: a folder, or memory. */
export type FileSink = {
  /** @param path inside the sink, with `/`. */
  open(path: string): OpenFile;
  /** Writes a manifest and its signature. @returns SHA-256 of the manifest, lower-case hexadecimal. */
  seal(register: Register, folder: string, manifest: string): string;
};

export type WrittenBatch = { readonly folder: string; readonly manifest: BatchManifest };

/** Rows of one part of a file. */
export const PART_ROWS = 500_000;

/**
 * Writes the registers as batches (guide `register-feed.md`): `address-1` and `civil-1` are full, those after them
 * the changes; beside them `truth.csv` (who is whom) and `ranges.csv` (rules of the precinct assignment).
 * @param progress rows of `persons.csv` that are written.
 */
export function writeRegisterBatches(
  voters: SyntheticVoters,
  sink: FileSink,
  asOf: string,
  progress: (rows: number) => void = () => {},
): readonly WrittenBatch[] {
  const truth = new Parts(sink, 'truth', REGISTER_HEADERS.truth, Infinity);
  const ranges = new Parts(sink, 'ranges', REGISTER_HEADERS.ranges, Infinity);
  const batches = new Batches(sink, voters.pack, asOf);
  const full = batches.begin();
  let rows = 0;
  for (const block of voters.blocks()) {
    for (const address of block.addresses) full.addresses.add(addressLine(address, 'active'));
    for (const person of block.persons) {
      full.persons.add(personLine(person));
      truth.add(truthLine(person));
    }
    for (const event of block.events) full.events.add(eventLine(event));
    for (const range of block.ranges) ranges.add(rangeLine(range));
    rows += block.persons.length;
    progress(rows);
  }
  batches.end(full);
  for (const changes of voters.changes()) {
    const delta = batches.begin();
    for (const address of changes.addresses) delta.addresses.add(addressLine(address, 'active'));
    for (const person of changes.persons) {
      delta.persons.add(personLine(person));
      truth.add(truthLine(person));
    }
    for (const event of changes.events) delta.events.add(eventLine(event));
    batches.end(delta);
  }
  truth.close();
  ranges.close();
  return batches.written;
}

type Batch = Readonly<Record<'addresses' | 'persons' | 'events', Parts>>;

/** The batches of both registers, each following the one before. */
class Batches {
  readonly written: WrittenBatch[] = [];
  readonly #sink: FileSink;
  readonly #pack: string;
  readonly #asOf: string;
  #sequence = 0;
  readonly #previous: Record<Register, string | null> = { civil: null, address: null };

  constructor(sink: FileSink, pack: string, asOf: string) {
    this.#sink = sink;
    this.#pack = pack;
    this.#asOf = asOf;
  }

  begin(): Batch {
    this.#sequence += 1;
    const parts = (register: string, kind: 'addresses' | 'persons' | 'events', rows: number) =>
      new Parts(this.#sink, `${register}-${this.#sequence}/${kind}`, REGISTER_HEADERS[kind], rows);
    return {
      addresses: parts('address', 'addresses', PART_ROWS),
      persons: parts('civil', 'persons', PART_ROWS),
      events: parts('civil', 'events', Infinity),
    };
  }

  end({ addresses, persons, events }: Batch): void {
    this.#seal('address', [addresses]);
    this.#seal('civil', [persons, events]);
  }

  #seal(register: Register, parts: readonly Parts[]): void {
    const sequence = this.#sequence;
    const folder = `${register}-${sequence}`;
    const manifest: BatchManifest = {
      format: 1,
      pack: this.#pack,
      register,
      kind: sequence === 1 ? 'full' : 'delta',
      sequence,
      previous: this.#previous[register],
      asOf: momentAfter(this.#asOf, sequence - 1),
      files: parts.flatMap((part) => part.close()),
    };
    this.#previous[register] = this.#sink.seal(register, folder, canonicalJson(manifest));
    this.written.push({ folder, manifest });
  }
}

/** Midnight, so many days later. */
function momentAfter(day: string, days: number): string {
  const moment = new Date(`${day}T00:00:00.000Z`);
  moment.setUTCDate(moment.getUTCDate() + days);
  return moment.toISOString();
}

/** One file, in parts when it grows long. */
class Parts {
  readonly #sink: FileSink;
  readonly #path: string;
  readonly #header: string;
  readonly #most: number;
  readonly #files: BatchManifest['files'] = [];
  #open: OpenFile | null = null;
  #rows = 0;
  #text = '';

  /** @param most rows of a part; without a limit the file has no number. */
  constructor(sink: FileSink, path: string, header: string, most: number) {
    this.#sink = sink;
    this.#path = path;
    this.#header = header;
    this.#most = most;
  }

  add(line: string): void {
    if (this.#rows === this.#most) this.#closePart();
    this.#text += line;
    this.#rows += 1;
    if (this.#text.length > CHUNK) this.#flush();
  }

  close(): BatchManifest['files'] {
    this.#closePart();
    return this.#files;
  }

  #flush(): void {
    if (this.#open === null) {
      this.#open = this.#sink.open(`${this.#path}${this.#number()}.csv`);
      this.#open.write(this.#header);
    }
    this.#open.write(this.#text);
    this.#text = '';
  }

  #closePart(): void {
    this.#flush();
    const { bytes, sha256 } = this.#open?.close() ?? { bytes: 0, sha256: '' };
    const name = `${this.#path.replace(/^.*\//, '')}${this.#number()}.csv`;
    this.#files.push({ name, bytes, rows: this.#rows, sha256 });
    this.#open = null;
    this.#rows = 0;
  }

  #number(): string {
    return this.#most === Infinity ? '' : `-${String(this.#files.length + 1).padStart(3, '0')}`;
  }
}

/** Characters that are written at once. */
const CHUNK = 256 * 1024;
