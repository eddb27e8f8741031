import { posix } from 'node:path';
import { importsOf } from './source-text.ts';
import type { SourceFile, Workspace } from './workspaces.ts';

/**
 * Which of our packages each package may use. Apps may use any package and no app; the verifier
 * is a second implementation and may use basics only.
 */
const PACKAGES: Record<string, readonly string[]> = {
  basics: [],
  'election-model': ['basics'],
  tally: ['basics', 'election-model'],
  audits: ['basics', 'election-model'],
  'verifiable-voting': ['basics'],
  'public-log': ['basics'],
  'voter-register': ['basics', 'election-model'],
  'ballot-paper': ['basics'],
  contract: ['basics', 'election-model', 'voter-register'],
  client: ['basics', 'election-model', 'contract'],
  'synthetic-nation': ['basics', 'election-model', 'voter-register'],
  ui: ['basics'],
};
const APPS: Record<string, readonly string[]> = { verifier: ['basics'] };

/** What package.json files declare against the direction of imports. */
export function checkManifests(workspaces: readonly Workspace[]): string[] {
  return workspaces.flatMap(({ folder, dependencies, devDependencies }) => {
    const [kind = '', name = ''] = folder.split('/');
    const allowed = kind === 'apps' ? (APPS[name] ?? Object.keys(PACKAGES)) : PACKAGES[name];
    if (folder === '') return [];
    if (allowed === undefined) return [`${folder} has no row in the direction of imports`];
    // An app that has a row is a second implementation: its tests compare it with the first.
    const isSecond = kind === 'apps' && name in APPS;
    return [...dependencies, ...(isSecond ? [] : devDependencies)]
      .filter((dependency) => dependency.startsWith('@ovoz/'))
      .filter((dependency) => !allowed.includes(dependency.slice('@ovoz/'.length)))
      .map((dependency) => `${folder}/package.json may not depend on ${dependency}`);
  });
}

/** What import statements do against the direction of imports and the declared dependencies. */
export function checkImports(
  sources: readonly SourceFile[],
  workspaces: readonly Workspace[],
): string[] {
  const project = workspaces.find(({ folder }) => folder === '');
  return sources.flatMap(({ path, text }) => {
    const home = workspaces.find(({ folder }) => folder !== '' && path.startsWith(`${folder}/`));
    const imports = importsOf(text);
    const wrong = imports.filter(({ specifier, typeOnly }) => {
      if (specifier.startsWith('.')) return home !== undefined && leaves(path, specifier, home);
      if (specifier.startsWith('node:')) return isRunAnywhere(path);
      return !isDeclared(packageOf(specifier), path, typeOnly, home, project);
    });
    return wrong.map(({ specifier }) => `${path} may not import ${specifier}`);
  });
}

/** Country packs are data: tests may look into them, what runs is given them. */
function leaves(path: string, specifier: string, home: Workspace): boolean {
  const target = resolveImport(path, specifier);
  if (isTestOrConfiguration(path) && target.startsWith('country-packs/')) return false;
  return !target.startsWith(`${home.folder}/`);
}

/** Packages run in browsers too; only their tests, and what stands in a folder `node/`, use what Node alone has. */
function isRunAnywhere(path: string): boolean {
  return /^packages\/[^/]+\/(?!node\/)/.test(path) && !isTestOrConfiguration(path);
}

/** What runs must be a dependency; tests, configuration and types may use what developing needs. */
function isDeclared(
  name: string,
  path: string,
  typeOnly: boolean,
  home: Workspace | undefined,
  project: Workspace | undefined,
): boolean {
  const forProject = [...(project?.dependencies ?? []), ...(project?.devDependencies ?? [])];
  if (home === undefined) return forProject.includes(name) || name.startsWith('@ovoz/');
  if (name === home.name || home.dependencies.includes(name)) return true;
  const types = name.startsWith('@') ? name.slice(1).replace('/', '__') : name;
  if (typeOnly && home.devDependencies.some((one) => one === name || one === `@types/${types}`)) {
    return true;
  }
  return isTestOrConfiguration(path) && [...home.devDependencies, ...forProject].includes(name);
}

/** Tests, what serves them, and what the build of a web runs (vite.config.ts, vite-….ts). */
export function isTestOrConfiguration(path: string): boolean {
  return /\.(test|e2e)\.tsx?$|-testing\.ts$|\/testing\/|\.config\.ts$|\/vite-[^/]*\.ts$/.test(path);
}

/** The package of an import: `@ovoz/basics/result` is of `@ovoz/basics`. */
function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

export function resolveImport(path: string, specifier: string): string {
  return posix.normalize(posix.join(posix.dirname(path), specifier));
}
