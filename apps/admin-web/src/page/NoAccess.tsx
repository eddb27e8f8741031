import { EmptyState } from '@ovoz/ui';
import { useMessages } from '../language.ts';
import { Page } from './Page.tsx';

/** For somebody who is signed in and whose roles do not open this page. */
export function NoAccess() {
  const t = useMessages();
  return (
    <Page title={t('page.no-access')}>
      <EmptyState title={t('page.no-access-title')}>
        <p>{t('page.no-access-text')}</p>
      </EmptyState>
    </Page>
  );
}
