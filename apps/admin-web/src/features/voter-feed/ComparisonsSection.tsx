import { Paragraph, Tag } from '@digdir/designsystemet-react';
import { listReconciliations, type Reconciliation } from '@ovoz/contract';
import { DataTable, EmptyState } from '@ovoz/ui';
import { useQuery } from '@tanstack/react-query';
import { useTranslator } from '../../language.ts';
import { Loading } from '../../page/Loading.tsx';
import { PageLink } from '../../page/links.tsx';
import { Section } from '../../page/Page.tsx';
import { QueryRefusal } from '../../page/QueryRefusal.tsx';
import { reading } from '../../server/reading.ts';
import { useOwnTime } from '../../values/moments.ts';

/** How registers and voter list compared, newest first. */
export function ComparisonsSection({ pack }: { readonly pack: string }) {
  const { t, number } = useTranslator();
  const ownTime = useOwnTime();
  const { data, error } = useQuery(reading(listReconciliations, { params: { pack } }));
  if (error !== null) return <QueryRefusal error={error} />;
  if (data === undefined) return <Loading />;
  return (
    <Section title={t('comparison.title')}>
      <Paragraph>{t('comparison.text')}</Paragraph>
      {data.reconciliations.length === 0 ? (
        <EmptyState title={t('comparison.none')}>
          <p>{t('comparison.none-text')}</p>
        </EmptyState>
      ) : (
        <DataTable
          caption={t('comparison.newest-first')}
          stacked
          rows={data.reconciliations}
          rowKey={({ id }) => id}
          columns={[
            {
              key: 'register',
              header: t('suppliers.which'),
              rowHeader: true,
              cell: ({ id, register, sequence }) => (
                <PageLink to="/voters/$pack/feed/comparisons/$id" params={{ pack, id }}>
                  {t(`register.${register}`)}, {t('comparison.after', { sequence })}
                </PageLink>
              ),
            },
            {
              key: 'result',
              header: t('comparison.result'),
              line: true,
              cell: (one) => <ComparisonTag comparison={one} />,
            },
            {
              key: 'districts',
              header: t('comparison.districts'),
              label: t('comparison.districts'),
              line: true,
              numeric: true,
              cell: ({ districts }) => number(districts),
            },
            {
              key: 'at',
              header: t('comparison.at'),
              label: t('comparison.at'),
              line: true,
              cell: ({ comparedAt, receivedAt }) => ownTime(comparedAt ?? receivedAt),
            },
          ]}
        />
      )}
    </Section>
  );
}

/** Equal, different in so many districts, or not compared. */
export function ComparisonTag({ comparison }: { readonly comparison: Reconciliation }) {
  const { t } = useTranslator();
  const { differing } = comparison;
  if (differing === null) return <Tag data-color="neutral">{t('comparison.waits')}</Tag>;
  return (
    <Tag data-color={differing === 0 ? 'success' : 'danger'}>
      {t('comparison.differing', { count: differing })}
    </Tag>
  );
}
