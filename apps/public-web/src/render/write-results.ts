import type { ElectionView } from '../site/election-view.ts';
import type { ComparedSide } from '../site/result-comparison.ts';
import { type AreaFile, NATION, versionOf } from '../site/result-files.ts';
import type { LanguageSetting } from './document.tsx';
import type { ResultReader } from './read-results.ts';
import { areaPage, comparisonPage, type RenderedPage, wayPages } from './result-pages.tsx';

/** Puts pages into the site; `flush` resolves when they are written. */
export type PageSink = {
  readonly put: (path: string, content: string) => Promise<void>;
  readonly flush: () => Promise<void>;
};

export type Election = { readonly view: ElectionView; readonly reader: ResultReader };

type Work = {
  readonly settings: readonly LanguageSetting[];
  readonly view: ElectionView;
  readonly reader: ResultReader;
  /** All elections with their readers, this one among them. */
  readonly elections: readonly Election[];
  readonly sink: PageSink;
};

/**
 * Writes the page of an area in all languages, and again while the area was replaced meanwhile: two
 * programs render these pages, and whoever ends last must not leave an older one behind. Answers how many
 * pages were put; an area that is not published has no page, the nation always has one.
 */
export async function writeArea(work: Work, file: AreaFile): Promise<number> {
  const { settings, view, reader, sink } = work;
  let pages = 0;
  for (;;) {
    const { found, turnout, version } = await readState(reader, file);
    if (found === null && file !== NATION) return pages;
    const others = found === null || file !== NATION ? [] : await readOthers(work);
    const comparable = others.map((one) => ({ code: one.view.code, title: one.view.title }));
    const result = found === null ? null : { ...found, comparable };
    for (const setting of settings) {
      await putPage(sink, areaPage(setting, view, file, result, turnout));
      pages += 1;
      if (result === null) continue;
      for (const other of others) {
        const own = { view, nation: result.area };
        await putPage(sink, comparisonPage(setting, own, other));
        await putPage(sink, comparisonPage(setting, other, own));
        pages += 2;
      }
    }
    await sink.flush();
    if ((await readState(reader, file)).version === version) return pages;
  }
}

/** Writes the pages that lead to the areas. */
export async function writeWays(work: Work, areas: readonly AreaFile[]): Promise<number> {
  const { settings, view, sink } = work;
  let pages = 0;
  for (const setting of settings) {
    for (const page of wayPages(setting, view, new Set(areas))) {
      await putPage(sink, page);
      pages += 1;
    }
  }
  await sink.flush();
  return pages;
}

/** Other elections of the same country that have results. */
async function readOthers({ view, elections }: Work): Promise<readonly ComparedSide[]> {
  const { code: pack } = view.election.pack;
  const others = elections.filter(
    (one) => one.view.code !== view.code && one.view.election.pack.code === pack,
  );
  const read = await Promise.all(
    others.map(async (one) => ({ view: one.view, result: await one.reader.read(NATION) })),
  );
  return read.flatMap((one) =>
    one.result === null ? [] : [{ view: one.view, nation: one.result.area }],
  );
}

/** What the page of an area shows: its result, or while there is none turnout. The version tells states apart. */
async function readState(reader: ResultReader, file: AreaFile) {
  const found = await reader.read(file);
  if (found !== null) return { found, turnout: null, version: versionOf(found.area) };
  const turnout = file === NATION ? await reader.turnout() : null;
  return { found, turnout, version: turnout === null ? '' : versionOf(turnout) };
}

async function putPage(sink: PageSink, { path, html }: RenderedPage): Promise<void> {
  await sink.put(path, html);
}
