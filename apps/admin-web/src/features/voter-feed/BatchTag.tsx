import { Tag } from '@digdir/designsystemet-react';
import type { BatchStatus } from '@ovoz/contract';
import { useMessages } from '../../language.ts';

const COLORS = {
  arriving: 'info',
  received: 'info',
  loading: 'info',
  held: 'warning',
  applied: 'success',
  refused: 'danger',
} as const;

/** How far a batch has come. */
export function BatchTag({ status }: { readonly status: BatchStatus }) {
  const t = useMessages();
  return <Tag data-color={COLORS[status]}>{t(`batch-status.${status}`)}</Tag>;
}
