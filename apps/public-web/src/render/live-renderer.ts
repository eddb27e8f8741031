import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ElectionCode } from '@ovoz/election-model';
import Type from 'typebox';
import { Compile } from 'typebox/compile';
import { addresses } from '../site/addresses.ts';
import { type ElectionView, viewElection } from '../site/election-view.ts';
import { NATION, TURNOUT, versionOf } from '../site/result-files.ts';
import { type Change, ChangeQueue } from './change-queue.ts';
import type { ClientAssets } from './client-assets.ts';
import type { LanguageSetting } from './document.tsx';
import { readPublished } from './read-published.ts';
import { ResultReader } from './read-results.ts';
import { settingsInOrder } from './render-site.ts';
import { WholeFiles } from './whole-files.ts';
import { type PageSink, writeArea, writeWays } from './write-results.ts';

export type LiveOptions = {
  readonly published: string;
  readonly folder: string;
  readonly assets: ClientAssets;
  /** Real time in milliseconds. */
  readonly now: () => number;
  readonly report: (line: LiveReport) => void;
  readonly complain: (reason: string) => void;
};

export type LiveReport = {
  readonly rendered: number;
  readonly ms: number;
  readonly waiting: number;
};

/** Beside the workshop of the full render, which may run at the same time. */
const WORKSHOP = '.rendering-live';
/** A file that could not be read or written is tried again after this time. */
const RETRY_MS = 2000;
/** One page is compressed while the next is made; more at once would only fill the memory. */
const AT_ONCE = 2;
const MAX_LINE_LENGTH = 4_000_000;

const ChangeLine = Compile(
  Type.Object(
    {
      election: ElectionCode,
      changed: Type.Array(
        Type.String({
          pattern: '^(nation|turnout|(territories|districts)/[A-Za-z0-9-]+)$',
          maxLength: 120,
        }),
      ),
    },
    { additionalProperties: false },
  ),
);

/** A line of input whose areas have not all had their turn. */
type Line = { readonly left: Set<string>; readonly startedMs: number; rendered: number };

/** What pages are made with, as long as elections and languages stay as they were. */
type Site = {
  readonly state: string;
  readonly settings: readonly LanguageSetting[];
  readonly views: ReadonlyMap<string, ElectionView>;
  readonly readers: ReadonlyMap<string, ResultReader>;
};

/** Renders pages of results as their files change. See `live.ts` for what goes in and out. */
export class LiveRenderer {
  readonly #options: LiveOptions;
  readonly #files: WholeFiles;
  readonly #queue = new ChangeQueue();
  readonly #failed = new Map<string, Change>();
  /** Areas by election for which the pages that lead to them were written. */
  readonly #ways = new Map<string, string>();
  #site: Site;
  #isEnding = false;
  #lines: Line[] = [];
  #wake: () => void = () => undefined;

  private constructor(options: LiveOptions, files: WholeFiles, site: Site) {
    this.#options = options;
    this.#files = files;
    this.#site = site;
  }

  static async open(options: LiveOptions): Promise<LiveRenderer> {
    const files = await WholeFiles.open(options.folder, WORKSHOP);
    return new LiveRenderer(options, files, await readSite(options, null));
  }

  /** Takes a line of input. Lines that are not understood are named, never guessed at. */
  take(line: string): void {
    const change = line.length > MAX_LINE_LENGTH ? null : parse(line);
    if (!ChangeLine.Check(change)) {
      this.#options.complain(`not understood: ${line.slice(0, 200)}`);
      this.#options.report({ rendered: 0, ms: 0, waiting: this.#queue.size });
      return;
    }
    const changes = change.changed.map((file) => ({ election: change.election, file }));
    for (const one of changes) this.#queue.add(one);
    const left = new Set(changes.map(keyOf));
    this.#lines.push({ left, startedMs: performance.now(), rendered: 0 });
    if (left.size === 0) this.#reportLines('', 0);
    this.#wake();
  }

  /** Queues the areas whose pages were not rendered from the files as they stand: a run was killed. */
  async findOutdated(): Promise<void> {
    for (const [election, reader] of this.#site.readers) {
      for (const file of await reader.areas()) {
        if (await this.#isOutdated(election, file, reader)) this.#queue.add({ election, file });
      }
    }
  }

  /** Renders until `end` was called and nothing is left. */
  async run(): Promise<void> {
    for (;;) {
      const change = this.#queue.next(performance.now());
      if (change !== null) await this.#render(change);
      else if (this.#isEnding) break;
      else await this.#pause();
    }
    await this.#files.close();
    for (const { election, file } of this.#failed.values()) {
      this.#options.complain(`left as it was: ${election} ${file}`);
    }
  }

  end(): void {
    this.#isEnding = true;
    for (const change of this.#failed.values()) this.#queue.add(change);
    this.#wake();
  }

  async #render(change: Change): Promise<void> {
    const { file } = change;
    const key = keyOf(change);
    let rendered = 0;
    try {
      this.#site = await readSite(this.#options, this.#site);
      rendered = await this.#write(change);
      this.#failed.delete(key);
    } catch (error) {
      // Whatever is wrong with one file must not stop the others; it is tried again.
      this.#options.complain(`${key}: ${error instanceof Error ? error.message : String(error)}`);
      this.#failed.set(key, change);
    }
    if (file === NATION) this.#queue.nationDone(performance.now());
    this.#reportLines(key, rendered);
  }

  /** Each line of input is answered once, when all its areas had their turn. */
  #reportLines(key: string, rendered: number): void {
    for (const line of this.#lines) {
      if (line.left.delete(key)) line.rendered += rendered;
    }
    const open = this.#lines.filter(({ left }) => left.size > 0);
    for (const line of this.#lines.filter(({ left }) => left.size === 0)) {
      const ms = Math.round(performance.now() - line.startedMs);
      this.#options.report({ rendered: line.rendered, ms, waiting: this.#queue.size });
    }
    this.#lines = open;
  }

  async #write({ election, file }: Change): Promise<number> {
    const { settings, views, readers } = this.#site;
    const [view, reader] = [views.get(election), readers.get(election)];
    if (view === undefined || reader === undefined)
      throw new Error('the election is not published');
    const elections = [...views.values()].flatMap((one) => {
      const own = readers.get(one.code);
      return own === undefined ? [] : [{ view: one, reader: own }];
    });
    const work = { settings, view, reader, elections, sink: sinkOf(this.#files) };
    if (file === TURNOUT) {
      // Areas that are published have turnout in their own files.
      return (await reader.read(NATION)) === null ? writeArea(work, NATION) : 0;
    }
    const rendered = await writeArea(work, file);
    if (file !== NATION) return rendered;
    const areas = await reader.areas();
    const state = `${this.#site.state} ${areas.join()}`;
    if (this.#ways.get(election) === state) return rendered;
    this.#ways.set(election, state);
    return rendered + (await writeWays(work, areas));
  }

  async #isOutdated(election: string, file: string, reader: ResultReader): Promise<boolean> {
    const result = await reader.read(file).catch(() => null);
    const turnout = file === NATION ? await reader.turnout().catch(() => null) : null;
    const shown = result?.area ?? turnout;
    if (shown === null) return false;
    const mark = `data-version="${versionOf(shown)}"`;
    for (const { language } of this.#site.settings) {
      const path = `${language.segment}/${addresses.resultArea(election, file)}index.html`;
      const html = await readFile(join(this.#options.folder, path), 'utf8').catch(() => '');
      if (!html.includes(mark)) return true;
    }
    return false;
  }

  async #pause(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#wake = resolve;
    const timer =
      this.#failed.size === 0
        ? undefined
        : setTimeout(() => {
            for (const change of this.#failed.values()) this.#queue.add(change);
            resolve();
          }, RETRY_MS);
    await promise;
    clearTimeout(timer);
  }
}

function keyOf({ election, file }: Change): string {
  return `${election} ${file}`;
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

/** Writes the pages of an area side by side, `AT_ONCE` at most. */
function sinkOf(files: WholeFiles): PageSink {
  const running = new Set<Promise<void>>();
  const failures: unknown[] = [];
  const write = async (path: string, content: string) => {
    try {
      await files.write(path, Buffer.from(content));
    } catch (error) {
      // Told by `flush`, when nobody writes any more.
      failures.push(error);
    }
  };
  return {
    put: async (path, content) => {
      const work = write(path, content).finally(() => running.delete(work));
      running.add(work);
      if (running.size >= AT_ONCE) await Promise.race(running);
    },
    flush: async () => {
      await Promise.all(running);
      if (failures.length > 0) throw failures.splice(0)[0];
    },
  };
}

/** The site as it stands; the one before when no election changed. */
async function readSite(options: LiveOptions, before: Site | null): Promise<Site> {
  const { published, assets } = options;
  if (before !== null && (await stateOf(published, before.views.keys())) === before.state)
    return before;
  const site = await readPublished(published, 'without-stations');
  const views = site.elections.map((files) => viewElection(files, options.now()));
  return {
    state: await stateOf(
      published,
      views.map(({ code }) => code),
    ),
    settings: settingsInOrder(site, views, assets),
    views: new Map(views.map((view) => [view.code, view])),
    readers: new Map(views.map(({ code }) => [code, new ResultReader(published, code)])),
  };
}

async function stateOf(published: string, elections: Iterable<string>): Promise<string> {
  const paths = ['index.json', ...[...elections].map((code) => `elections/${code}/election.json`)];
  const stats = await Promise.all(
    paths.map((path) => stat(join(published, path)).catch(() => null)),
  );
  return stats.map((one) => `${one?.mtimeMs} ${one?.size}`).join();
}
