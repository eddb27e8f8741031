import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const POLL_MS = 50;
/** A fast shutdown writes one checkpoint: seconds, even for a large cache on a slow disk. */
const FAST_SHUTDOWN_MS = 30_000;
const IMMEDIATE_SHUTDOWN_MS = 5_000;

/**
 * Names a running process for good: the id together with its start, since ids are used again.
 * Undefined when no such process runs; a zombie does not run.
 */
export function processIdentity(pid: number): string | undefined {
  if (existsSync('/proc/self/stat')) return linuxProcessIdentity(pid);
  const started = spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' });
  return started.status === 0 ? `${pid} ${started.stdout.trim()}` : undefined;
}

function linuxProcessIdentity(pid: number): string | undefined {
  const stat = readIfThere(`/proc/${pid}/stat`);
  if (stat === undefined) return undefined;
  // proc(5): the name in brackets may hold spaces; state is field 3, start time field 22.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (fields[0] === 'Z' || fields[0] === 'X') return undefined;
  const boot = readIfThere('/proc/sys/kernel/random/boot_id')?.trim() ?? '';
  return `${pid} ${fields[19]} ${boot}`;
}

/**
 * Where a parent dies and nothing stops the database with it, the server goes on alone. The next
 * start, which holds the folder's lock, ends it; a note of a server that is gone is removed if its
 * process id now belongs to somebody else, because PostgreSQL would take that for a running one.
 */
export async function stopLeftBehindServer(
  cluster: string,
  log: (message: string) => void,
): Promise<void> {
  const note = join(cluster, 'postmaster.pid');
  const pid = Number.parseInt(readIfThere(note) ?? '', 10);
  if (!Number.isSafeInteger(pid) || processIdentity(pid) === undefined) return;
  if (!servesCluster(pid, cluster)) {
    rmSync(note, { force: true });
    return;
  }
  log(`Stopping the database (process ${pid}) that an interrupted run left behind.`);
  await stopProcess(pid);
}

/** PostgreSQL works inside its data folder, so the working directory tells whose server it is. */
function servesCluster(pid: number, cluster: string): boolean {
  if (existsSync('/proc/self/cwd')) return readlinkSync(`/proc/${pid}/cwd`) === cluster;
  const command = spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
  return command.stdout.includes(cluster);
}

/** Fast shutdown, then immediate shutdown, then the kernel; resolves when the process is gone. */
export async function stopProcess(pid: number): Promise<void> {
  const identity = processIdentity(pid);
  if (identity === undefined) return;
  const steps = [
    ['SIGINT', FAST_SHUTDOWN_MS],
    ['SIGQUIT', IMMEDIATE_SHUTDOWN_MS],
    ['SIGKILL', IMMEDIATE_SHUTDOWN_MS],
  ] as const;
  for (const [signal, limitMs] of steps) {
    signalIfThere(pid, signal);
    if (await goneWithin(pid, identity, limitMs)) return;
  }
}

async function goneWithin(pid: number, identity: string, limitMs: number): Promise<boolean> {
  for (let waitedMs = 0; waitedMs < limitMs; waitedMs += POLL_MS) {
    if (processIdentity(pid) !== identity) return true;
    await wait(POLL_MS);
  }
  return false;
}

function signalIfThere(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
