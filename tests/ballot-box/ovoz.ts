import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

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
