// The reference tool, run beside as a program: Debian's package belenios-tool 2.0, which knows the groups
// BELENIOS-2048 and RFC-3526-2048.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const version = spawnSync('belenios-tool', ['--version'], { encoding: 'utf8' });
const isRequired = process.env['OVOZ_REQUIRE_BELENIOS'] === '1';

export const toolVersion = `belenios-tool ${version.stdout?.trim() ?? ''}`;

/** Why tests are skipped: never where the tool is required. */
export const skip = version.status === 0 || isRequired ? false : 'belenios-tool is not installed';

/** A folder in which the tool and ours work on an election, removed by `remove`. */
export function workFolder(name = 'ballot-box-peer-') {
  const folder = mkdtempSync(join(tmpdir(), name));
  const run = (args: readonly string[], input: string, inside: string) => {
    const env = { ...process.env, BELENIOS_USE_URANDOM: '1' };
    return spawnSync('belenios-tool', args, {
      cwd: join(folder, inside),
      env,
      input,
      encoding: 'utf8',
    });
  };
  return {
    folder,
    at: (...names: readonly string[]) => join(folder, ...names),
    read: (name_: string) => readFileSync(join(folder, name_), 'utf8'),
    write: (name_: string, text: string) => writeFileSync(join(folder, name_), text),
    /** Names of files with an ending, sorted. */
    named: (ending: string) =>
      readdirSync(folder)
        .filter((one) => one.endsWith(ending))
        .toSorted(),
    /** Runs the tool, which must succeed. @returns what it wrote to standard output. */
    tool: (args: readonly string[], input = '', inside = '.'): string => {
      const { status, stdout, stderr } = run(args, input, inside);
      assert.equal(status, 0, `belenios-tool ${args.join(' ')}\n${stdout}${stderr}`);
      return stdout;
    },
    /** What the tool says of the election in a folder; it must find it valid. */
    verdictOfTool(inside = '.'): string {
      const { status, stdout, stderr } = run(['election', 'verify'], '', inside);
      const said = `${stdout}${stderr}`.trim();
      assert.equal(status, 0, said);
      assert.match(said, /all checks passed/);
      return `${toolVersion}: ${said}`;
    },
    remove: () => rmSync(folder, { recursive: true }),
  };
}

export type WorkFolder = ReturnType<typeof workFolder>;

/** Words of `setup generate-trustee-key-threshold`. */
export function thresholdStep(step: number, ...more: readonly string[]): readonly string[] {
  const begin = ['setup', 'generate-trustee-key-threshold', '--group', 'BELENIOS-2048'];
  return [...begin, '--step', String(step), ...more];
}

/** Adds an event to the archive in the folder with the tool. */
export function addEvent(work: WorkFolder, type: string, payload: string, inside = '.'): void {
  work.tool(['archive', 'add-event', `--type=${type}`], payload, inside);
}

/** A ballot of the tool's making. */
export function ballotOfTool(
  work: WorkFolder,
  credential: string,
  choices: unknown,
  inside = '.',
): string {
  work.write('credential', credential);
  work.write('choices', JSON.stringify(choices));
  const files = ['--privcred', work.at('credential'), '--ballot', work.at('choices')];
  return work.tool(['election', 'generate-ballot', ...files], '', inside);
}
