import { EmptyState } from '@ovoz/ui';
import { addresses } from '../../site/addresses.ts';
import { ballotOf, type ElectionView } from '../../site/election-view.ts';
import { Localized } from '../../site/Localized.tsx';
import { usePage } from '../../site/page-context.tsx';
import { type Contest, totalsFor } from '../../site/result-facts.ts';
import { type AreaResult, NATION, resultFile, versionOf } from '../../site/result-files.ts';
import { PageFrame } from '../PageFrame.tsx';
import { AreaTable } from './AreaTable.tsx';
import { DistrictLeaders, districtFile } from './DistrictLeaders.tsx';
import { Explain, partsAnchor } from './Explain.tsx';
import { FormSums } from './FormSums.tsx';
import { LogNote } from './LogNote.tsx';
import { OptionBars } from './OptionBars.tsx';
import { ResultHead } from './ResultHead.tsx';
import { ResultMap } from './ResultMap.tsx';
import { Certified, Corrections, Downloads } from './ResultRecordSections.tsx';
import { Seats } from './Seats.tsx';
import { SeatWorking } from './SeatWorking.tsx';
import { StationRows } from './StationRows.tsx';
import { StationSearch } from './StationSearch.tsx';
import { TurnoutByHour } from './TurnoutByHour.tsx';

type Props = { readonly view: ElectionView; readonly result: AreaResult };

/** The result of an area: the nation, a territory, or an electoral district. */
export function ResultPage({ view, result }: Props) {
  const { t, say } = usePage();
  const { area, file } = result;
  const isNation = file === NATION;
  const steps = area.above.map((one) => ({
    path: addresses.resultArea(view.code, one.file),
    text: one.file === NATION ? t('results.title') : say.text(one.name),
  }));
  const contests = view.election.definition.contests.filter(
    ({ code }) => totalsFor(area.totals, code) !== null,
  );
  return (
    <PageFrame title={isNation ? t('results.title') : area.name} steps={steps} view={view}>
      <div
        id="result"
        data-live={resultFile(view.code, 'live.json')}
        data-edition={result.record.live.edition}
        data-version={versionOf(area)}
      >
        <p className="site-lead">
          <Localized text={view.title} />
        </p>
        <div className="res-top">
          <ResultHead view={view} result={result} />
          {isNation ? <StationSearch view={view} /> : null}
        </div>
        <p role="status" className="res-announce" data-announce />
        {isNation ? <Seats view={view} result={result} /> : null}
        {contests.map((contest) => (
          <ContestResult key={contest.code} view={view} result={result} contest={contest} />
        ))}
        {isNation ? null : <Corrections view={view} result={result} />}
        <TurnoutByHour turnout={area.turnout} />
        {isNation ? <Corrections view={view} result={result} /> : null}
        <Certified view={view} result={result} />
        <Comparisons view={view} result={result} />
        <Downloads view={view} result={result} />
      </div>
      {isNation ? <LogNote /> : null}
    </PageFrame>
  );
}

/** Ways to the pages that compare this election with another. */
function Comparisons({ view, result }: Props) {
  const { t, to } = usePage();
  if (result.comparable.length === 0) return null;
  return (
    <section>
      <h2>{t('compare.with')}</h2>
      <ul>
        {result.comparable.map(({ code, title }) => (
          <li key={code}>
            <a href={to(addresses.comparison(view.code, code))}>
              <Localized text={title} />
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

type ContestProps = Props & { readonly contest: Contest };

function ContestResult({ view, result, contest }: ContestProps) {
  const { area, file } = result;
  const totals = totalsFor(area.totals, contest.code);
  if (totals === null) return null;
  const district = districtOf(view, contest, file);
  const isOneBallot = contest.districtSet === null || district !== null;
  const decided = area.seats?.districts.filter((one) => one.contest === contest.code) ?? [];
  const own = decided.find((one) => one.district === district);
  // A district may list hundreds of stations: how its seat comes about stands before them.
  const below = <Below view={view} result={result} contest={contest} />;
  return (
    <section id={`contest-${contest.code}`} className="res-contest">
      <h2>
        <Localized text={contest.title} />
      </h2>
      {isOneBallot ? (
        <OptionBars view={view} contest={contest} district={district} totals={totals} />
      ) : null}
      {!isOneBallot && decided.length > 0 ? (
        <DistrictLeaders view={view} contest={contest} districts={decided} />
      ) : null}
      <Explain view={view} result={result} contest={contest} />
      {file === NATION ? below : null}
      <FormSums view={view} contest={contest} totals={totals} />
      {own === undefined ? null : <SeatWorking view={view} contest={contest} seats={own} />}
      {file === NATION ? null : below}
    </section>
  );
}

/** Map and table of the areas below, or the stations. */
function Below({ view, result, contest }: ContestProps) {
  const { t } = usePage();
  const { area, file } = result;
  const isFirst = area.totals[0]?.contest === contest.code;
  const territory = area.area.startsWith('territory:')
    ? area.area.slice('territory:'.length)
    : null;
  // The nation lists its electoral districts too; they stand with who leads there.
  const territories = area.areas.filter(({ file: one }) => one.startsWith('territories/'));
  const shown = area.stations.filter(({ contests }) =>
    contests.some((one) => one.contest === contest.code),
  );
  return (
    <div id={partsAnchor(contest)}>
      {territories.length > 0 && contest.districtSet === null ? (
        <ResultMap view={view} contest={contest} areas={territories} territory={territory} />
      ) : null}
      {territories.length === 0 ? null : (
        <AreaTable view={view} contest={contest} areas={territories} />
      )}
      {shown.length === 0 ? null : (
        <>
          <h3>{t('figures.stations')}</h3>
          <StationRows
            view={view}
            contest={contest}
            district={districtOf(view, contest, file)}
            stations={shown}
            anchored={isFirst}
          />
        </>
      )}
      {area.areas.length === 0 && area.stations.length === 0 && isFirst ? (
        <EmptyState title={t('territory.none')} />
      ) : null}
    </div>
  );
}

/** The electoral district of the contest that a file is about; null for the nation and territories. */
function districtOf(view: ElectionView, contest: Contest, file: string): string | null {
  if (contest.districtSet === null) return null;
  const found = view.districts.find(
    ({ district }) =>
      district.set === contest.districtSet && districtFile(contest.code, district.code) === file,
  );
  const code = found?.district.code ?? null;
  return code !== null && ballotOf(view, contest.code, code) !== null ? code : null;
}
