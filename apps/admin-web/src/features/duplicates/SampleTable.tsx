import type { BandQuality } from '@ovoz/contract';
import { DataTable } from '@ovoz/ui';
import { useTranslator } from '../../language.ts';
import { BandName } from './BandName.tsx';

/** What the sample says of each band, as far as it was reviewed. */
export function SampleTable({ bands }: { readonly bands: readonly BandQuality[] }) {
  const { t, number, percent } = useTranslator();
  return (
    <DataTable
      caption={t('duplicates.sample')}
      rows={bands}
      rowKey={({ band }) => band}
      columns={[
        {
          key: 'band',
          header: t('duplicates.strength'),
          rowHeader: true,
          cell: ({ band }) => <BandName band={band} />,
        },
        {
          key: 'drawn',
          header: t('duplicates.drawn'),
          numeric: true,
          cell: ({ drawn }) => number(drawn),
        },
        {
          key: 'reviewed',
          header: t('duplicates.reviewed'),
          numeric: true,
          cell: ({ reviewed }) => number(reviewed),
        },
        {
          key: 'agreed',
          header: t('duplicates.agreed'),
          numeric: true,
          cell: ({ agreed, reviewed }) =>
            reviewed === 0 ? '–' : `${number(agreed)} (${percent(agreed, reviewed)})`,
        },
        {
          key: 'disputed',
          header: t('duplicates.disputed'),
          numeric: true,
          cell: ({ disputed }) => number(disputed),
        },
        {
          key: 'precision',
          header: t('duplicates.precision'),
          numeric: true,
          cell: ({ same, reviewed, precision }) =>
            precision === null ? (
              '–'
            ) : (
              <>
                {percent(same, reviewed)}
                <br />
                <span className="quiet">
                  {t('duplicates.interval', {
                    low: percent(precision.low, 1000),
                    high: percent(precision.high, 1000),
                  })}
                </span>
              </>
            ),
        },
      ]}
    />
  );
}
