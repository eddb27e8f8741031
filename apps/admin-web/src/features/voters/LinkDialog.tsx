import { Alert, Button, Dialog, Heading, Paragraph } from '@digdir/designsystemet-react';
import { type BodyOf, createViewLink } from '@ovoz/contract';
import { useId, useState } from 'react';
import { useMessages } from '../../language.ts';
import { RefusalNotice } from '../../page/RefusalNotice.tsx';
import { useAct } from '../../server/acting.ts';
import { OneTimeSecret } from '../../values/OneTimeSecret.tsx';
import { QrCode } from '../../values/QrCode.tsx';
import { useOwnTime } from '../../values/moments.ts';

type Props = {
  readonly pack: string;
  readonly voter: string;
  /** That for which the record was opened. */
  readonly purpose: BodyOf<typeof createViewLink>;
  readonly onClose: () => void;
};

/** A link for one look at the own record, to be printed and handed over. */
export function LinkDialog({ pack, voter, purpose, onClose }: Props) {
  const t = useMessages();
  const ownTime = useOwnTime();
  const headingId = useId();
  const act = useAct(createViewLink);
  const [link, setLink] = useState<{ token: string; expiresAt: string } | null>(null);
  const make = async () => {
    const answer = await act.run({ params: { pack, voter }, body: purpose });
    if (answer?.ok === true) setLink(answer.value);
  };
  return (
    <Dialog
      open
      onClose={onClose}
      closeButton={t('dialog.close')}
      aria-labelledby={headingId}
      className="confirm"
    >
      <div className="stack">
        <Heading level={2} data-size="sm" id={headingId}>
          {t('voters.link')}
        </Heading>
        <Paragraph>{t('voters.link-text')}</Paragraph>
        <RefusalNotice refusal={act.refusal} />
        {link === null ? (
          <div className="button-row">
            <Button loading={act.pending} onClick={() => void make()}>
              {t('voters.link-make')}
            </Button>
          </div>
        ) : (
          <>
            <QrCode text={ownRecordAddress(link.token)} label={t('voters.link-qr')} />
            <OneTimeSecret label={t('voters.link-code')} value={link.token} />
            <Alert data-color="info">
              <Paragraph>{t('voters.link-until', { moment: ownTime(link.expiresAt) })}</Paragraph>
            </Alert>
          </>
        )}
      </div>
    </Dialog>
  );
}

/** The code stands behind `#`, which no browser sends to a server. */
function ownRecordAddress(token: string): string {
  return `${location.origin}/admin/own-record#${token}`;
}
