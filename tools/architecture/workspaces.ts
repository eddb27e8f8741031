import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A package or app, as its package.json declares it. */
export interface Workspace {
  /** Below the project, such as `packages/basics`; empty for the project itself. */
  readonly folder: string;
  readonly name: string;
  readonly dependencies: readonly string[];
  readonly devDependencies: readonly string[];
}

export interface SourceFile {
  /** Below the project, such as `packages/basics/src/result.ts`. */
  readonly path: string;
  readonly text: string;
}

export function readWorkspaces(project: string): Workspace[] {
  const manifests = globSync('{packages,apps}/*/package.json', { cwd: project });
  return ['package.json', ...manifests].map((manifest) => {
    const { name, dependencies, devDependencies } = JSON.parse(
      readFileSync(join(project, manifest), 'utf8'),
    );
    return {
      folder: dirname(manifest) === '.' ? '' : dirname(manifest),
      name,
      dependencies: Object.keys(dependencies ?? {}),
      devDependencies: Object.keys(devDependencies ?? {}),
    };
  });
}

export function readSources(project: string): SourceFile[] {
  return readFiles(project, '{packages,apps,country-packs,tools,tests,bench}/**/*.{ts,tsx,mjs}');
}

export function readFiles(project: string, pattern: string): SourceFile[] {
  const exclude = (name: string) => name === 'node_modules' || name === 'dist';
  return globSync(pattern, { cwd: project, exclude })
    .toSorted()
    .map((path) => ({ path, text: readFileSync(join(project, path), 'utf8') }));
}
