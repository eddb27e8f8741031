import type { PublishedTurnout } from '@ovoz/contract';
import type { ReactNode } from 'react';
import { ComparisonPage } from '../pages/results/ComparisonPage.tsx';
import { ResultPage } from '../pages/results/ResultPage.tsx';
import { SealedPage } from '../pages/results/SealedPage.tsx';
import { SearchPage } from '../pages/results/SearchPage.tsx';
import { StationResultPage } from '../pages/results/StationResultPage.tsx';
import { addresses } from '../site/addresses.ts';
import type { ElectionView } from '../site/election-view.ts';
import type { ComparedSide } from '../site/result-comparison.ts';
import { type AreaFile, type AreaResult, NATION } from '../site/result-files.ts';
import type { Island } from './client-assets.ts';
import { type LanguageSetting, renderDocument } from './document.tsx';
import { sayOf } from './site-pages.tsx';

export type RenderedPage = { readonly path: string; readonly html: string };

/** The page of an area; of the nation also when there is no result yet: then with turnout, if any is known. */
export function areaPage(
  setting: LanguageSetting,
  view: ElectionView,
  file: AreaFile,
  result: AreaResult | null,
  turnout: PublishedTurnout | null,
): RenderedPage {
  const { t } = setting.translator;
  const name = result === null || file === NATION ? null : result.area.name;
  const title =
    name === null
      ? t('results.title')
      : `${saying(setting, view).text(name)} – ${t('results.title')}`;
  return written(setting, view, addresses.resultArea(view.code, file), title, 'results', () =>
    result === null ? (
      <SealedPage view={view} turnout={turnout} />
    ) : (
      <ResultPage view={view} result={result} />
    ),
  );
}

/** Two elections side by side. */
export function comparisonPage(
  setting: LanguageSetting,
  one: ComparedSide,
  other: ComparedSide,
): RenderedPage {
  const path = addresses.comparison(one.view.code, other.view.code);
  const title = setting.translator.t('compare.title');
  return written(setting, one.view, path, title, 'results', () => (
    <ComparisonPage one={one} other={other} />
  ));
}

/** Pages that stand once results are published, and change only with the list of areas. */
export function* wayPages(
  setting: LanguageSetting,
  view: ElectionView,
  areas: ReadonlySet<AreaFile>,
): Generator<RenderedPage> {
  const { t } = setting.translator;
  const { code } = view;
  yield written(
    setting,
    view,
    addresses.resultSearch(code),
    t('search.title'),
    'result-search',
    () => <SearchPage view={view} areas={areas} />,
  );
  yield written(
    setting,
    view,
    addresses.resultStation(code),
    t('results.station'),
    'station-result',
    () => <StationResultPage view={view} />,
  );
}

function written(
  setting: LanguageSetting,
  view: ElectionView,
  path: string,
  title: string,
  island: Island,
  body: () => ReactNode,
): RenderedPage {
  const say = saying(setting, view);
  const whole = `${title} – ${say.text(view.title)}`;
  const html = renderDocument(setting, { path, title: whole, say, body: body(), island });
  return { path: `${setting.language.segment}/${path}index.html`, html };
}

function saying(setting: LanguageSetting, view: ElectionView) {
  return sayOf(view, setting.language.tag);
}
