// What must be there before anything runs: the packages of the lockfile, and Node 24. Runs on
// Node 20 with nothing installed, so it imports nothing but Node itself.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { patchPackages } from './patch-packages.mjs';
import { npmCommand, runQuietly } from './processes.mjs';

export const PROJECT = dirname(dirname(fileURLToPath(import.meta.url)));

/** The first Node that runs TypeScript as it stands and has argon2. */
const NODE_MAJOR_NEEDED = 24;

/** A reason to stop that is one sentence for the person at the terminal. */
export class PlainRefusal extends Error {}

/**
 * Installs the packages if they are not those of the lockfile.
 * @param {import('./progress.mjs').Progress} progress
 */
export async function installPackages(progress) {
  if (!packagesAreInStep(PROJECT)) await runNpm(progress);
  // npm does it too, unless it was told to run no scripts.
  patchPackages(PROJECT);
}

/** @param {import('./progress.mjs').Progress} progress */
async function runNpm(progress) {
  await progress.during('Installing the packages', 'about a minute', async () => {
    // Not `npm ci`: it refuses a lockfile without the packages for other platforms, and not every
    // registry has all of those. This takes the same packages and leaves the lockfile alone.
    const options = ['--no-save', '--include=dev', '--include=optional', '--no-audit', '--no-fund'];
    const line = [...npmCommand(), 'install', ...options];
    const { exitCode, output } = await runQuietly(line, { cwd: PROJECT });
    if (exitCode === 0) return;
    const reason = /^npm (?:error|ERR!) (.+)$/m.exec(output)?.[1] ?? `code ${exitCode}`;
    throw new PlainRefusal(
      `${output}\nThe packages could not be installed (npm: ${reason}): check the network and the free disk space, then try again.`,
    );
  });
}

/**
 * npm leaves in node_modules a list of what it installed, in the form of the lockfile. It is
 * written last, so that an interrupted installation has none.
 * @param {string} project
 */
export function packagesAreInStep(project) {
  const wanted = packagesListedIn(join(project, 'package-lock.json'));
  const installed = packagesListedIn(join(project, 'node_modules', '.package-lock.json'));
  return Object.entries(wanted).every(([path, { version, integrity, optional }]) => {
    if (path === '') return true;
    const found = installed[path];
    // Optional: made for another platform.
    if (found === undefined) return optional === true;
    return found.version === version && found.integrity === integrity;
  });
}

/**
 * @param {string} file
 * @returns {Record<string, { version?: string, integrity?: string, optional?: boolean }>}
 */
function packagesListedIn(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : {};
}

/** The Node 24 that npm brought, or the running one if it is new enough. */
export function findNode() {
  const folder = `node-${process.platform}-${process.arch}`;
  const bundled = join(PROJECT, 'node_modules', folder, 'bin', 'node');
  if (existsSync(bundled)) return bundled;
  if (Number.parseInt(process.versions.node, 10) >= NODE_MAJOR_NEEDED) return process.execPath;
  throw new PlainRefusal(
    `Ovoz runs on Node ${NODE_MAJOR_NEEDED}, which npm brings for Linux only: install Node ${NODE_MAJOR_NEEDED} or newer from nodejs.org and try again (this is Node ${process.versions.node} on ${process.platform}-${process.arch}).`,
  );
}

/**
 * Goes on in a program under Node 24, in place of this process as far as a process can be
 * replaced: its output, its exit code and the signals are those of the program.
 * @param {string[]} programAndArguments
 * @returns {Promise<number>} the exit code
 */
export function continueUnderNode(programAndArguments) {
  const line = [...stoppedWithParent(), findNode(), ...programAndArguments];
  // With glibc's eight arenas for each core, memory that threads once used stays taken: 350 MB of a server's 690.
  // A group of its own: Ctrl-C reaches it once, from here, and not once more from the terminal.
  const child = spawn(String(line[0]), line.slice(1), {
    cwd: PROJECT,
    stdio: 'inherit',
    detached: true,
    env: { MALLOC_ARENA_MAX: '2', ...process.env },
  });
  const stopListening = passSignalsTo(child);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (exitCode, signal) => {
      stopListening();
      resolve(exitCode ?? (signal === 'SIGKILL' ? 137 : 143));
    });
  });
}

/** Where Linux offers it, the program is ended when this process is killed. */
function stoppedWithParent() {
  const line = ['setpriv', '--pdeathsig=TERM'];
  return spawnSync('setpriv', ['--pdeathsig=TERM', 'true']).status === 0 ? line : [];
}

/** npm and the terminal may both send what was one Ctrl-C. */
const SAME_SIGNAL_MS = 1000;

/** @param {import('node:child_process').ChildProcess} child */
function passSignalsTo(child) {
  let lastPassed = Number.NEGATIVE_INFINITY;
  /** @param {NodeJS.Signals} signal */
  const pass = (signal) => {
    if (performance.now() - lastPassed < SAME_SIGNAL_MS) return;
    lastPassed = performance.now();
    child.kill(signal === 'SIGHUP' ? 'SIGTERM' : signal);
  };
  /** @type {NodeJS.Signals[]} */
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, pass);
  return () => {
    for (const signal of signals) process.off(signal, pass);
  };
}
