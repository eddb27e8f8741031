import { Alert, Paragraph } from '@digdir/designsystemet-react';
import { openInvitation } from '@ovoz/contract';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useMessages } from '../../language.ts';
import { ButtonLink } from '../../page/links.tsx';
import { Loading } from '../../page/Loading.tsx';
import { Page } from '../../page/Page.tsx';
import { RefusalNotice } from '../../page/RefusalNotice.tsx';
import { reading } from '../../server/reading.ts';
import { Refused, refusalHere } from '../../server/refusal.ts';
import { AcceptInvitationForm } from './AcceptInvitationForm.tsx';

/** The token stands behind the `#`, so that no server and no log ever sees it in an address. */
export function InvitationPage() {
  const t = useMessages();
  const [token] = useState(() => globalThis.location.hash.replace(/^#/, ''));
  const [acceptedAs, setAcceptedAs] = useState<string | null>(null);
  const hasShape = /^[A-Za-z0-9_-]{43}$/.test(token);
  const { data, error, isPending } = useQuery({
    ...reading(openInvitation, { body: { token } }),
    enabled: hasShape && acceptedAs === null,
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
    meta: { once: true },
  });
  if (acceptedAs !== null) {
    return (
      <Page title={t('invitation.done-title')}>
        <Alert data-color="success">
          <Paragraph>{t('invitation.done', { username: acceptedAs })}</Paragraph>
        </Alert>
        <div className="button-row">
          <ButtonLink to="/sign-in">{t('invitation.to-sign-in')}</ButtonLink>
        </div>
      </Page>
    );
  }
  if (!hasShape || error !== null) {
    const refusal = error instanceof Refused ? error.refusal : refusalHere('invitation-invalid');
    return (
      <Page title={t('invitation.title')}>
        <RefusalNotice refusal={refusal} />
      </Page>
    );
  }
  if (isPending) return <Loading />;
  return (
    <Page title={t('invitation.title')} lead={t('invitation.lead', { name: data.name })}>
      <AcceptInvitationForm token={token} invitation={data} onDone={setAcceptedAs} />
    </Page>
  );
}
