import { Tag } from '@digdir/designsystemet-react';
import type { AssignmentStatus } from '@ovoz/contract';
import { useMessages } from '../../language.ts';

const COLORS: Readonly<
  Record<AssignmentStatus, 'info' | 'success' | 'warning' | 'danger' | 'neutral'>
> = {
  computing: 'info',
  draft: 'info',
  proposed: 'warning',
  entering: 'warning',
  current: 'success',
  superseded: 'neutral',
  discarded: 'neutral',
};

/** How a set of rules stands. */
export function SetTag({ status }: { readonly status: AssignmentStatus }) {
  const t = useMessages();
  return <Tag data-color={COLORS[status]}>{t(`assignment-status.${status}`)}</Tag>;
}
