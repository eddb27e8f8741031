import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** Most memory that our Node processes held at the same moment, in bytes; null where /proc is missing. */
export type MemoryWatch = { readonly stop: () => MemoryPeak | null };
export type MemoryPeak = {
  readonly bytes: number;
  readonly processes: readonly { readonly what: string; readonly bytes: number }[];
};

const EVERY_MS = 500;
const PAGE_BYTES = 4096;

/** Watches this process and every Node process below `root`. PostgreSQL does not count. */
export function watchMemory(root: number): MemoryWatch {
  let peak: MemoryPeak | null = null;
  const look = () => {
    const processes = nodeProcesses(root);
    const bytes = processes.reduce((sum, one) => sum + one.bytes, 0);
    if (processes.length > 0 && bytes > (peak?.bytes ?? 0)) peak = { bytes, processes };
  };
  const timer = setInterval(look, EVERY_MS);
  return {
    stop: () => {
      look();
      clearInterval(timer);
      return peak;
    },
  };
}

function nodeProcesses(root: number): MemoryPeak['processes'] {
  const parents = new Map<number, number>();
  for (const name of namesIn('/proc')) {
    const stat = /^\d+$/.test(name) ? textOf(`/proc/${name}/stat`) : null;
    // The name of the program stands in brackets and may hold anything; the parent follows two fields later.
    const after = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (after?.[1] !== undefined) parents.set(Number(name), Number(after[1]));
  }
  const isBelow = (pid: number): boolean => {
    for (let at = parents.get(pid); at !== undefined && at > 0; at = parents.get(at)) {
      if (at === root) return true;
    }
    return false;
  };
  const pids = [...parents.keys()].filter((pid) => pid === root || isBelow(pid));
  return [process.pid, ...pids]
    .filter((pid) => programOf(pid).startsWith('node'))
    .map((pid) => ({ what: whatOf(pid), bytes: residentBytes(pid) }));
}

/** Proportional set size: what processes share, such as the program itself, is counted once. */
function residentBytes(pid: number): number {
  const pss = /^Pss:\s+(\d+) kB/m.exec(textOf(`/proc/${pid}/smaps_rollup`) ?? '')?.[1];
  if (pss !== undefined) return Number(pss) * 1024;
  return Number(textOf(`/proc/${pid}/statm`)?.split(' ')[1] ?? 0) * PAGE_BYTES;
}

function programOf(pid: number): string {
  try {
    return readlinkSync(`/proc/${pid}/exe`).split('/').at(-1) ?? '';
  } catch {
    return '';
  }
}

function whatOf(pid: number): string {
  if (pid === process.pid) return 'drill';
  const line = textOf(`/proc/${pid}/cmdline`)?.split('\0') ?? [];
  const script = line.find((part) => /\.[mc]?[jt]s$/.test(part));
  return script?.split('/').slice(-2).join('/') ?? 'node';
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** A process may end between being seen and being read. */
function textOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
