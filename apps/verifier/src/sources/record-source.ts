/** Where the files of a record come from: a folder, the site, or files that a browser holds. */
export type RecordSource = {
  /** For people: the folder, the address. */
  readonly name: string;
  /** Paths of all files; null when the source cannot tell (a site). */
  readonly list: () => Promise<ReadonlySet<string> | null>;
  /**
   * The bytes of a file, or null when it is not there.
   * @throws TooLarge when it is larger than `maxBytes`; SourceFailure when it cannot be read.
   */
  readonly read: (path: string, maxBytes: number) => Promise<Uint8Array | null>;
};

/** A file is larger than anything that belongs there. */
export class TooLarge extends Error {
  override name = 'TooLarge';
}

/** The record cannot be read at all: no such folder, an archive that is none, a site that does not answer. */
export class SourceFailure extends Error {
  override name = 'SourceFailure';
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** Files more than these are no record of an election. */
export const MAX_FILES = 1_000_000;
const MAX_PATH = 300;

/** A path below the record: relative, no `..`, no empty part, nothing that a file system reads as something else. */
export function isPlainPath(path: string): boolean {
  return (
    path.length <= MAX_PATH &&
    /^[A-Za-z0-9._@+-]+(\/[A-Za-z0-9._@+-]+)*$/.test(path) &&
    path.split('/').every((part) => part !== '.' && part !== '..')
  );
}

/** A record in memory: tests, and browsers that were given files. */
export function memorySource(name: string, files: ReadonlyMap<string, Uint8Array>): RecordSource {
  return {
    name,
    list: async () => new Set(files.keys()),
    read: async (path, maxBytes) => {
      const bytes = files.get(path);
      if (bytes === undefined) return null;
      if (bytes.length > maxBytes) throw new TooLarge(path);
      return bytes;
    },
  };
}
