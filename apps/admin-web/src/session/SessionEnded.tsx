import { Dialog, Heading, Paragraph } from '@digdir/designsystemet-react';
import type { SessionState } from '@ovoz/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useId } from 'react';
import { useMessages } from '../language.ts';
import { DemoAccounts, useDemoAccounts } from './DemoAccounts.tsx';
import { SignInForm } from './SignInForm.tsx';
import { sessionQuery } from './use-session.ts';

/**
 * The session ended while somebody worked. Signing in again happens over the page, so that what was typed
 * stays. Another person than before gets a fresh start, without what the first had on the screen.
 */
export function SessionEnded({ person }: { readonly person: SessionState['person'] }) {
  const t = useMessages();
  const headingId = useId();
  const queries = useQueryClient();
  const accounts = useDemoAccounts();
  const goOn = (session: SessionState) => {
    if (session.person.id !== person.id) return globalThis.location.reload();
    queries.setQueryData(sessionQuery.queryKey, session);
    void queries.invalidateQueries();
  };
  return (
    <Dialog open closeButton={false} closedby="none" aria-labelledby={headingId}>
      <div className="stack">
        <Heading level={2} data-size="sm" id={headingId}>
          {t('session-ended.title')}
        </Heading>
        <Paragraph>{t('session-ended.text', { name: person.name })}</Paragraph>
        {accounts !== null && accounts.length > 0 ? (
          <DemoAccounts
            accounts={accounts.filter((account) => account.username === person.username)}
            onSignedIn={goOn}
          />
        ) : (
          <SignInForm username={person.username} onSignedIn={goOn} />
        )}
      </div>
    </Dialog>
  );
}
