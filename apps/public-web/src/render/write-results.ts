import type { ElectionView } from '../site/election-view.ts';
import { type AreaFile, NATION, versionOf } from '../site/result-files.ts';
import type { LanguageSetting } from './document.tsx';
import type { ResultReader } from './read-results.ts';
import { areaPage, type RenderedPage, wayPages } from './result-pages.tsx';

/** Puts pages into the site; `flush` resolves when they are written. */
export type PageSink = {
  readonly put: (path: string, content: string) => Promise<void>;
  readonly flush: () => Promise<void>;
};

type Work = {
  readonly settings: readonly LanguageSetting[];
  readonly view: ElectionView;
  readonly reader: ResultReader;
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
    const result = await reader.read(file);
    if (result === null && file !== NATION) return pages;
    for (const setting of settings) {
      await putPage(sink, areaPage(setting, view, file, result));
      pages += 1;
    }
    await sink.flush();
    const now = await reader.read(file);
    if (stateOf(now) === stateOf(result)) return pages;
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

function stateOf(result: Awaited<ReturnType<ResultReader['read']>>): string {
  return result === null ? '' : versionOf(result.area);
}

async function putPage(sink: PageSink, { path, html }: RenderedPage): Promise<void> {
  await sink.put(path, html);
}
