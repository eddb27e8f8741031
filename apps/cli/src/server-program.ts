import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { CommandFailure } from './failure.ts';
import type { Terminal } from './terminal.ts';

/** The server's programs are started, not imported: no app imports an app. */
const SERVER = new URL('../../server/src/', import.meta.url);

/** What the server's programs write, one JSON object a line. */
type ReportLine =
  | { readonly kind: 'step'; readonly text: string }
  | { readonly kind: 'progress'; readonly done: number; readonly of: number; readonly text: string }
  | { readonly kind: 'result'; readonly result: unknown }
  | { readonly kind: 'failure'; readonly code: string; readonly sentence: string };

/** Starts the server itself in place of this program; signals reach it. @returns its exit code. */
export async function startServer(args: readonly string[]): Promise<number> {
  return startInPlace('main.ts', args);
}

/** Starts one of the server's programs, which speaks for itself, in place of this one. @returns its exit code. */
export async function startInPlace(file: string, args: readonly string[]): Promise<number> {
  const program = fileURLToPath(new URL(file, SERVER));
  // Two arenas of memory: with glibc's usual sixteen, what threads once used stays taken.
  const env = { MALLOC_ARENA_MAX: '2', ...process.env };
  const child = spawn(process.execPath, [program, ...args], { stdio: 'inherit', env });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => child.kill(signal));
  }
  const [exitCode] = (await once(child, 'close')) as [number | null];
  return exitCode ?? 1;
}

/**
 * Runs one of the server's programs to its end and shows its progress.
 * @returns what it came to. @throws CommandFailure with the program's own sentence.
 */
export async function runServerProgram<Answer>(
  terminal: Terminal,
  file: string,
  args: readonly string[],
): Promise<Answer> {
  const program = fileURLToPath(new URL(file, SERVER));
  const child = spawn(process.execPath, [program, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const stop = () => child.kill('SIGTERM');
  process.once('SIGINT', stop).once('SIGTERM', stop);
  const ended = once(child, 'close');
  let end: ReportLine | undefined;
  for await (const text of createInterface({ input: child.stdout })) {
    const line = JSON.parse(text) as ReportLine;
    if (line.kind === 'step') terminal.step(line.text);
    else if (line.kind === 'progress') terminal.progress(line.done, line.of, line.text);
    else end = line;
  }
  await ended;
  process.off('SIGINT', stop).off('SIGTERM', stop);
  if (end?.kind === 'result') return end.result as Answer;
  if (end?.kind === 'failure') throw new CommandFailure(end.code, end.sentence);
  throw new CommandFailure('interrupted', 'The work was ended before it was done.');
}

/** A path as the person at the terminal means it: npm changes the folder and says from where. */
export function fromWhereCalled(path: string): string {
  return resolve(process.env['INIT_CWD'] ?? process.cwd(), path);
}
