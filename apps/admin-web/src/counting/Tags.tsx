import { Tag } from '@digdir/designsystemet-react';
import type { ProtocolRow } from '@ovoz/contract';
import type { ProtocolStatus } from '@ovoz/election-model';
import { useMessages } from '../language.ts';

type Color = 'info' | 'success' | 'warning' | 'danger' | 'neutral';

const COLORS: Readonly<Record<ProtocolStatus, Color>> = {
  awaited: 'neutral',
  received: 'info',
  accepted: 'success',
  returned: 'warning',
  annulled: 'danger',
};

/** Where a protocol stands. */
export function ProtocolTag({ status }: { readonly status: ProtocolStatus }) {
  const t = useMessages();
  return <Tag data-color={COLORS[status]}>{t(`protocol-status.${status}`)}</Tag>;
}

/** Where double entry stands. */
export function EntryTag({ entry }: { readonly entry: NonNullable<ProtocolRow['entry']> }) {
  const t = useMessages();
  const isStuck = entry === 'different' || entry === 'unresolved';
  return <Tag data-color={isStuck ? 'warning' : 'neutral'}>{t(`entry-state.${entry}`)}</Tag>;
}

/** What about a protocol needs eyes: alarms, errors, warnings, being late. Nothing where nothing does. */
export function ProtocolMarks({ row }: { readonly row: ProtocolRow }) {
  const t = useMessages();
  const { alarms, errors, warnings, overdue, entry } = row;
  return (
    <span className="marks">
      {alarms > 0 && <Tag data-color="danger">{t('count.alarms', { count: alarms })}</Tag>}
      {errors > 0 && <Tag data-color="danger">{t('count.errors', { count: errors })}</Tag>}
      {warnings > 0 && <Tag data-color="warning">{t('count.warnings', { count: warnings })}</Tag>}
      {overdue && <Tag data-color="warning">{t('count.overdue')}</Tag>}
      {entry !== null && <EntryTag entry={entry} />}
    </span>
  );
}
