import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { fromWhereCalled } from '../server-program.ts';

/** The verifier is a program of its own that shares nothing with this one: no app imports an app. */
const VERIFIER = new URL('../../../verifier/src/node/main.ts', import.meta.url);
/** A nation of 11,028 stations takes 450 MB this way, with its threads. */
const NODE_OPTIONS = ['--max-semi-space-size=16', '--max-old-space-size=400'];

type Options = {
  readonly logKey?: string;
  readonly earlier: readonly string[];
  readonly strict?: boolean;
};

export function addVerify(program: Command): void {
  program
    .command('verify')
    .description(
      'Verifies a published record: log, signatures, sums, seats and files. Trusts nobody.',
    )
    .argument('<record>', 'folder of published files, archive of it, or address of a site')
    .option('--log-key <key>', 'key of the log as it was printed or broadcast, or a file with it')
    .option('--earlier <file>', 'a checkpoint that somebody kept (again for more)', collect, [])
    .option('--strict', 'exit with 2 when something is missing')
    .addHelpText(
      'after',
      `
Exit codes: 0 verified, also with gaps; 1 false; 2 gaps, with --strict; 3 nothing could be verified.

Examples:
  npm run ovoz -- verify data/site/published
  npm run ovoz -- verify record.tar.gz --log-key ovoz.log/…+0123abcd+… --strict
  npm run ovoz -- verify https://results.example.org`,
    )
    .action(async (record: string, { logKey, earlier, strict }: Options, command: Command) => {
      const json = command.optsWithGlobals<{ json?: boolean }>().json === true;
      const args = [
        /^https?:/.test(record) ? record : fromWhereCalled(record),
        ...(logKey === undefined ? [] : ['--log-key', fileOrText(logKey)]),
        ...earlier.flatMap((file) => ['--earlier', fromWhereCalled(file)]),
        ...(strict === true ? ['--strict'] : []),
        ...(json ? ['--json'] : []),
      ];
      await becomeVerifier([...NODE_OPTIONS, fileURLToPath(VERIFIER), ...args]);
    });
}

/** This process is the verifier from here on: one that only waited would keep its 70 MB. */
async function becomeVerifier(args: readonly string[]): Promise<void> {
  const env = { MALLOC_ARENA_MAX: '2', ...process.env };
  // Not on Windows.
  process.execve?.(process.execPath, [process.execPath, ...args], env);
  const child = spawn(process.execPath, args, { stdio: 'inherit', env });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => child.kill(signal));
  }
  const [exitCode] = (await once(child, 'close')) as [number | null];
  process.exitCode = exitCode ?? 1;
}

function collect(file: string, before: readonly string[]): readonly string[] {
  return [...before, file];
}

function fileOrText(given: string): string {
  const path = fromWhereCalled(given);
  return existsSync(path) ? path : given;
}
