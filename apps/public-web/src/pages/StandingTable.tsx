import { DataTable } from '@ovoz/ui';
import type { ReactNode } from 'react';
import { addresses } from '../site/addresses.ts';
import type { ElectionView } from '../site/election-view.ts';
import { Localized } from '../site/Localized.tsx';
import { usePage } from '../site/page-context.tsx';
import type { DistrictCandidate } from '../site/party-facts.ts';

type Props = {
  readonly caption: ReactNode;
  readonly view: ElectionView;
  readonly standing: readonly DistrictCandidate[];
};

/** Candidates of several districts, each with the district. */
export function StandingTable({ caption, view, standing }: Props) {
  const { t, to, say } = usePage();
  const nameOf = ({ set, district }: DistrictCandidate) =>
    view.districts.find((one) => one.district.set === set && one.district.code === district)
      ?.district.name;
  return (
    <DataTable
      caption={caption}
      rows={standing}
      stacked
      rowKey={({ set, district, candidate }) => `${set} ${district} ${candidate.number}`}
      columns={[
        {
          key: 'district',
          header: t('candidate.district'),
          cell: (one) => {
            const name = nameOf(one);
            return (
              <a href={to(addresses.district(view.code, one.set, one.district))}>
                {name === undefined ? one.district : <Localized text={name} />}
              </a>
            );
          },
        },
        {
          key: 'name',
          line: true,
          header: t('candidate.name'),
          rowHeader: true,
          cell: ({ candidate }) => say.name(candidate.name),
        },
        {
          key: 'born',
          line: true,
          label: t('candidate.born'),
          header: t('candidate.born'),
          numeric: true,
          cell: ({ candidate }) => candidate.birthYear ?? t('value.unknown'),
        },
        {
          key: 'occupation',
          header: t('candidate.occupation'),
          cell: ({ candidate }) =>
            candidate.occupation === null ? t('value.unknown') : say.name(candidate.occupation),
        },
      ]}
    />
  );
}
