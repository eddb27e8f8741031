import { DataTable } from '@ovoz/ui';
import type { DistrictChange } from '@ovoz/voter-register';
import { useTranslator } from '../../language.ts';
import { Section } from '../../page/Page.tsx';
import { useTerritoryName } from '../../places/use-territory-name.ts';

type Props = { readonly pack: string; readonly districts: readonly DistrictChange[] };

/** What a batch does to each district. */
export function DistrictsSection({ pack, districts }: Props) {
  const { t } = useTranslator();
  return (
    <Section title={t('feed.districts')}>
      <DistrictTable pack={pack} districts={districts} caption={t('feed.districts-text')} />
    </Section>
  );
}

/** Districts with the voters before and after, and what is done to them. */
export function DistrictTable({ pack, districts, caption }: Props & { readonly caption: string }) {
  const { t, number } = useTranslator();
  const nameOf = useTerritoryName(pack);
  const counted = (key: 'before' | 'after' | 'removals' | 'changes') => ({
    key,
    header: t(`feed.${key}`),
    label: t(`feed.${key}`),
    line: true,
    numeric: true,
    cell: (district: DistrictChange) => number(district[key]),
  });
  return (
    <DataTable
      caption={caption}
      stacked
      rows={districts}
      rowKey={({ territory }) => territory}
      columns={[
        {
          key: 'district',
          header: t('comparison.district'),
          rowHeader: true,
          cell: ({ territory }) => nameOf(territory),
        },
        counted('before'),
        counted('after'),
        counted('removals'),
        counted('changes'),
      ]}
    />
  );
}
