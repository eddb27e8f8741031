import { Tag } from '@digdir/designsystemet-react';
import type { PersonSummary } from '@ovoz/contract';
import { useMessages } from '../../language.ts';

const COLORS = { invited: 'info', active: 'success', suspended: 'danger' } as const;

/** How a person's account stands. */
export function PersonTag({ status }: Pick<PersonSummary, 'status'>) {
  const t = useMessages();
  return <Tag data-color={COLORS[status]}>{t(`person-status.${status}`)}</Tag>;
}
