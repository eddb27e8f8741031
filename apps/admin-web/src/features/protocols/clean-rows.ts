import type { ProtocolRow } from '@ovoz/contract';

/** Most protocols that one call accepts. */
export const MOST_AT_ONCE = 500;

/** What can be accepted without a closer look: received, nothing wrong, no alarm. Warnings need eyes too. */
export function isClean(
  row: Pick<ProtocolRow, 'status' | 'errors' | 'warnings' | 'alarms' | 'hash'>,
): boolean {
  return (
    row.status === 'received' &&
    row.errors === 0 &&
    row.warnings === 0 &&
    row.alarms === 0 &&
    row.hash !== null
  );
}

/** Whether it may be ticked for accepting with others: warnings do not stop it, errors and alarms do. */
export function mayBeTicked(
  row: Pick<ProtocolRow, 'status' | 'errors' | 'alarms' | 'hash'>,
): boolean {
  return isClean({ ...row, warnings: 0 });
}

/** Key of a row in lists and sets. */
export function rowKeyOf(row: Pick<ProtocolRow, 'contest' | 'station' | 'count'>): string {
  return `${row.station} ${row.contest} ${row.count}`;
}
