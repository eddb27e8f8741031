import { Alert, Heading, Paragraph } from '@digdir/designsystemet-react';
import type { ProposalKind } from '@ovoz/contract';
import { useMessages } from '../../language.ts';
import { invitationAddress } from '../../values/invitation-address.ts';
import { OneTimeSecret } from '../../values/OneTimeSecret.tsx';

type Props = { readonly secret: string; readonly kind: ProposalKind };

/** The secret that an approval made. It is nowhere kept: who leaves the page without it asks anew. */
export function ShownOnce({ secret, kind }: Props) {
  const t = useMessages();
  return (
    <Alert data-color="warning" className="notice">
      <Heading level={2} data-size="xs">
        {t('secret.title')}
      </Heading>
      <Paragraph>{t('secret.text')}</Paragraph>
      <OneTimeSecret
        label={t(kind === 'reset-sign-in' ? 'secret.invitation' : 'secret.value')}
        value={kind === 'reset-sign-in' ? invitationAddress(secret) : secret}
      />
    </Alert>
  );
}
