import { Details, Tag } from '@digdir/designsystemet-react';
import type { AssignmentReport } from '@ovoz/contract';
import { DataTable } from '@ovoz/ui';
import type { AdminKey } from '../../language.ts';
import { useTranslator } from '../../language.ts';
import { Section } from '../../page/Page.tsx';
import { usePlaceOf } from './use-assignment.ts';

type Check = {
  readonly key: string;
  readonly label: AdminKey;
  readonly count: number;
  readonly of: number;
  readonly values?: Readonly<Record<string, string>>;
};

/** What was checked, how often it was found, out of how many. */
export function ChecksPart({ report }: { readonly report: AssignmentReport }) {
  const { t, number } = useTranslator();
  const { addresses, byMethod, stations, limits, voters } = report;
  const everybody = voters + report.votersWithoutAddress;
  const checks: readonly Check[] = [
    {
      key: 'unplaced',
      label: 'assignment.check-unplaced',
      count: byMethod.unplaced,
      of: addresses,
    },
    {
      key: 'conflict',
      label: 'assignment.check-conflict',
      count: byMethod.conflict,
      of: addresses,
    },
    {
      key: 'voters',
      label: 'assignment.check-voters-unplaced',
      count: report.votersUnplaced,
      of: everybody,
    },
    {
      key: 'no-address',
      label: 'assignment.check-no-address',
      count: report.votersWithoutAddress,
      of: everybody,
    },
    {
      key: 'large',
      label: 'assignment.check-too-large',
      count: stations.tooLarge,
      of: stations.all,
      values: { limit: number(limits.maximum) },
    },
    {
      key: 'small',
      label: 'assignment.check-too-small',
      count: stations.tooSmall,
      of: stations.all,
      values: { limit: number(limits.minimum) },
    },
    {
      key: 'empty',
      label: 'assignment.check-empty',
      count: stations.withoutAddresses,
      of: stations.all,
    },
    {
      key: 'crowded',
      label: 'assignment.check-crowded',
      count: report.crowded,
      of: addresses,
      values: { limit: number(limits.votersPerAddress) },
    },
    {
      key: 'elsewhere',
      label: 'assignment.check-elsewhere',
      count: report.elsewhere,
      of: addresses,
    },
  ];
  return (
    <Section title={t('assignment.checks')}>
      <p>
        {t('assignment.methods', {
          address: number(byMethod.address),
          range: number(byMethod.range),
          area: number(byMethod.area),
          all: number(addresses),
        })}
      </p>
      <DataTable
        caption={t('assignment.checks-caption')}
        rows={checks}
        rowKey={({ key }) => key}
        columns={[
          {
            key: 'check',
            header: t('assignment.check'),
            rowHeader: true,
            cell: ({ label, values }) => t(label, values),
          },
          {
            key: 'outcome',
            header: t('assignment.outcome'),
            cell: ({ count }) =>
              count === 0 ? (
                <Tag data-color="success">{t('assignment.fine')}</Tag>
              ) : (
                <Tag data-color="warning">{t('assignment.look')}</Tag>
              ),
          },
          {
            key: 'count',
            header: t('assignment.found'),
            numeric: true,
            cell: ({ count, of }) =>
              t('assignment.found-of', { count: number(count), all: number(of) }),
          },
        ]}
      />
      <CrowdedAddresses report={report} />
    </Section>
  );
}

function CrowdedAddresses({ report }: { readonly report: AssignmentReport }) {
  const { t, number } = useTranslator();
  const placeOf = usePlaceOf();
  if (report.crowded === 0) return null;
  return (
    <Details>
      <Details.Summary>{t('assignment.crowded', { count: report.crowded })}</Details.Summary>
      <Details.Content>
        <DataTable
          caption={t('difference.listed', {
            shown: report.crowdedAddresses.length,
            all: report.crowded,
          })}
          rows={report.crowdedAddresses}
          rowKey={({ addressId }) => String(addressId)}
          columns={[
            {
              key: 'address',
              header: t('assignment.address'),
              rowHeader: true,
              cell: ({ locality, street, house }) =>
                [locality, street, house].filter((part) => part !== '').join(', '),
            },
            {
              key: 'territory',
              header: t('geography.territory'),
              cell: ({ territoryPath }) => placeOf(territoryPath),
            },
            {
              key: 'voters',
              header: t('assignment.voters'),
              numeric: true,
              cell: ({ voters }) => number(voters),
            },
          ]}
        />
      </Details.Content>
    </Details>
  );
}
