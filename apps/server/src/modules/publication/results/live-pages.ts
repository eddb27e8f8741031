import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { Logger } from 'pino';
import { siteFolder } from '../../../platform/sites.ts';
import type { Published } from './publish-round.ts';

/** The part of the public pages that renders what is named on its input. */
const RENDERER = fileURLToPath(
  new URL('../../../../../public-web/dist/render/live.js', import.meta.url),
);
/** It runs beside the count: with these, and one arena of memory, it takes 115 MB in place of 285. */
const FRUGAL = ['--max-semi-space-size=2', '--max-old-space-size=96'];
/** The page of the nation is rendered at most this often. */
const NATION_INTERVAL_MS = 2000;
/** Pages that are asked for at once: the nation's next turn comes soon enough. */
const PAGES_AT_ONCE = 12;
const MAX_LOGGED_LINE = 1000;
const RESTART_MS = 5000;

export type LivePages = {
  readonly changed: (published: Published) => void;
  /** Turnout of an election was published: it stands on the page of the nation while results are sealed. */
  readonly turnoutChanged: (election: string) => void;
};

type Renderer = ChildProcessByStdio<Writable, Readable, Readable>;

/**
 * Has the pages of changed areas rendered, by a process of its own that reads the published files. It is
 * never waited for: what changes again before its turn is rendered once.
 */
export function startLivePages(dataDirectory: string, log: Logger): LivePages {
  if (!existsSync(RENDERER)) {
    log.warn({ part: 'publication' }, 'the pages of results are not built; run: npm run build');
    return { changed: () => {}, turnoutChanged: () => {} };
  }
  const waiting = new Map<string, Set<string>>();
  const nationAtMs = new Map<string, number>();
  let renderer: Renderer | null = null;
  let busy = false;
  let timer: NodeJS.Timeout | null = null;

  const next = (): void => {
    if (busy) return;
    for (const [election, files] of waiting) {
      const changed = takeBatch(election, files);
      if (changed.length === 0) continue;
      busy = true;
      renderer ??= start();
      renderer.stdin.write(`${JSON.stringify({ election, changed })}\n`);
      return;
    }
    // Only a nation that was rendered a moment ago still waits.
    if ([...waiting.values()].some(({ size }) => size > 0)) later();
  };
  const later = (): void => {
    timer ??= setTimeout(() => {
      timer = null;
      next();
    }, NATION_INTERVAL_MS / 4);
  };
  const takeBatch = (election: string, files: Set<string>): readonly string[] => {
    const now = Date.now();
    const nation = now - (nationAtMs.get(election) ?? 0) >= NATION_INTERVAL_MS;
    const others = [...files].filter((file) => file !== 'nation').slice(0, PAGES_AT_ONCE);
    const batch = nation && files.has('nation') ? ['nation', ...others] : others;
    if (batch[0] === 'nation') nationAtMs.set(election, now);
    for (const file of batch) files.delete(file);
    return batch;
  };
  const start = (): Renderer => {
    const site = siteFolder(dataDirectory);
    const args = [...FRUGAL, RENDERER, '--published', join(site, 'published'), '--out', site];
    // It ends by itself when its input does, which is when this process ends.
    const child = spawn(process.execPath, args, {
      env: { NODE_ENV: 'production', MALLOC_ARENA_MAX: '1' },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    // Figures and calls come before pages. Without a number it did not start, which is told below.
    if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
    createInterface({ input: child.stdout }).on('line', () => {
      busy = false;
      next();
    });
    createInterface({ input: child.stderr }).on('line', (line) =>
      log.warn({ part: 'publication', line: line.slice(0, MAX_LOGGED_LINE) }, 'pages of results'),
    );
    child.stdin.on('error', () => {});
    child.once('error', (error) => log.error({ err: error }, 'the pages cannot be rendered'));
    child.once('close', (code) => {
      log.warn({ part: 'publication', code }, 'the renderer of results ended');
      renderer = null;
      setTimeout(() => {
        busy = false;
        next();
      }, RESTART_MS).unref();
    });
    return child;
  };
  const add = (election: string, changed: readonly string[]): void => {
    const files = waiting.get(election) ?? new Set();
    waiting.set(election, files);
    for (const file of changed) files.add(file);
    next();
  };
  return {
    changed: ({ results, areas }) =>
      add(
        results.election,
        areas.map(({ file }) => file),
      ),
    turnoutChanged: (election) => add(election, ['turnout']),
  };
}
