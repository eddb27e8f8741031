import { Details, Paragraph } from '@digdir/designsystemet-react';
import type { SessionState } from '@ovoz/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { useMessages } from '../../language.ts';
import { Loading } from '../../page/Loading.tsx';
import { Page, Section } from '../../page/Page.tsx';
import { DemoAccounts, useDemoAccounts } from '../../session/DemoAccounts.tsx';
import { forgetReadings } from '../../session/forget-readings.ts';
import { SignInForm } from '../../session/SignInForm.tsx';
import { sessionQuery } from '../../session/use-session.ts';
import { placeToReturn } from './place-to-return.ts';

/** In the demonstration one click per role; elsewhere name, password and one-time code. */
export function SignInPage() {
  const t = useMessages();
  const accounts = useDemoAccounts();
  const { from } = useSearch({ from: '/public/sign-in' });
  const queries = useQueryClient();
  const router = useRouter();
  const enter = (session: SessionState) => {
    // Nothing that an earlier person of this browser read is left behind.
    forgetReadings(queries);
    queries.setQueryData(sessionQuery.queryKey, session);
    router.history.push(`/admin${placeToReturn(from)}`);
  };
  if (accounts === null) return <Loading />;
  if (accounts.length === 0) {
    return (
      <Page title={t('sign-in.title')} lead={t('sign-in.lead')}>
        <SignInForm onSignedIn={enter} />
        <Paragraph className="quiet">{t('sign-in.help')}</Paragraph>
      </Page>
    );
  }
  return (
    <Page title={t('sign-in.title')} lead={t('sign-in.demo-lead')}>
      <DemoAccounts accounts={accounts} onSignedIn={enter} />
      {/* Accounts that somebody made while trying things out have a password like all others. */}
      <Details>
        <Details.Summary>{t('sign-in.demo-password')}</Details.Summary>
        <Details.Content>
          <SignInForm onSignedIn={enter} />
        </Details.Content>
      </Details>
      <Section title={t('sign-in.demo-what-title')}>
        <Paragraph>{t('sign-in.demo-what')}</Paragraph>
      </Section>
    </Page>
  );
}
