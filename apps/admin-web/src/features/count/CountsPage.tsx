import { listElections } from '@ovoz/contract';
import { DataTable, EmptyState } from '@ovoz/ui';
import { useSuspenseQuery } from '@tanstack/react-query';
import { Navigate } from '@tanstack/react-router';
import { useText, useTranslator } from '../../language.ts';
import { PageLink } from '../../page/links.tsx';
import { Page } from '../../page/Page.tsx';
import { reading } from '../../server/reading.ts';
import { ModeTag } from '../../values/StatusTag.tsx';

/** Elections that can be counted; where there is one alone, its count at once. */
export function CountsPage() {
  const { t, day } = useTranslator();
  const text = useText();
  const { elections } = useSuspenseQuery(reading(listElections, {})).data;
  const sealed = elections.filter(({ sealedVersion }) => sealedVersion !== null);
  const [only, ...others] = sealed;
  if (only !== undefined && others.length === 0) {
    return <Navigate to="/count/$code" params={{ code: only.code }} replace />;
  }
  return (
    <Page title={t('count.title')} lead={t('count.choose')}>
      {sealed.length === 0 ? (
        <EmptyState title={t('count.none')}>
          <p>{t('count.none-text')}</p>
        </EmptyState>
      ) : (
        <DataTable
          caption={t('elections.count', { count: sealed.length })}
          rows={sealed}
          rowKey={({ code }) => code}
          columns={[
            {
              key: 'title',
              header: t('elections.name'),
              rowHeader: true,
              cell: ({ code, title }) => (
                <PageLink to="/count/$code" params={{ code }}>
                  {text(title)}
                </PageLink>
              ),
            },
            {
              key: 'day',
              header: t('elections.voting-day'),
              cell: ({ votingDay }) => day(votingDay),
            },
            {
              key: 'mode',
              header: t('elections.mode'),
              cell: ({ mode }) => <ModeTag mode={mode} />,
            },
          ]}
        />
      )}
    </Page>
  );
}
