import { AGAINST_ALL } from '@ovoz/election-model';
import type { ElectionView } from '../../site/election-view.ts';
import { addresses } from '../../site/addresses.ts';
import { usePage } from '../../site/page-context.tsx';
import { formOf } from '../../site/result-facts.ts';
import { NATION } from '../../site/result-files.ts';
import {
  STATION_WORDS,
  type StationPageData,
  type StationWord,
} from '../../site/station-page-data.ts';
import { DataBlock } from '../DataBlock.tsx';
import { PageFrame } from '../PageFrame.tsx';
import { StationSearch } from './StationSearch.tsx';

/**
 * The result of one polling station, `?n=1024`: put together in the browser from its published file,
 * because eleven thousand stations in nine languages would be a hundred thousand pages.
 */
export function StationResultPage({ view }: { readonly view: ElectionView }) {
  const { t, to } = usePage();
  const steps = [{ path: addresses.results(view.code), text: t('results.title') }];
  return (
    <PageFrame title={t('results.station')} steps={steps} view={view}>
      <noscript>
        <p>
          {t('stationResult.noScripts')}{' '}
          <a href={to(addresses.resultSearch(view.code))}>{t('search.title')}</a>
        </p>
      </noscript>
      <div id="station-result" aria-live="polite" aria-busy="false">
        <p className="ov-needs-scripts">{t('stationResult.choose')}</p>
      </div>
      <StationSearch view={view} />
      <DataBlock id="station-data" content={useStationPageData(view)} />
    </PageFrame>
  );
}

function useStationPageData(view: ElectionView): StationPageData {
  const { t, to, say, language } = usePage();
  const { definition } = view.election;
  const words = Object.fromEntries(STATION_WORDS.map((key) => [key, template(t, key)]));
  return {
    election: view.code,
    language,
    timeZone: definition.timeZone,
    results: to(addresses.results(view.code)),
    // Every key of the list was put in the line above.
    words: words as Record<StationWord, string>,
    contests: definition.contests.map((contest) => {
      const form = formOf(view, contest);
      const lists = definition.ballots
        .filter((ballot) => ballot.contest === contest.code)
        .flatMap((ballot) => ballot.lists);
      return {
        code: contest.code,
        title: say.text(contest.title),
        districtSet: contest.districtSet,
        fields: (form?.fields ?? []).map(({ code, row, caption }) => [
          code,
          row,
          say.text(caption),
        ]),
        checks: (form?.checks ?? []).map(({ code, meaning, remedy }) => [
          code,
          say.text(meaning),
          say.text(remedy),
        ]),
        lists: lists.map(({ party }) => [
          party,
          say.text(view.parties.get(party)?.shortName ?? { en: party }),
        ]),
      };
    }),
    areas: Object.fromEntries(
      [...view.territories.values()].map(({ code, level, name }) => [
        level === 0 ? NATION : `territories/${code}`,
        say.text(name),
      ]),
    ),
    parties: Object.fromEntries(
      [...view.parties].map(([code, { shortName }]) => [code, say.text(shortName)]),
    ),
    againstAll: [AGAINST_ALL, t('results.againstAll')],
    ballots: `/data/${view.code}/ballots/`,
  };
}

/** The message with its arguments left open, as `{name}`: the browser fills them in. */
function template(t: ReturnType<typeof usePage>['t'], key: StationWord): string {
  return t(key, {
    number: '{number}',
    version: '{version}',
    from: '{from}',
    until: '{until}',
    at: '{at}',
    index: '{index}',
    size: '{size}',
    key: '{key}',
  });
}
