import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { MAX_IMPORT_BYTES } from '@ovoz/contract';
import { CommandFailure } from './failure.ts';
import { fromWhereCalled } from './server-program.ts';

/** What an import takes: by the name of the file that carries it, without regard to its folder. */
export type KnownFiles<Part extends string> = Readonly<Record<string, Part>>;

/**
 * Reads the files of an import. A folder stands for those in it that have the names of import files.
 * @throws CommandFailure `file-…` naming the file.
 */
export function readImportFiles<Part extends string>(
  paths: readonly string[],
  known: KnownFiles<Part>,
): Partial<Record<Part, string>> {
  const files: Partial<Record<Part, string>> = {};
  let bytes = 0;
  for (const path of paths.flatMap((given) => filesAt(fromWhereCalled(given), known))) {
    const part = known[basename(path)];
    if (part === undefined) {
      throw new CommandFailure(
        'file-not-known',
        `${path} is none of the files of this import, which are named ${list(known)}.`,
      );
    }
    if (files[part] !== undefined) {
      throw new CommandFailure('file-twice', `${path}: there is another file of the same rows.`);
    }
    const text = readText(path);
    files[part] = text;
    bytes += JSON.stringify(text).length;
  }
  if (bytes > MAX_IMPORT_BYTES) {
    throw new CommandFailure(
      'import-too-large',
      `The files have ${bytes} bytes together; an import takes ${MAX_IMPORT_BYTES}.`,
    );
  }
  return files;
}

function filesAt(path: string, known: KnownFiles<string>): readonly string[] {
  if (!existsSync(path)) throw new CommandFailure('file-not-found', `There is no ${path}.`);
  if (!statSync(path).isDirectory()) return [path];
  const found = Object.keys(known)
    .map((name) => join(path, name))
    .filter((file) => existsSync(file));
  if (found.length > 0) return found;
  throw new CommandFailure('file-not-found', `In ${path} there is none of ${list(known)}.`);
}

/** Strictly: letters of another encoding would be replaced without a word. */
export function readText(path: string): string {
  const bytes = readFileSync(path);
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new CommandFailure('file-not-utf-8', `${path} is not UTF-8 text; save it as UTF-8.`);
  }
}

function list(known: KnownFiles<string>): string {
  return Object.keys(known).join(', ');
}
