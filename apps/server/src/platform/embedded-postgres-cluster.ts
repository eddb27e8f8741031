import { type SpawnOptions, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import {
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { PostgresBinaries } from './embedded-postgres-binaries.ts';
import { type Confinement, confinedCommand } from './embedded-postgres-confinement.ts';
import { EmbeddedPostgresError, explainFailure } from './embedded-postgres-error.ts';

/** The superuser of the embedded database, and the database that the application lives in. */
export const SUPERUSER = 'postgres';
export const APPLICATION_DATABASE = 'ovoz';

const UNFINISHED = 'cluster.unfinished';

/**
 * Where PostgreSQL keeps its files, and the password of its superuser. The first time both are
 * made: in a folder of another name, renamed when complete, so that a start that was killed
 * halfway leaves only rubbish, which the next start clears away.
 */
export async function openCluster(
  dataDirectory: string,
  binaries: PostgresBinaries,
  confinement: Confinement,
  durable: boolean,
  log: (message: string) => void,
): Promise<{ cluster: string; password: string }> {
  const cluster = join(dataDirectory, 'cluster');
  for (const name of readdirSync(dataDirectory)) {
    if (name === UNFINISHED) rmSync(join(dataDirectory, name), { recursive: true });
  }
  if (!existsSync(cluster)) {
    log('Creating the database.');
    await createCluster(dataDirectory, cluster, binaries, confinement, durable);
  }
  refuseOtherVersion(cluster, confinement);
  return { cluster, password: readPassword(dataDirectory) };
}

async function createCluster(
  dataDirectory: string,
  cluster: string,
  binaries: PostgresBinaries,
  confinement: Confinement,
  durable: boolean,
): Promise<void> {
  const unfinished = join(dataDirectory, UNFINISHED);
  const passwordFile = passwordFileOf(dataDirectory);
  writeFileSync(passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600 });
  mkdirSync(unfinished, { mode: 0o700 });
  giveTo(confinement, passwordFile, unfinished);

  const run = (program: string, args: string[], input = '') =>
    runToEnd(confinement, program, args, input, dataDirectory);
  const creation = [
    ['--pgdata', unfinished, '--username', SUPERUSER],
    ['--auth', 'scram-sha-256', '--pwfile', passwordFile],
    ['--encoding', 'UTF8', '--data-checksums', '--no-instructions'],
    localeOptions(confinement.version.major),
    durable ? [] : ['--no-sync'],
  ];
  await run(binaries.initdb, creation.flat());
  // Single-user mode: the database exists before anybody can connect.
  const unsafe = durable ? [] : ['-F'];
  await run(
    binaries.postgres,
    ['--single', '-D', unfinished, '-c', 'shared_buffers=16MB', ...unsafe, SUPERUSER],
    `create database ${APPLICATION_DATABASE}\n`,
  );
  renameSync(unfinished, cluster);
}

/**
 * Letters of every language fold their case (Ўў Әә Өө), on every machine alike: from 17 on by
 * PostgreSQL's own tables, before that by the C library's C.UTF-8. Nothing sorts by the database.
 */
function localeOptions(major: number): string[] {
  return major >= 17
    ? ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
    : ['--locale=C.UTF-8'];
}

function refuseOtherVersion(cluster: string, confinement: Confinement): void {
  const found = readFileSync(join(cluster, 'PG_VERSION'), 'utf8').trim();
  const { major, full } = confinement.version;
  if (found === String(major)) return;
  throw new EmbeddedPostgresError(
    'database-version-mismatch',
    `The data in ${cluster} belongs to PostgreSQL ${found} and this is PostgreSQL ${full}: export it with the version of Ovoz that made it, or choose another folder with --data.`,
  );
}

function readPassword(dataDirectory: string): string {
  const file = passwordFileOf(dataDirectory);
  if (existsSync(file)) return readFileSync(file, 'utf8').trim();
  throw new EmbeddedPostgresError(
    'data-folder-damaged',
    `The data folder ${dataDirectory} holds a database but not its password: restore the file ${file}.`,
  );
}

/** Address of the application's database while another process runs it on this folder. */
export function runningClusterUrl(dataDirectory: string): string {
  const port = readFileSync(join(dataDirectory, 'port'), 'utf8').trim();
  const password = readPassword(dataDirectory);
  return `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/${APPLICATION_DATABASE}`;
}

function passwordFileOf(dataDirectory: string): string {
  return join(dataDirectory, 'password');
}

function giveTo(confinement: Confinement, ...paths: string[]): void {
  if (confinement.account === undefined) return;
  for (const path of paths) chownSync(path, confinement.account.uid, confinement.account.gid);
}

async function runToEnd(
  confinement: Confinement,
  program: string,
  args: string[],
  input: string,
  dataDirectory: string,
): Promise<void> {
  const { command, args: line, options } = confinedCommand(confinement, program, args, 'KILL');
  const piped: SpawnOptions = { ...options, stdio: 'pipe' };
  const child = spawn(command, line, piped);
  const output: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    // Both exist: stdio is 'pipe'.
    if (stream) createInterface({ input: stream }).on('line', (text) => output.push(text));
  }
  child.stdin?.on('error', () => {}); // A program that gave up closes its input; its exit tells.
  child.stdin?.end(input);
  const [exitCode] = await once(child, 'close');
  if (exitCode !== 0) throw explainFailure(program, output, dataDirectory);
}
