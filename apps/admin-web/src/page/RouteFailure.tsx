import { Button } from '@digdir/designsystemet-react';
import { useQueryClient } from '@tanstack/react-query';
import { type ErrorComponentProps, useRouter } from '@tanstack/react-router';
import { useMessages } from '../language.ts';
import { codeOf, Refused, refusalHere } from '../server/refusal.ts';
import { PageLink } from './links.tsx';
import { Page } from './Page.tsx';
import { RefusalNotice } from './RefusalNotice.tsx';

/** Stands in for a page whose content was refused or that broke. The menu around it stays. */
export function RouteFailure({ error, reset }: ErrorComponentProps) {
  const t = useMessages();
  const router = useRouter();
  const queries = useQueryClient();
  const refusal = error instanceof Refused ? error.refusal : refusalHere('internal-error');
  const again = () => {
    queries.removeQueries({ predicate: (query) => query.state.status === 'error' });
    reset();
    void router.invalidate();
  };
  return (
    <Page title={t(codeOf(refusal) === 'not-found' ? 'page.not-found' : 'page.failed')}>
      <RefusalNotice refusal={refusal} />
      <div className="button-row">
        <Button onClick={again}>{t('page.try-again')}</Button>
        <PageLink to="/">{t('page.to-home')}</PageLink>
      </div>
    </Page>
  );
}
