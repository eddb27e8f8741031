const SENTENCES: Readonly<Record<string, (path: string) => string>> = {
  ENOENT: (path) => `There is no ${path}.`,
  ENOTDIR: (path) => `${path} is not a folder.`,
  EISDIR: (path) => `${path} is a folder, not a file.`,
  EACCES: (path) => `You may not use ${path}.`,
  EPERM: (path) => `You may not use ${path}.`,
  EROFS: (path) => `${path} is where nothing can be written.`,
  EEXIST: (path) => `${path} exists already.`,
  ENOSPC: (path) => `There is no room left for ${path}.`,
};

/** Whether the operating system refused something about a file. */
export function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error && 'code' in error;
}

/** What the operating system refused about a file, in a sentence. */
export function sentenceOfSystem(error: unknown, path: string): string {
  const { code = '', message } = error as NodeJS.ErrnoException;
  return SENTENCES[code]?.(path) ?? `${path}: ${message}.`;
}
