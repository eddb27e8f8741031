import { Alert, Paragraph } from '@digdir/designsystemet-react';
import type { CallRefusal } from '@ovoz/client';
import { useEffect, useRef } from 'react';
import { useMessages } from '../language.ts';
import { codeOf, fieldErrorsOf, requestIdOf } from '../server/refusal.ts';

/** Says what was refused, why, and what to do next. Takes the focus, because it answers an act. */
export function RefusalNotice({ refusal }: { readonly refusal: CallRefusal | null }) {
  const t = useMessages();
  const notice = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (refusal !== null) notice.current?.focus();
  }, [refusal]);
  if (refusal === null) return null;
  const requestId = requestIdOf(refusal);
  const detail = 'detail' in refusal ? refusal.detail : undefined;
  const fields = fieldErrorsOf(refusal);
  return (
    <Alert data-color="danger" role="alert" tabIndex={-1} ref={notice} className="notice">
      <Paragraph>{t(`refusal.${codeOf(refusal)}`)}</Paragraph>
      {detail !== undefined && (
        <Paragraph data-size="sm" lang="en">
          {detail}
        </Paragraph>
      )}
      {fields.length > 0 && (
        <ul className="notice-fields" lang="en">
          {fields.map(({ field, reason }) => (
            <li key={`${field} ${reason}`}>
              <code>{field}</code> {reason}
            </li>
          ))}
        </ul>
      )}
      {requestId !== null && (
        <Paragraph data-size="xs" className="quiet">
          {t('refusal.request-id')} <code>{requestId}</code>
        </Paragraph>
      )}
    </Alert>
  );
}
