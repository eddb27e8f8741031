import { type ChildProcessWithoutNullStreams, execFile, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'vite';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Builds what browsers load and the programs that render, as `npm run build` does, into a folder. */
export async function buildPrograms(folder: string): Promise<void> {
  const quiet = { root: ROOT, logLevel: 'error' } as const;
  await build({ ...quiet, build: { outDir: join(folder, 'client'), emptyOutDir: true } });
  await build({
    ...quiet,
    build: { ssr: true, outDir: join(folder, 'render'), emptyOutDir: true },
  });
}

export type Folders = {
  readonly programs: string;
  readonly published: string;
  readonly site: string;
};

/** Renders the whole site; answers the last line that the program said. */
export async function renderAll({ programs, published, site }: Folders): Promise<unknown> {
  const main = join(programs, 'render', 'main.js');
  const args = [main, '--published', published, '--out', site];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? 'null');
}

/** The program that follows changes, while it runs. */
export type LiveProgram = {
  readonly child: ChildProcessWithoutNullStreams;
  /** Sends a line and resolves with the answer to it. */
  readonly send: (line: unknown) => Promise<unknown>;
  /** What was said on standard error. */
  readonly complaints: readonly string[];
  /** Ends the input and resolves with the exit code. */
  readonly end: () => Promise<number | null>;
};

const running = new Set<ChildProcessWithoutNullStreams>();

/** Ends the programs that a failed test left behind. */
export function stopLivePrograms(): void {
  for (const child of running) child.kill('SIGKILL');
}

export function startLive({ programs, published, site }: Folders): LiveProgram {
  const live = join(programs, 'render', 'live.js');
  const child = spawn(process.execPath, [live, '--published', published, '--out', site]);
  running.add(child);
  child.once('close', () => running.delete(child));
  const answers: unknown[] = [];
  const waiting: ((answer: unknown) => void)[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => {
    const answer: unknown = JSON.parse(line);
    const next = waiting.shift();
    if (next === undefined) answers.push(answer);
    else next(answer);
  });
  const complaints: string[] = [];
  createInterface({ input: child.stderr }).on('line', (line) => complaints.push(line));
  return {
    child,
    complaints,
    send: (line) => {
      child.stdin.write(`${typeof line === 'string' ? line : JSON.stringify(line)}\n`);
      const early = answers.shift();
      return early === undefined
        ? new Promise((resolve) => waiting.push(resolve))
        : Promise.resolve(early);
    },
    end: () =>
      new Promise((resolve) => {
        child.once('close', resolve);
        child.stdin.end();
      }),
  };
}
