/**
 * Why the embedded database could not be started. The codes are stable and public; the message is
 * one sentence for the person at the terminal.
 */
export type EmbeddedPostgresErrorCode =
  | 'binaries-missing'
  | 'data-folder-locked'
  | 'data-folder-not-writable'
  | 'data-folder-damaged'
  | 'database-did-not-start'
  | 'database-version-mismatch'
  | 'disk-full'
  | 'folder-not-reachable'
  | 'port-taken';

export class EmbeddedPostgresError extends Error {
  readonly code: EmbeddedPostgresErrorCode;

  constructor(code: EmbeddedPostgresErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'EmbeddedPostgresError';
    this.code = code;
  }
}

/** Turns what `initdb` or `postgres` printed before giving up into the error that it means. */
export function explainFailure(
  program: string,
  output: readonly string[],
  dataDirectory: string,
): EmbeddedPostgresError {
  const text = output.join('\n');
  if (/No space left on device|Disk quota exceeded/.test(text)) return diskFull(dataDirectory);
  if (/Permission denied|Read-only file system/.test(text)) return notWritable(dataDirectory);
  const otherServer = /Is another postmaster \(PID (\d+)\)/.exec(text)?.[1];
  if (otherServer !== undefined) return locked(dataDirectory, Number(otherServer));
  const lastLines = output
    .filter((line) => line.trim() !== '')
    .slice(-3)
    .join(' / ');
  return new EmbeddedPostgresError(
    'database-did-not-start',
    `The embedded database did not start: ${program} said "${lastLines}".`,
  );
}

/** Turns an error of the file system in the data folder into the error that it means. */
export function explainFileError(error: unknown, dataDirectory: string): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOSPC' || code === 'EDQUOT') return diskFull(dataDirectory, error);
  return NOT_WRITABLE.has(code) ? notWritable(dataDirectory, error) : error;
}

/** ENOTDIR and EEXIST: a file stands where the folder should be. */
const NOT_WRITABLE = new Set<unknown>(['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST']);

export function locked(dataDirectory: string, pid: number): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    'data-folder-locked',
    `Another Ovoz (process ${pid}) is running on the data folder ${dataDirectory}: stop it first, or choose another folder with --data.`,
  );
}

function diskFull(dataDirectory: string, cause?: unknown): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    'disk-full',
    `The disk that holds the data folder ${dataDirectory} is full: free some space and start again.`,
    { cause },
  );
}

function notWritable(dataDirectory: string, cause?: unknown): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    'data-folder-not-writable',
    `The data folder ${dataDirectory} cannot be written by this user: correct its owner or choose another folder with --data.`,
    { cause },
  );
}
