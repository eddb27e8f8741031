import { AsOf, GeneratedMark } from '@ovoz/ui';
import type { ReactNode } from 'react';
import type { ElectionView } from '../site/election-view.ts';
import { Localized } from '../site/Localized.tsx';
import { usePage } from '../site/page-context.tsx';

/** How large the election is. Every number says what it counts and when it was true. */
export function KeyFigures({ view }: { readonly view: ElectionView }) {
  const { t } = usePage();
  const { definition, publishedAt } = view.election;
  const { candidateCounts } = view;
  const candidates = candidateCounts.onLists + candidateCounts.inDistricts;
  return (
    <section>
      <h2>{t('figures.title')}</h2>
      <dl className="site-figures">
        <Stations view={view} />
        <Territories view={view} />
        {view.districts.length === 0 ? null : (
          <Figure term={t('figures.districts')} value={view.districts.length}>
            {view.districts.some(({ district }) => district.generated) ? <GeneratedMark /> : null}
          </Figure>
        )}
        <Figure term={t('figures.parties')} value={definition.parties.length} />
        <Figure term={t('figures.candidates')} value={candidates}>
          <span>{t('figures.onLists', { count: candidateCounts.onLists })}</span>
          <span>{t('figures.inDistricts', { count: candidateCounts.inDistricts })}</span>
          {definition.generatedCandidates ? <GeneratedMark /> : null}
        </Figure>
      </dl>
      <AsOf instant={publishedAt} timeZone={definition.timeZone} />
    </section>
  );
}

function Stations({ view }: { readonly view: ElectionView }) {
  const { t } = usePage();
  const { domestic, abroad, remote, special } = view.election.stationCounts;
  const part = (key: 'abroad' | 'remote' | 'special', count: number) =>
    count === 0 ? null : <span>{t(`figures.${key}`, { count })}</span>;
  return (
    <Figure term={t('figures.stations')} value={domestic + abroad + remote + special}>
      {part('abroad', abroad)}
      {part('remote', remote)}
      {part('special', special)}
      {hasGeneratedStations(view) ? <GeneratedMark /> : null}
    </Figure>
  );
}

function Territories({ view }: { readonly view: ElectionView }) {
  const { pack, territories } = view.election;
  return pack.territoryLevels.flatMap((name, level) => {
    const count = territories.filter(({ territory }) => territory.level === level).length;
    return level === 0 || count === 0 ? (
      []
    ) : (
      <Figure key={name.en} term={<Localized text={name} />} value={count} />
    );
  });
}

type FigureProps = {
  readonly term: ReactNode;
  readonly value: number;
  readonly children?: ReactNode;
};

function Figure({ term, value, children }: FigureProps) {
  const { number } = usePage();
  return (
    <div className="site-figures__item">
      <dt>{term}</dt>
      <dd>
        <span className="site-figure">{number(value)}</span>
        {children}
      </dd>
    </div>
  );
}

/** True when any station of the election was made by a program. */
export function hasGeneratedStations(view: ElectionView): boolean {
  return [...view.stations.values()].some((file) =>
    file.stations.some(({ station }) => station.generated),
  );
}
