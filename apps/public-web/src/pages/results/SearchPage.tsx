import type { Territory } from '@ovoz/election-model';
import { addresses } from '../../site/addresses.ts';
import { childrenOf, type ElectionView } from '../../site/election-view.ts';
import { Localized } from '../../site/Localized.tsx';
import { useNameOrder } from '../../site/name-order.ts';
import { usePage } from '../../site/page-context.tsx';
import type { AreaFile } from '../../site/result-files.ts';
import { DataBlock } from '../DataBlock.tsx';
import { PageFrame } from '../PageFrame.tsx';
import { districtFile } from './DistrictLeaders.tsx';
import { StationSearch } from './StationSearch.tsx';

/** What the search gets with its page; the links to the areas it finds on the page itself. */
export type SearchData = {
  readonly pointsUrl: string;
  readonly stationPage: string;
  readonly words: { readonly none: string; readonly failed: string; readonly stations: string };
};

type Props = {
  readonly view: ElectionView;
  /** Addresses of the areas that have a page. */
  readonly areas: ReadonlySet<AreaFile>;
};

/** Every area as a link; with scripts, narrowed to what was asked for, and the stations with it. */
export function SearchPage({ view, areas }: Props) {
  const { t, to } = usePage();
  const data: SearchData = {
    pointsUrl: `/published/elections/${view.code}/station-points.json`,
    stationPage: to(addresses.resultStation(view.code)),
    words: { none: t('search.none'), failed: t('search.failed'), stations: t('search.stations') },
  };
  const steps = [{ path: addresses.results(view.code), text: t('results.title') }];
  return (
    <PageFrame title={t('search.title')} steps={steps} view={view}>
      <p className="site-lead">{t('search.lead')}</p>
      <StationSearch view={view} />
      <section id="search-found" className="ov-needs-scripts" aria-live="polite" />
      <DataBlock id="search-data" content={data} />
      <div id="search-areas">
        <Territories view={view} areas={areas} />
        <Districts view={view} areas={areas} />
      </div>
    </PageFrame>
  );
}

function Territories({ view, areas }: Props) {
  const inOrder = useNameOrder(view);
  const fileOf = ({ code }: Territory) => `territories/${code}`;
  const shown = (territories: readonly Territory[]) =>
    inOrder(territories).filter((one) => areas.has(fileOf(one)));
  return shown(view.regions).map((region) => (
    <section key={region.code}>
      <h2 className="res-search__area">
        <AreaLink view={view} file={fileOf(region)} name={region.name} />
      </h2>
      <ul className="site-columns">
        {shown(childrenOf(view, region.code)).map((unit) => (
          <li key={unit.code} className="res-search__area">
            <AreaLink view={view} file={fileOf(unit)} name={unit.name} />
          </li>
        ))}
      </ul>
    </section>
  ));
}

function Districts({ view, areas }: Props) {
  const { t } = usePage();
  const contests = view.election.definition.contests.filter((one) => one.districtSet !== null);
  return contests.map((contest) => {
    const files = view.districts
      .filter(({ district }) => district.set === contest.districtSet)
      .map(({ district }) => ({ ...district, file: districtFile(contest.code, district.code) }))
      .filter(({ file }) => areas.has(file));
    return files.length === 0 ? null : (
      <section key={contest.code}>
        <h2>
          {t('districts.title')}: <Localized text={contest.title} />
        </h2>
        <ul className="site-columns">
          {files.map(({ file, name }) => (
            <li key={file} className="res-search__area">
              <AreaLink view={view} file={file} name={name} />
            </li>
          ))}
        </ul>
      </section>
    );
  });
}

type LinkProps = {
  readonly view: ElectionView;
  readonly file: AreaFile;
  readonly name: Territory['name'];
};

function AreaLink({ view, file, name }: LinkProps) {
  const { to } = usePage();
  return (
    <a href={to(addresses.resultArea(view.code, file))}>
      <Localized text={name} />
    </a>
  );
}
