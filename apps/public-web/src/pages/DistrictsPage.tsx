import { AsOf, DataTable, EmptyState, GeneratedMark } from '@ovoz/ui';
import { addresses } from '../site/addresses.ts';
import { ballotOf, contestsOfSet, type ElectionView } from '../site/election-view.ts';
import { Localized } from '../site/Localized.tsx';
import { usePage } from '../site/page-context.tsx';
import { PageFrame } from './PageFrame.tsx';

/** The electoral districts of each set. */
export function DistrictsPage({ view }: { readonly view: ElectionView }) {
  const { t } = usePage();
  const sets = view.election.pack.districtSets.filter(({ code }) =>
    view.districts.some(({ district }) => district.set === code),
  );
  return (
    <PageFrame title={t('districts.title')} view={view}>
      {sets.length === 0 ? (
        <EmptyState title={t('districts.none')}>
          <p>{t('districts.none.text')}</p>
        </EmptyState>
      ) : null}
      {view.districts.some(({ district }) => district.generated) ? (
        <p>
          <GeneratedMark /> {t('generated.districts')}
        </p>
      ) : null}
      {sets.map((set) => (
        <SetTable key={set.code} set={set} view={view} />
      ))}
      <AsOf instant={view.election.publishedAt} timeZone={view.election.definition.timeZone} />
    </PageFrame>
  );
}

type SetProps = {
  readonly set: ElectionView['election']['pack']['districtSets'][number];
  readonly view: ElectionView;
};

function SetTable({ set, view }: SetProps) {
  const { t, to, number } = usePage();
  const candidatesIn = (district: string) =>
    contestsOfSet(view, set.code).reduce(
      (sum, contest) => sum + (ballotOf(view, contest.code, district)?.candidates.length ?? 0),
      0,
    );
  return (
    <DataTable
      caption={<Localized text={set.name} />}
      rows={view.districts.filter(({ district }) => district.set === set.code)}
      rowKey={({ district }) => district.code}
      columns={[
        {
          key: 'number',
          header: t('districts.number'),
          numeric: true,
          cell: ({ district }) => district.code,
        },
        {
          key: 'name',
          header: t('districts.name'),
          rowHeader: true,
          cell: ({ district }) => (
            <a href={to(addresses.district(view.code, set.code, district.code))}>
              <Localized text={district.name} />
            </a>
          ),
        },
        {
          key: 'seats',
          header: t('districts.seats'),
          numeric: true,
          cell: ({ district }) => number(district.seats),
        },
        {
          key: 'candidates',
          header: t('districts.candidates'),
          numeric: true,
          cell: ({ district }) => number(candidatesIn(district.code)),
        },
        {
          key: 'stations',
          header: t('districts.stations'),
          numeric: true,
          cell: ({ stations }) => number(stations),
        },
      ]}
    />
  );
}
