import { openCount } from '@ovoz/contract';
import { EmptyState } from '@ovoz/ui';
import type { ReactNode } from 'react';
import { useMessages } from '../language.ts';
import { PageLink } from '../page/links.tsx';
import { useMay } from '../session/use-session.ts';
import { useCountState } from './use-counted.ts';

/** Shows its content once the count is open, and until then what has to happen first. */
export function CountGate({
  code,
  children,
}: {
  readonly code: string;
  readonly children: ReactNode;
}) {
  const t = useMessages();
  const may = useMay();
  const count = useCountState(code);
  if (count !== null) return children;
  return (
    <EmptyState title={t('count.not-open')}>
      <p>{t(may(openCount) ? 'count.not-open-own' : 'count.not-open-text')}</p>
      <PageLink to="/elections/$code" params={{ code }}>
        {t('count.to-election')}
      </PageLink>
    </EmptyState>
  );
}
