import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PlainRefusal } from './installation.mjs';
import { npmCommand, runQuietly } from './processes.mjs';

/** In the folder of a built web: the fingerprint of what it was built from. */
const STAMP = join('dist', '.built-from');

/** Apps whose pages another web publishes: built with it.
 * @type {Readonly<Record<string, readonly string[]>>}
 */
const INSIDE = { 'public-web': ['verifier'] };

/**
 * Builds the webs whose sources are not those of their last build.
 * @param {string} project
 * @param {import('./progress.mjs').Progress} progress
 */
export async function buildWebs(project, progress) {
  const stale = websOf(project).filter((web) => !isBuilt(project, web));
  if (stale.length === 0) return;
  await progress.during(`Building ${stale.join(' and ')}`, '', () =>
    Promise.all(stale.map((web) => buildWeb(project, web))),
  );
}

/**
 * The folders in apps/ that have a build.
 * @param {string} project
 */
export function websOf(project) {
  return readdirSync(join(project, 'apps')).filter((name) => {
    const manifest = join(project, 'apps', name, 'package.json');
    return existsSync(manifest) && JSON.parse(readFileSync(manifest, 'utf8')).scripts?.build;
  });
}

/** @param {string} project @param {string} web */
export function isBuilt(project, web) {
  const stamp = join(project, 'apps', web, STAMP);
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === sourceFingerprint(project, web);
}

/** @param {string} project @param {string} web */
async function buildWeb(project, web) {
  const folder = join(project, 'apps', web);
  const built = sourceFingerprint(project, web);
  rmSync(join(folder, STAMP), { force: true });
  const { exitCode, output } = await runQuietly([...npmCommand(), 'run', 'build'], { cwd: folder });
  if (exitCode !== 0)
    throw new PlainRefusal(`${output}\n${web} could not be built: its messages are above.`);
  writeFileSync(join(folder, STAMP), built);
}

/**
 * A hash of the names and contents of all that a web is made of. Contents, not times: a clone, a
 * switch of branches and a copy change times and nothing else. Reading them all takes about 20 ms.
 * @param {string} project
 * @param {string} web
 */
export function sourceFingerprint(project, web) {
  const hash = createHash('sha256');
  const own = [web, ...(INSIDE[web] ?? [])].map((app) => join('apps', app));
  const roots = [...own, 'packages', 'package-lock.json', 'tsconfig.base.json'];
  for (const file of roots.flatMap((root) => sourceFiles(project, root))) {
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(project, file)))
      .update('\0');
  }
  return hash.digest('hex');
}

/** @param {string} project @param {string} path @returns {string[]} */
function sourceFiles(project, path) {
  const full = join(project, path);
  if (!existsSync(full)) return [];
  const entries = readdirSyncOrFile(full);
  if (entries === undefined) return [path];
  return entries.flatMap((entry) => {
    if (entry === 'dist' || entry === 'node_modules' || /\.test\.tsx?$/.test(entry)) return [];
    return sourceFiles(project, join(path, entry));
  });
}

/** @param {string} path @returns {string[] | undefined} sorted names; undefined for a file */
function readdirSyncOrFile(path) {
  try {
    return readdirSync(path).toSorted();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOTDIR') return undefined;
    throw error;
  }
}
