import { Alert, Button, Paragraph } from '@digdir/designsystemet-react';
import { useQueryClient } from '@tanstack/react-query';
import { useNow } from '../values/use-now.ts';
import { useMessages } from '../language.ts';
import { sessionQuery, useSession } from './use-session.ts';

/** How long before the end the warning comes: WCAG 2.2.1 asks for at least 20 seconds. */
const WARNING_MS = 3 * 60 * 1000;

/** Warns before the session ends for want of use, and prolongs it at one press. */
export function IdleNotice() {
  const t = useMessages();
  const queries = useQueryClient();
  const { idleExpiresAt, expiresAt } = useSession();
  const now = useNow(10_000);
  const endMs = Math.min(Date.parse(idleExpiresAt), Date.parse(expiresAt));
  const leftMs = endMs - now;
  if (leftMs > WARNING_MS) return null;
  const canProlong = Date.parse(idleExpiresAt) < Date.parse(expiresAt);
  return (
    <Alert data-color="warning" role="alert" className="idle-notice no-print">
      <Paragraph>
        {t('session.ends-soon', { minutes: Math.max(1, Math.ceil(leftMs / 60_000)) })}
      </Paragraph>
      {canProlong && (
        <Button
          data-size="sm"
          onClick={() => void queries.refetchQueries({ queryKey: sessionQuery.queryKey })}
        >
          {t('session.stay')}
        </Button>
      )}
    </Alert>
  );
}
