import { Tag } from '@digdir/designsystemet-react';
import type { RequestClock } from '@ovoz/contract';
import type { RequestStatus } from '@ovoz/voter-register';
import { useMessages } from '../../language.ts';
import { useTimeLeft } from '../../values/TimeLeftText.tsx';

const COLORS: Readonly<
  Record<RequestStatus, 'info' | 'success' | 'warning' | 'danger' | 'neutral'>
> = {
  'notice-due': 'warning',
  'notice-given': 'info',
  open: 'info',
  proposed: 'warning',
  granted: 'success',
  rejected: 'danger',
  appealed: 'warning',
  upheld: 'neutral',
  overturned: 'neutral',
  reversed: 'neutral',
  withdrawn: 'neutral',
};

/** Where a request stands. */
export function StatusOfRequest({ status }: { readonly status: RequestStatus }) {
  const t = useMessages();
  return <Tag data-color={COLORS[status]}>{t(`request-status.${status}`)}</Tag>;
}

const CLOCK_COLORS = {
  running: 'neutral',
  half: 'info',
  closing: 'warning',
  overdue: 'danger',
} as const;

/** What is left of the time that the law gives. */
export function ClockOfRequest({ clock }: { readonly clock: RequestClock | null }) {
  const t = useMessages();
  const timeLeft = useTimeLeft();
  if (clock === null) return <>–</>;
  const left = timeLeft(Date.parse(clock.dueAt) - Date.parse(clock.now));
  return (
    <Tag data-color={CLOCK_COLORS[clock.state]}>
      {clock.state === 'overdue' ? t('requests.overdue-since', { left }) : left}
    </Tag>
  );
}
