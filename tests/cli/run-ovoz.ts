import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';

export const OVOZ = fileURLToPath(new URL('../../apps/cli/src/main.ts', import.meta.url));

export type Ended = {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
  /** What --json wrote. */
  readonly json: () => Record<string, unknown>;
};

/** Runs `ovoz` as its own process, with nobody at the terminal. */
export async function runOvoz(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  const { INIT_CWD: _, ...inherited } = process.env;
  const child = spawn(process.execPath, [OVOZ, ...args], {
    env: { ...inherited, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  const [exitCode] = (await once(child, 'close')) as [number];
  return { exitCode, out, err, json: () => JSON.parse(out) as Record<string, unknown> };
}

export function folderFor(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'ovoz-cli-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
