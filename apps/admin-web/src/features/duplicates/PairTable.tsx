import type { PairSummary } from '@ovoz/contract';
import { DataTable } from '@ovoz/ui';
import { useTranslator } from '../../language.ts';
import { PageLink } from '../../page/links.tsx';
import { useTerritoryName } from '../../places/use-territory-name.ts';
import { Strength } from './Strength.tsx';
import { comparisonKey, toneOf } from './comparisons.ts';

/** Pairs without anybody's name: where they are, how much speaks for one person, and what agrees. */
export function PairTable({
  pack,
  pairs,
}: {
  readonly pack: string;
  readonly pairs: readonly PairSummary[];
}) {
  const { t, list } = useTranslator();
  const nameOf = useTerritoryName(pack);
  const placeOf = (path: string) => nameOf(path.slice(path.lastIndexOf('/') + 1));
  return (
    <DataTable
      caption={t('duplicates.pairs', { count: pairs.length })}
      rows={pairs}
      rowKey={({ id }) => id}
      columns={[
        {
          key: 'pair',
          header: t('duplicates.pair'),
          rowHeader: true,
          whole: true,
          cell: ({ id }) => (
            <PageLink to="/voters/$pack/duplicates/$pair" params={{ pack, pair: id }}>
              {t('duplicates.one', { pair: id })}
            </PageLink>
          ),
        },
        {
          key: 'strength',
          header: t('duplicates.strength'),
          cell: ({ weight }) => <Strength weight={weight} />,
        },
        {
          key: 'agrees',
          header: t('duplicates.agrees'),
          cell: ({ lines }) =>
            list(
              lines
                .filter((line) => toneOf(line) === 'agrees')
                .map(({ comparison }) => t(comparisonKey(comparison))),
            ),
        },
        {
          key: 'places',
          header: t('geography.territory'),
          cell: ({ pathA, pathB }) =>
            pathA === pathB ? placeOf(pathA) : `${placeOf(pathA)} – ${placeOf(pathB)}`,
        },
      ]}
    />
  );
}
