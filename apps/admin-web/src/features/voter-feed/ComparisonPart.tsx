import { Paragraph } from '@digdir/designsystemet-react';
import { getReconciliation } from '@ovoz/contract';
import { DataTable, DefinitionList, EmptyState } from '@ovoz/ui';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useTranslator } from '../../language.ts';
import { PageLink } from '../../page/links.tsx';
import { Section } from '../../page/Page.tsx';
import { reading } from '../../server/reading.ts';
import { useOwnTime } from '../../values/moments.ts';
import { ComparisonTag } from './ComparisonsSection.tsx';

/** One comparison of a register with the voter list: the districts that differ. */
export function ComparisonPart() {
  const { t, number } = useTranslator();
  const ownTime = useOwnTime();
  const { pack, id } = useParams({ from: '/shell/voters/$pack/feed/comparisons/$id' });
  const { reconciliation, differences } = useSuspenseQuery(
    reading(getReconciliation, { params: { id } }),
  ).data;
  const { register, sequence, supplier, asOf, receivedAt, comparedAt, districts } = reconciliation;
  return (
    <>
      <p className="page-back">
        <PageLink to="/voters/$pack/feed" params={{ pack }}>
          {t('feed.back')}
        </PageLink>
      </p>
      <Section title={`${t(`register.${register}`)}, ${t('comparison.after', { sequence })}`}>
        <DefinitionList
          items={[
            {
              term: t('comparison.result'),
              description: <ComparisonTag comparison={reconciliation} />,
            },
            { term: t('comparison.districts'), description: number(districts) },
            { term: t('suppliers.name'), description: supplier },
            { term: t('feed.as-of'), description: ownTime(asOf) },
            { term: t('feed.received'), description: ownTime(receivedAt) },
          ]}
        />
        {comparedAt === null ? (
          <EmptyState title={t('comparison.waits')}>
            <p>{t('comparison.waits-text')}</p>
          </EmptyState>
        ) : differences.length === 0 ? (
          <EmptyState title={t('comparison.equal')}>
            <p>{t('comparison.equal-text')}</p>
          </EmptyState>
        ) : (
          <>
            <Paragraph>{t('comparison.what-to-do')}</Paragraph>
            <DataTable
              caption={t('comparison.differing', { count: differences.length })}
              stacked
              rows={differences}
              rowKey={({ territory }) => territory}
              columns={[
                {
                  key: 'district',
                  header: t('comparison.district'),
                  rowHeader: true,
                  cell: ({ territory, name }) => `${name} (${territory})`,
                },
                {
                  key: 'theirs',
                  header: t('comparison.theirs'),
                  label: t('comparison.theirs'),
                  line: true,
                  numeric: true,
                  cell: ({ theirs }) => (theirs === null ? '–' : number(theirs.rows)),
                },
                {
                  key: 'ours',
                  header: t('comparison.ours'),
                  label: t('comparison.ours'),
                  line: true,
                  numeric: true,
                  cell: ({ ours }) => (ours === null ? '–' : number(ours.rows)),
                },
                {
                  key: 'what',
                  header: t('comparison.what'),
                  line: true,
                  cell: ({ theirs, ours }) =>
                    theirs?.rows === ours?.rows
                      ? t('comparison.other-content')
                      : t('comparison.other-number'),
                },
              ]}
            />
          </>
        )}
      </Section>
    </>
  );
}
