import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';

/** What a program cost with all that it started. */
export type ProcessCost = {
  readonly exitCode: number | null;
  readonly output: string;
  readonly wallMs: number;
  /** User and system time of all its processes. */
  readonly cpuMs: number;
  /** Most resident memory of each process, added up, in bytes: no less than what they held together at any moment. */
  readonly peakBytes: number;
  /** The same of each, in the order in which they started. */
  readonly peaks: readonly number[];
};

const LOOK_EVERY_MS = 50;
/** USER_HZ of Linux. */
const TICKS_A_SECOND = 100;

/**
 * Runs a program in a group of its own and measures it by /proc; Linux only. The caller has no other child that ends
 * meanwhile.
 */
export async function costOf(
  program: string,
  args: readonly string[],
  cwd: string,
): Promise<ProcessCost> {
  const before = childTicks();
  const began = performance.now();
  const child = spawn(program, args, { cwd, detached: true, stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  const peaks = new Map<number, number>();
  const look = () => {
    for (const pid of groupOf(child.pid ?? 0)) peaks.set(pid, peakOf(pid) ?? peaks.get(pid) ?? 0);
  };
  const timer = setInterval(look, LOOK_EVERY_MS);
  const [exitCode] = (await once(child, 'close')) as [number | null];
  clearInterval(timer);
  return {
    exitCode,
    output,
    wallMs: performance.now() - began,
    cpuMs: ((childTicks() - before) * 1000) / TICKS_A_SECOND,
    peakBytes: [...peaks.values()].reduce((sum, bytes) => sum + bytes, 0),
    peaks: [...peaks.values()],
  };
}

/** Processor time of children that ended, with theirs: fields 16 and 17 of /proc/self/stat. */
function childTicks(): number {
  const fields = fieldsOf('self');
  return Number(fields[13]) + Number(fields[14]);
}

/** Fields of /proc/<pid>/stat from the third on: the name before may hold anything. */
function fieldsOf(pid: number | 'self'): readonly string[] {
  const stat = textOf(`/proc/${pid}/stat`) ?? '';
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

function groupOf(group: number): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => Number(fieldsOf(pid)[2]) === group);
}

/** Most resident memory of a process so far, in bytes; null when it has ended. */
export function peakOf(pid: number): number | null {
  const kB = /^VmHWM:\s+(\d+) kB/m.exec(textOf(`/proc/${pid}/status`) ?? '')?.[1];
  return kB === undefined ? null : Number(kB) * 1024;
}

/** A process may end between being seen and being read. */
function textOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
