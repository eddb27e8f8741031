import { isTestOrConfiguration, resolveImport } from './import-direction.ts';
import { importsOf, templateTexts } from './source-text.ts';
import type { SourceFile } from './workspaces.ts';

const MODULES = 'apps/server/src/modules/';
const PLATFORM = 'apps/server/src/platform/';

/**
 * A server module imports itself, the platform and another module's public.ts; the platform
 * imports no module. Tests come in through the application's door and may import what builds it.
 */
export function checkModuleImports(sources: readonly SourceFile[]): string[] {
  return sources
    .filter(({ path }) => !isTestOrConfiguration(path))
    .flatMap(({ path, text }) =>
      importsOf(text)
        .filter(({ specifier }) => specifier.startsWith('.'))
        .map(({ specifier }) => resolveImport(path, specifier))
        .filter((target) => !mayImport(path, target))
        .map((target) => `${path} may not import ${target}`),
    );
}

function mayImport(path: string, target: string): boolean {
  if (path.startsWith(PLATFORM)) return target.startsWith(PLATFORM);
  if (!path.startsWith(MODULES)) return true;
  if (target.startsWith(PLATFORM)) return true;
  if (!target.startsWith(MODULES)) return false;
  const other = moduleOf(target);
  return other === moduleOf(path) || target === `${MODULES}${other}/public.ts`;
}

function moduleOf(path: string): string {
  return path.slice(MODULES.length).split('/')[0] ?? '';
}

/** A table and the modules (or `platform`) that its migration gives it to. */
export interface Table {
  readonly name: string;
  readonly owners: readonly string[];
}

/**
 * Reads `create table` under the latest `-- module: x`, or `-- module: x, y` for tables that one
 * writes and another reads. `-- shares: t` gives an older table to the module of that part too.
 */
export function tablesOf(migrations: readonly SourceFile[]): Table[] {
  const pattern =
    /^--\s*module:\s*(?<owners>[a-z-]+(?:,\s*[a-z-]+)*)|^--\s*shares:\s*(?<shared>\w+)|\bcreate\s+(?:unlogged\s+)?table\s+(?:if\s+not\s+exists\s+)?(?:\w+\.)?(?<name>\w+)/gim;
  const found = migrations.flatMap(({ text }) => {
    let owners: readonly string[] = [];
    return [...text.matchAll(pattern)].flatMap(({ groups }) => {
      owners = groups?.['owners']?.split(/,\s*/) ?? owners;
      const name = groups?.['name'] ?? groups?.['shared'];
      return name === undefined ? [] : [{ name, owners }];
    });
  });
  return [...Map.groupBy(found, ({ name }) => name)].map(([name, parts]) => ({
    name,
    owners: [...new Set(parts.flatMap(({ owners }) => owners))],
  }));
}

/** The watcher stands outside of the modules and compares all of them with what they recorded. */
const WATCHER = 'apps/server/src/watch/';

/** A table is named only in the store of its module, or in the platform if it is the platform's. */
export function checkTables(
  sources: readonly SourceFile[],
  migrations: readonly SourceFile[],
): string[] {
  const tables = tablesOf(migrations);
  const homeless = tables
    .filter(({ owners }) => owners.length === 0)
    .map(({ name }) => `the migration of table ${name} names no module`);
  const misplaced = sources
    .filter(({ path }) => path.startsWith('apps/') && !path.startsWith(WATCHER))
    .filter(({ path }) => !isTestOrConfiguration(path))
    .flatMap(({ path, text }) => {
      const sql = templateTexts(text);
      return tables
        .filter((table) => !isStoreOf(table, path) && mentions(sql, table.name))
        .map(({ name, owners }) => `${path} may not touch table ${name} of ${owners.join(', ')}`);
    });
  return [...homeless, ...misplaced];
}

function isStoreOf({ owners }: Table, path: string): boolean {
  return owners.some((owner) =>
    path.startsWith(owner === 'platform' ? PLATFORM : `${MODULES}${owner}/store`),
  );
}

function mentions(sql: string, table: string): boolean {
  const verbs = '(?:from|join|into|update|using|table|truncate)';
  return new RegExp(`\\b${verbs}\\s+(?:only\\s+)?(?:"?\\w+"?\\.)?"?${table}\\b`, 'i').test(sql);
}

const NAMES_THAT_SAY_NOTHING = /^(utils?|helpers?|common|shared|misc)$/i;

/** A file is named for the thing it is about. */
export function checkFileNames(paths: readonly string[]): string[] {
  return paths
    .filter((path) =>
      path.split('/').some((part) => NAMES_THAT_SAY_NOTHING.test(part.replace(/\..*$/, ''))),
    )
    .map((path) => `${path} is named for nothing`);
}
