import { DataTable, EmptyState } from '@ovoz/ui';
import { Navigate } from '@tanstack/react-router';
import { useMessages, useText } from '../../language.ts';
import { PageLink } from '../../page/links.tsx';
import { Page } from '../../page/Page.tsx';
import { useOwnCountries } from '../../places/use-pack.ts';

/** Straight to the own country, where there is only one; else the countries to choose from. */
export function VoterListsPage() {
  const t = useMessages();
  const text = useText();
  const own = useOwnCountries();
  const [only, ...others] = own;
  if (only !== undefined && others.length === 0) {
    return <Navigate to="/voters/$pack" params={{ pack: only.code }} replace />;
  }
  return (
    <Page title={t('voter-list.title')} lead={t('voter-list.choose')}>
      {only === undefined ? (
        <EmptyState title={t('voter-list.no-country')}>
          <p>{t('voter-list.no-country-text')}</p>
        </EmptyState>
      ) : (
        <DataTable
          caption={t('geography.countries')}
          rows={own}
          rowKey={({ code }) => code}
          columns={[
            {
              key: 'name',
              header: t('new-election.country'),
              rowHeader: true,
              cell: ({ code, name }) => (
                <PageLink to="/voters/$pack" params={{ pack: code }}>
                  {text(name)}
                </PageLink>
              ),
            },
          ]}
        />
      )}
    </Page>
  );
}
