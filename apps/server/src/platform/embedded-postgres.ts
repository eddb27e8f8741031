import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { findPostgresBinaries } from './embedded-postgres-binaries.ts';
import { APPLICATION_DATABASE, openCluster, SUPERUSER } from './embedded-postgres-cluster.ts';
import {
  type Confinement,
  chooseConfinement,
  confinedCommand,
} from './embedded-postgres-confinement.ts';
import {
  EmbeddedPostgresError,
  explainFailure,
  explainFileError,
} from './embedded-postgres-error.ts';
import { lockFolder } from './embedded-postgres-lock.ts';
import { stopLeftBehindServer, stopProcess } from './embedded-postgres-processes.ts';
import { serverSettings } from './embedded-postgres-settings.ts';

export {
  EmbeddedPostgresError,
  type EmbeddedPostgresErrorCode,
} from './embedded-postgres-error.ts';

export interface EmbeddedPostgresOptions {
  /** A folder for the database alone; made if absent. */
  readonly dataDirectory: string;
  /** Exactly this port; without it the one used last time, or a free one. */
  readonly port?: number;
  /** Folder of initdb and postgres, such as /usr/lib/postgresql/15/bin; default: those of npm. */
  readonly binaries?: string;
  /** False only for tests: faster, and nothing survives a crash of the machine. */
  readonly durable: boolean;
  /** Takes one line at a time: what is being done, and what PostgreSQL prints. */
  readonly log: (message: string) => void;
}

export interface EmbeddedPostgres {
  /** Superuser on the database `ovoz`, which is for the application. */
  readonly url: string;
  /** The same on the maintenance database `postgres`, to create and drop others from. */
  readonly adminUrl: string;
  readonly port: number;
  /** For example 18.4. */
  readonly version: string;
  /** Ends the database and gives its folder back; may be called again. */
  stop(): Promise<void>;
}

/** Recovery after a power cut replays at most the settings' max_wal_size: well under a minute. */
const START_LIMIT_MS = 5 * 60_000;
/** A free port may be taken by somebody else before PostgreSQL gets to it. */
const PORT_ATTEMPTS = 5;

/**
 * Starts the PostgreSQL that npm brought (or that `binaries` names) on a data folder. The server
 * listens on the loopback address only, asks for a password, and stops with this process, however
 * that ends. Call it from the main thread: the kernel's parent-death signal is tied to the thread.
 *
 * @throws EmbeddedPostgresError with a stable code and one sentence for the person at the terminal.
 */
export async function startEmbeddedPostgres(
  options: EmbeddedPostgresOptions,
): Promise<EmbeddedPostgres> {
  const binaries = findPostgresBinaries(options.binaries);
  const dataDirectory = resolve(options.dataDirectory);
  let unlock = () => {};
  try {
    // Passable, because another account may run the database; what is secret in it is closed.
    mkdirSync(dataDirectory, { recursive: true, mode: 0o711 });
    unlock = lockFolder(dataDirectory);
    const folder = realpathSync(dataDirectory);
    const confinement = chooseConfinement(binaries, folder);
    const { durable, log } = options;
    await stopLeftBehindServer(join(folder, 'cluster'), log);
    const opened = await openCluster(folder, binaries, confinement, durable, log);
    const command = { program: binaries.postgres, confinement, cluster: opened.cluster };
    const running = await listen(command, folder, options);
    return handle(running, opened.password, confinement.version.full, unlock);
  } catch (error) {
    unlock();
    throw explainFileError(error, dataDirectory);
  }
}

function handle(
  running: RunningServer,
  password: string,
  version: string,
  unlock: () => void,
): EmbeddedPostgres {
  const { child, port } = running;
  // Where the kernel cannot do it, at least an orderly end of this process takes it along.
  const interrupt = () => child.kill('SIGINT');
  process.once('exit', interrupt);
  let stopped: Promise<void> | undefined;
  const stop = async () => {
    running.expectEnd();
    if (child.pid !== undefined) await stopProcess(child.pid);
    process.off('exit', interrupt);
    unlock();
  };
  const base = `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}`;
  return {
    url: `${base}/${APPLICATION_DATABASE}`,
    adminUrl: `${base}/${SUPERUSER}`,
    port,
    version,
    stop: () => (stopped ??= stop()),
  };
}

interface ServerCommand {
  readonly program: string;
  readonly confinement: Confinement;
  readonly cluster: string;
}

interface RunningServer {
  readonly child: ChildProcess;
  readonly port: number;
  readonly expectEnd: () => void;
}

async function listen(
  command: ServerCommand,
  dataDirectory: string,
  options: EmbeddedPostgresOptions,
): Promise<RunningServer> {
  for (let attempt = 1; attempt <= PORT_ATTEMPTS; attempt += 1) {
    const port = options.port ?? (await choosePort(dataDirectory));
    const result = await launch(command, port, dataDirectory, options);
    if (result !== 'port-taken') {
      writeFileSync(join(dataDirectory, 'port'), String(port), { mode: 0o600 });
      return result;
    }
    if (options.port !== undefined) break;
  }
  throw new EmbeddedPostgresError(
    'port-taken',
    `Port ${options.port ?? ''} for the database is taken by another program: stop it or give another port.`,
  );
}

async function launch(
  { program, confinement, cluster }: ServerCommand,
  port: number,
  dataDirectory: string,
  { durable, log }: EmbeddedPostgresOptions,
): Promise<RunningServer | 'port-taken'> {
  const settings = ['-D', cluster, ...serverSettings(port, durable)];
  const { command, args, options } = confinedCommand(confinement, program, settings, 'INT');
  const child = spawn(command, args, { ...options, stdio: ['ignore', 'ignore', 'pipe'] });
  const output: string[] = [];
  const ready = new Promise<true>((resolveReady) => {
    // stdio asks for a pipe, so stderr is there.
    createInterface({ input: child.stderr as NodeJS.ReadableStream }).on('line', (line) => {
      if (output.length < 200) output.push(line);
      log(line);
      if (line.includes('database system is ready to accept connections')) resolveReady(true);
    });
  });
  const ended = once(child, 'close').then(() => false as const);
  if (await Promise.race([ready, ended, timeLimit()])) {
    let expected = false;
    void ended.then(() => {
      if (!expected) log('The embedded database ended by itself.');
    });
    return { child, port, expectEnd: () => void (expected = true) };
  }
  if (child.pid !== undefined) await stopProcess(child.pid);
  if (/could not bind .*: Address already in use/.test(output.join('\n'))) return 'port-taken';
  throw explainFailure(program, output, dataDirectory);
}

function timeLimit(): Promise<false> {
  return new Promise((resolveLimit) => {
    setTimeout(() => resolveLimit(false), START_LIMIT_MS).unref();
  });
}

async function choosePort(dataDirectory: string): Promise<number> {
  const remembered = rememberedPort(join(dataDirectory, 'port'));
  return (await freePort(remembered)) ?? (await freePort(0)) ?? 0;
}

function rememberedPort(file: string): number {
  try {
    const port = Number(readFileSync(file, 'utf8'));
    return Number.isInteger(port) && port > 0 && port < 65_536 ? port : 0;
  } catch {
    return 0;
  }
}

async function freePort(wanted: number): Promise<number | undefined> {
  const probe = createServer();
  try {
    probe.listen(wanted, '127.0.0.1');
    await once(probe, 'listening');
    return (probe.address() as AddressInfo).port;
  } catch {
    return undefined;
  } finally {
    probe.close();
  }
}
