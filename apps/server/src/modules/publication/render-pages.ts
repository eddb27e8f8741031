import { spawn } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { constants, setPriority } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { JobInterrupted } from '../../platform/jobs.ts';
import type { Platform } from '../../platform/platform.ts';
import { readPublished, replaceFile } from './site-folder.ts';

/** The public pages' own program, made by their build. It reads published files and writes pages. */
const RENDERER = fileURLToPath(
  new URL('../../../../public-web/dist/render/main.js', import.meta.url),
);
export type RenderOptions = {
  /** Ends the renderer when the server stops. */
  readonly stop?: AbortSignal;
  /** Another program than the built one. */
  readonly renderer?: string;
};

/** Collects its garbage early: a third of the memory, and hardly longer. */
const FRUGAL = ['--max-semi-space-size=4'];
/** A nation renders in tens of seconds on two cores; this long means that it hangs. */
const TIME_LIMIT_MS = 10 * 60_000;
/** A progress line is a small object; what is longer is cut in the log. */
const MAX_LOGGED_LINE = 1000;

export type PagesToRender = {
  /** Folder of the published files, and the folder that the pages are written to. */
  readonly published: string;
  readonly site: string;
  /** All that the pages depend on, as text: equal states give equal pages. */
  readonly state: string;
};

/**
 * Writes the pages from the published files, unless they were written for this state by this program.
 * A missing build is a warning: files without pages are still the published record.
 */
export async function renderPages(
  platform: Pick<Platform, 'log' | 'configuration'>,
  pages: PagesToRender,
  { stop, renderer = RENDERER }: RenderOptions,
): Promise<void> {
  const program = await stat(renderer).catch(() => null);
  if (program === null) {
    const { log } = platform;
    log.warn({ part: 'publication' }, 'the public pages are not built; run: npm run build');
    return;
  }
  const state = Buffer.from(JSON.stringify([program.mtimeMs, program.size, pages.state]));
  const { dataDirectory } = platform.configuration;
  const before = await readPublished(dataDirectory, STATE_FILE);
  if (before?.equals(state) === true) return;
  await run(platform, renderer, pages, stop);
  await replaceFile(join(dataDirectory, STATE_FILE), state);
}

/** What the pages were last rendered for; beside the site, not in it. */
const STATE_FILE = 'rendered.json';

/**
 * The program runs in a process of its own: it shares no memory, no database and no secret with the
 * server, and ends with it.
 */
async function run(
  { log }: Pick<Platform, 'log'>,
  renderer: string,
  folders: Pick<PagesToRender, 'published' | 'site'>,
  stop: AbortSignal | undefined,
): Promise<void> {
  const args = [...FRUGAL, renderer, '--published', folders.published, '--out', folders.site];
  const child = spawn(process.execPath, args, {
    // Nothing of the server's environment: it can hold the database's password.
    env: { NODE_ENV: 'production', MALLOC_ARENA_MAX: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: TIME_LIMIT_MS,
    ...(stop && { signal: stop }),
  });
  // People who wait for answers come first.
  if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
  const endWithServer = () => child.kill();
  process.once('exit', endWithServer);
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  child.once('error', reject);
  child.once('close', (code, signal) => {
    const sentence = `the renderer of the pages ended with ${code ?? signal}`;
    // Who stops the server may stop all of its processes at once.
    const isInterrupted = signal === 'SIGTERM' && !child.killed;
    if (code === 0) resolve();
    else reject(isInterrupted ? new JobInterrupted(sentence) : new Error(sentence));
  });
  let last = '';
  eachLine(child.stdout, (line) => {
    last = line;
    log.debug({ part: 'publication', progress: parse(line) }, 'rendering the pages');
  });
  eachLine(child.stderr, (line) => log.warn({ part: 'publication', line }, 'pages'));
  try {
    await promise;
    log.info({ part: 'publication', progress: parse(last) }, 'rendered the pages');
  } finally {
    process.off('exit', endWithServer);
  }
}

function eachLine(stream: Readable, take: (line: string) => void): void {
  createInterface({ input: stream }).on('line', (line) => take(line.slice(0, MAX_LOGGED_LINE)));
}

/** Progress comes as JSON lines; anything else is logged as it is. */
function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return line;
  }
}
