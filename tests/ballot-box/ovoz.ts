import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mock } from 'node:test';
import { fileURLToPath } from 'node:url';
import { createProgram } from '../../apps/cli/src/program.ts';

const MAIN = fileURLToPath(new URL('../../apps/cli/src/main.ts', import.meta.url));

/** Runs `ovoz` as a shell does, in a folder. */
export function ovoz(folder: string, args: readonly string[]) {
  const run = spawnSync(process.execPath, [MAIN, ...args], {
    cwd: folder,
    env: { ...process.env, INIT_CWD: folder },
    encoding: 'utf8',
  });
  return { exitCode: run.status, stdout: run.stdout, stderr: run.stderr };
}

/**
 * Runs the program of the command line in this process, which saves the second that a new one takes to start.
 * One at a time: output and exit code are the process's.
 */
export async function ovozHere(folder: string, args: readonly string[]) {
  const said = { stdout: '', stderr: '' };
  const log = mock.method(console, 'log', (text: string) => void (said.stdout += `${text}\n`));
  const error = mock.method(console, 'error', (text: string) => void (said.stderr += `${text}\n`));
  const before = process.env['INIT_CWD'];
  process.env['INIT_CWD'] = folder;
  try {
    await createProgram().parseAsync(args, { from: 'user' });
    return { exitCode: Number(process.exitCode ?? 0), ...said };
  } finally {
    process.exitCode = 0;
    process.env['INIT_CWD'] = before;
    log.mock.restore();
    error.mock.restore();
  }
}

/** Runs `ovoz ballot-box`, which must not refuse. @returns what it said. */
export async function ballotBox(folder: string, ...args: readonly string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await ovozHere(folder, ['ballot-box', ...args]);
  assert.equal(exitCode, 0, `${args.join(' ')}\n${stdout}${stderr}`);
  return stdout;
}

/** Runs `ovoz ballot-box`, which must refuse. @returns the code of the refusal. */
export async function refusalOf(folder: string, ...args: readonly string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await ovozHere(folder, ['ballot-box', ...args]);
  assert.equal(exitCode, 1, `${args.join(' ')}\n${stdout}${stderr}`);
  return /Not done \(([a-z-]+)\)/.exec(stderr)?.[1] ?? stdout;
}

type Verified = {
  readonly verdict: string;
  readonly codes: readonly string[];
  readonly result: unknown;
};

/** What `verify` says of an archive that is valid, in its form for programs. */
export async function verificationOf(folder: string, archive: string): Promise<Verified> {
  const { exitCode, stdout } = await ovozHere(folder, ['--json', 'ballot-box', 'verify', archive]);
  assert.equal(exitCode, 0, stdout);
  const { verdict, codes, result } = JSON.parse(stdout) as Verified;
  return { verdict, codes, result };
}

/** The shell commands of a guide, in their order, and the files that it shows. */
export function readGuide(text: string) {
  const commands: string[] = [];
  const files: Record<string, string> = {};
  for (const [, language = '', name = '', body = ''] of text.matchAll(
    /^```(\w+)(?: (\S+))?\n([\s\S]*?)^```$/gm,
  )) {
    if (language === 'sh') commands.push(...body.trim().split('\n'));
    else if (name !== '') files[name] = body;
  }
  return { commands, files };
}

/** Words of a command line that quotes with ' only. */
export function wordsOf(line: string): readonly string[] {
  return [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
}
