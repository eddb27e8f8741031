import type { ElectionView } from '../../site/election-view.ts';
import { usePage } from '../../site/page-context.tsx';
import { type Contest, totalsFor } from '../../site/result-facts.ts';
import { type AreaResult, resultFile } from '../../site/result-files.ts';
import { VerifyLink } from '../VerifyLink.tsx';

type Props = {
  readonly view: ElectionView;
  readonly result: AreaResult;
  readonly contest: Contest;
};

/**
 * Where the numbers of a contest in an area come from: what is added up, which protocols stand behind it, and
 * the way from the file through the list of hashes to the public log.
 */
export function Explain({ view, result, contest }: Props) {
  const { t } = usePage();
  const totals = totalsFor(result.area.totals, contest.code);
  if (totals === null) return null;
  const { stationsDue: due, stationsCounted: counted, stationsAnnulled: annulled } = totals;
  return (
    <details className="res-details res-explain">
      <summary>{t('explain.title')}</summary>
      <p>
        <Parts result={result} contest={contest} />
      </p>
      <p>{t('explain.protocols', { due, counted, annulled, open: due - counted - annulled })}</p>
      <p>{t('explain.unknown')}</p>
      <Files view={view} result={result} />
    </details>
  );
}

/** What is added up, and the way to its table. */
function Parts({ result, contest }: Omit<Props, 'view'>) {
  const { t } = usePage();
  const { areas, stations } = result.area;
  const territories = areas.filter(({ file }) => file.startsWith('territories/')).length;
  const own = stations.filter(({ contests }) =>
    contests.some((one) => one.contest === contest.code),
  ).length;
  const words =
    territories > 0
      ? t('explain.areas', { count: territories })
      : t('explain.stations', { count: own });
  return (
    <>
      {words} <a href={`#${partsAnchor(contest)}`}>{t('explain.table')}</a>
    </>
  );
}

function Files({ view, result }: Omit<Props, 'contest'>) {
  const { t } = usePage();
  const file = `${result.file}.json`;
  return (
    <>
      <p>
        {t('explain.files')} <a href={resultFile(view.code, file)}>{file}</a>
        {' → '}
        <a href={resultFile(view.code, 'manifest.json')}>manifest.json</a>
        {' → '}
        <a href="/published/log/checkpoint">{t('explain.log')}</a>
      </p>
      <p>
        <VerifyLink />
      </p>
    </>
  );
}

/** Anchor of the table whose rows are added up. */
export function partsAnchor({ code }: Contest): string {
  return `parts-${code}`;
}
