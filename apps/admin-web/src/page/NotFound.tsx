import { Paragraph } from '@digdir/designsystemet-react';
import { useMessages } from '../language.ts';
import { PageLink } from './links.tsx';
import { Page } from './Page.tsx';

export function NotFound() {
  const t = useMessages();
  return (
    <Page title={t('page.not-found')}>
      <Paragraph>{t('page.not-found-text')}</Paragraph>
      <PageLink to="/">{t('page.to-home')}</PageLink>
    </Page>
  );
}
