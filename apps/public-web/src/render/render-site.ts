import { createTranslator, LANGUAGES } from '@ovoz/ui/messages';
import { ballotFiles } from '../files/ballot-files.ts';
import { calendarAsCsv, calendarAsICalendar } from '../files/calendar-files.ts';
import { candidatesAsCsv, stationsAsCsv } from '../files/election-tables.ts';
import { dataFile } from '../pages/DataPage.tsx';
import { addresses } from '../site/addresses.ts';
import { type ElectionView, languageOrder, viewElection } from '../site/election-view.ts';
import { siteCatalogues } from '../site/messages.ts';
import type { PublishedSite } from '../site/published-files.ts';
import type { ClientAssets } from './client-assets.ts';
import { type LanguageSetting, renderDocument } from './document.tsx';
import { ResultReader } from './read-results.ts';
import { planPages, sayOf } from './site-pages.tsx';
import { type SiteReport, SiteWriter } from './site-writer.ts';
import { withWords } from './verify-page.ts';
import { writeArea, writeWays } from './write-results.ts';

export type RenderOptions = {
  readonly site: PublishedSite;
  /** Folder that the site was read from; results are read area by area. */
  readonly published: string;
  readonly assets: ClientAssets;
  readonly folder: string;
  /** Real time in milliseconds; the elections' clocks turn it into legal time. */
  readonly nowMs: number;
  /** Called after each page. */
  readonly onProgress: (done: number, total: number) => void;
};

/** Writes the whole site: files first, then the pages, language by language, main languages first. */
export async function renderSite(options: RenderOptions): Promise<SiteReport> {
  const { site, published, assets, folder, nowMs, onProgress } = options;
  const elections = site.elections.map((files) => viewElection(files, nowMs));
  const settings = settingsInOrder(site, elections, assets);
  const writer = await SiteWriter.open(folder);
  for (const [path, content] of assets.files) await writer.put(path, content);
  await writer.put('verify/index.html', withWords(assets.verifyPage));
  for (const view of elections) {
    await writer.put(dataFile(view.code, 'stations.csv').slice(1), stationsAsCsv(view));
    await writer.put(dataFile(view.code, 'candidates.csv').slice(1), candidatesAsCsv(view));
    for (const { name, content } of ballotFiles(view)) {
      await writer.put(dataFile(view.code, `ballots/${name}`).slice(1), content);
    }
  }
  const plans = settings.map((setting) => ({ setting, pages: planPages(setting, elections) }));
  const results = await planResults(published, elections);
  const total =
    plans.reduce((sum, { pages }) => sum + pages.length, 0) +
    results.reduce((sum, { areas }) => sum + areas.length * settings.length, 0);
  let done = 0;
  for (const { setting, pages } of plans) {
    const { segment } = setting.language;
    for (const page of pages) {
      const file = page.path.endsWith('.html') ? page.path : `${page.path}index.html`;
      await writer.put(`${segment}/${file}`, renderDocument(setting, page.content()));
      done += 1;
      onProgress(done, total);
    }
    for (const view of elections) await writeCalendarFiles(writer, setting, view);
  }
  for (const { view, reader, areas } of results) {
    const work = { settings, view, reader, elections: results, sink: writer };
    if (areas.length > 1) await writeWays(work, areas);
    for (const file of areas) {
      await writeArea(work, file);
      done += settings.length;
      onProgress(done, total);
    }
  }
  return writer.finish();
}

/** The areas of each election that have pages of results: at least the nation's, which says why there are none. */
function planResults(published: string, elections: readonly ElectionView[]) {
  return Promise.all(
    elections.map(async (view) => {
      const reader = new ResultReader(published, view.code);
      return { view, reader, areas: await reader.areas() };
    }),
  );
}

/** Settings of all languages, main languages first. */
export function settingsInOrder(
  site: PublishedSite,
  elections: readonly ElectionView[],
  assets: ClientAssets,
): readonly LanguageSetting[] {
  const tags = LANGUAGES.map(({ tag }) => tag);
  return languageOrder(site.index, elections, tags).flatMap((tag) =>
    LANGUAGES.filter((language) => language.tag === tag).map((language) => ({
      language,
      translator: createTranslator(siteCatalogues, language.tag),
      assets,
      isDemo: site.index.demo,
    })),
  );
}

async function writeCalendarFiles(
  writer: SiteWriter,
  { language, translator }: LanguageSetting,
  view: ElectionView,
): Promise<void> {
  const words = { translator, say: sayOf(view, language.tag) };
  const path = (ending: 'ics' | 'csv') =>
    `${language.segment}/${addresses.calendarFile(view.code, ending)}`;
  await writer.put(path('ics'), calendarAsICalendar(view, words));
  await writer.put(path('csv'), calendarAsCsv(view, words));
}
