import { AsOf, DefinitionList, EmptyState, GeneratedMark } from '@ovoz/ui';
import { addresses } from '../site/addresses.ts';
import { ballotOf, contestsOfSet, type ElectionView } from '../site/election-view.ts';
import { Localized } from '../site/Localized.tsx';
import { usePage } from '../site/page-context.tsx';
import { CandidateTable } from './CandidateTable.tsx';
import { PageFrame } from './PageFrame.tsx';

type Props = {
  readonly view: ElectionView;
  readonly entry: ElectionView['districts'][number];
};

/** An electoral district: its candidates, its seats and the number of its stations. */
export function DistrictPage({ view, entry }: Props) {
  const { t, number } = usePage();
  const { district, stations } = entry;
  return (
    <PageFrame
      title={district.name}
      steps={[{ path: addresses.districts(view.code), text: t('districts.title') }]}
      view={view}
    >
      <p className="site-lead">{t('district.title', { code: district.code })}</p>
      <DefinitionList
        items={[
          { term: t('districts.seats'), description: number(district.seats) },
          { term: t('districts.stations'), description: number(stations) },
        ]}
      />
      {district.generated ? (
        <p>
          <GeneratedMark /> {t('generated.districts')}
        </p>
      ) : null}
      {view.election.definition.generatedCandidates ? (
        <p>
          <GeneratedMark /> {t('generated.candidates')}
        </p>
      ) : null}
      {contestsOfSet(view, district.set).map((contest) => {
        const candidates = ballotOf(view, contest.code, district.code)?.candidates ?? [];
        return candidates.length === 0 ? (
          <EmptyState key={contest.code} title={t('district.noCandidates')} />
        ) : (
          <CandidateTable
            key={contest.code}
            caption={<Localized text={contest.title} />}
            view={view}
            candidates={candidates}
            withParty
          />
        );
      })}
      <AsOf instant={view.election.publishedAt} timeZone={view.election.definition.timeZone} />
    </PageFrame>
  );
}
