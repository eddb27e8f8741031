import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('main.ts', import.meta.url));

/** Plays a drill as its own process, as whoever types the command does. @returns all that it printed. */
export async function runDrill(
  ...options: readonly string[]
): Promise<{ readonly exitCode: number; readonly output: string }> {
  const record = mkdtempSync(join(tmpdir(), 'ovoz-record-'));
  const line = [MAIN, ...options, '--record', record];
  const child = spawn(process.execPath, line, { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output += text));
  const [exitCode] = (await once(child, 'close')) as [number];
  rmSync(record, { recursive: true });
  return { exitCode, output };
}
