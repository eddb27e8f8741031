import { EmptyState } from '@ovoz/ui';
import { Navigate } from '@tanstack/react-router';
import { useMessages, useText } from '../../language.ts';
import { PageLink } from '../../page/links.tsx';
import { Page } from '../../page/Page.tsx';
import { useOwnCountries } from '../../places/use-pack.ts';

/** Straight to the own country, where there is only one. */
export function CountriesPage() {
  const t = useMessages();
  const text = useText();
  const own = useOwnCountries();
  const only = own[0];
  if (own.length === 1 && only !== undefined) {
    return <Navigate to="/commissions/$pack" params={{ pack: only.code }} replace />;
  }
  return (
    <Page title={t('menu.commissions')}>
      {own.length === 0 ? (
        <EmptyState title={t('geography.none-yet')}>
          <p>{t('geography.none-yet-text')}</p>
        </EmptyState>
      ) : (
        <ul>
          {own.map((pack) => (
            <li key={pack.code}>
              <PageLink to="/commissions/$pack" params={{ pack: pack.code }}>
                {text(pack.name)}
              </PageLink>
            </li>
          ))}
        </ul>
      )}
    </Page>
  );
}
