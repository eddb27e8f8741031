import { type SpawnOptions, spawnSync } from 'node:child_process';
import { chownSync, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { PostgresBinaries } from './embedded-postgres-binaries.ts';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';

/**
 * As whom PostgreSQL runs. It refuses to run as root, and people do start Ovoz as root in
 * containers, so root hands it to a user namespace (same files, no power over the machine) or,
 * where the kernel refuses that, to the account `nobody`.
 */
export interface Confinement {
  readonly prefix: readonly string[];
  readonly account?: Account;
  readonly version: PostgresVersion;
}

interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** For example `{ major: 18, full: '18.4' }`. */
export interface PostgresVersion {
  readonly major: number;
  readonly full: string;
}

/** Minimal on purpose: no secrets of the parent, messages in English, no inherited PG settings. */
const ENVIRONMENT = { PATH: process.env['PATH'] ?? '/usr/bin:/bin', LC_ALL: 'C' };

/** @throws EmbeddedPostgresError folder-not-reachable or binaries-missing. */
export function chooseConfinement(binaries: PostgresBinaries, dataDirectory: string): Confinement {
  if (process.getuid?.() !== 0) return { prefix: [], version: versionWhenRun(binaries, {}) };
  // What a folder's owner began, that owner goes on with.
  const owner = statSync(dataDirectory);
  if (owner.uid !== 0) return runAs(binaries, dataDirectory, { uid: owner.uid, gid: owner.gid });
  const nobody = accountNobody();
  const mapping = [`--map-user=${nobody.uid}`, `--map-group=${nobody.gid}`];
  const prefix = ['unshare', '--user', ...mapping];
  if (succeeds([...prefix, 'true'])) {
    // To the kernel it stays root's process, but without root's right to enter everywhere.
    requireReachable(binaries, dataDirectory, { uid: 0, gid: 0 });
    return { prefix, version: versionWhenRun(binaries, { prefix }) };
  }
  const confinement = runAs(binaries, dataDirectory, nobody);
  chownSync(dataDirectory, nobody.uid, nobody.gid);
  return confinement;
}

function runAs(binaries: PostgresBinaries, dataDirectory: string, account: Account): Confinement {
  requireReachable(binaries, dataDirectory, account);
  return { prefix: [], account, version: versionWhenRun(binaries, { account }) };
}

function requireReachable(binaries: PostgresBinaries, dataDirectory: string, account: Account) {
  const closed = [binaries.postgres, dataDirectory]
    .flatMap(foldersAbove)
    .find((folder) => !mayEnter(folder, account));
  if (closed === undefined) return;
  throw new EmbeddedPostgresError(
    'folder-not-reachable',
    `PostgreSQL does not run as root and the account that would run it instead may not enter ${closed}: start Ovoz as an ordinary user, or move it to a folder that others may enter.`,
  );
}

/** Runs `postgres --version`: shows that the program can be reached and loaded, and its number. */
function versionWhenRun(
  binaries: PostgresBinaries,
  as: { prefix?: readonly string[]; account?: Account },
): PostgresVersion {
  const [program, ...rest] = [...(as.prefix ?? []), binaries.postgres, '--version'];
  const run = spawnSync(program, rest, {
    ...as.account,
    cwd: '/',
    env: ENVIRONMENT,
    encoding: 'utf8',
  });
  const full = /\(PostgreSQL\) (\d+[^\s]*)/.exec(run.stdout ?? '')?.[1];
  if (full !== undefined) return { full, major: Number.parseInt(full, 10) };
  throw new EmbeddedPostgresError(
    'binaries-missing',
    `The PostgreSQL program ${binaries.postgres} does not run on this machine: set DATABASE_URL to a PostgreSQL server of your own.`,
  );
}

/**
 * The command and options that run `program` so confined. Where the platform can (Linux with
 * util-linux), the kernel sends `deathSignal` when the calling thread's process dies, however it
 * dies. Its own process group keeps a Ctrl-C at the terminal from stopping the database before
 * the server that still uses it.
 */
export function confinedCommand(
  confinement: Confinement,
  program: string,
  args: readonly string[],
  deathSignal: 'INT' | 'KILL',
): { command: string; args: string[]; options: SpawnOptions } {
  const withParent = diesWithParent() ? ['setpriv', `--pdeathsig=${deathSignal}`] : [];
  const line = [...confinement.prefix, ...withParent, program, ...args];
  return {
    command: line[0] as string,
    args: line.slice(1),
    options: { ...confinement.account, cwd: '/', env: ENVIRONMENT, detached: true },
  };
}

let setprivWorks: boolean | undefined;

function diesWithParent(): boolean {
  setprivWorks ??= succeeds(['setpriv', '--pdeathsig=INT', 'true']);
  return setprivWorks;
}

function succeeds([command, ...args]: readonly string[]): boolean {
  return command !== undefined && spawnSync(command, args).status === 0;
}

/** PostgreSQL looks its own account up by name, so the one used must be in the list. */
function accountNobody(): Account {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith('nobody:'));
  const [, , uid, gid] = (line ?? 'nobody:x:65534:65534').split(':');
  return { uid: Number(uid), gid: Number(gid) };
}

function foldersAbove(path: string): string[] {
  const parent = dirname(path);
  return parent === path ? [] : [...foldersAbove(parent), parent];
}

function mayEnter(folder: string, account: Account): boolean {
  const { uid, gid, mode } = statSync(folder);
  if (uid === account.uid) return (mode & 0o100) !== 0;
  return (mode & (gid === account.gid ? 0o010 : 0o001)) !== 0;
}
