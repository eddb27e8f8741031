import type { ProtocolRow } from '@ovoz/contract';

/**
 * Whether the caller can go on with a protocol by keying: the own open entry, or the next one when somebody
 * else did the one before. The server decides; this only leaves out what it would refuse.
 */
export function mayKey(
  row: Pick<ProtocolRow, 'status' | 'entry' | 'keyedByCaller' | 'alarms' | 'errors'>,
) {
  if (row.alarms > 0) return false;
  switch (row.entry) {
    case 'unresolved':
      return false;
    case 'first-open':
    case 'second-open':
    case 'third-open':
      return row.keyedByCaller;
    case 'first-finished':
    case 'different':
      return !row.keyedByCaller;
    case null:
      return row.status === 'awaited' || row.status === 'returned' || isWrong(row);
    default:
      return false;
  }
}

/** A better paper may follow one with errors; a clean one is sent back first. */
function isWrong({ status, errors }: Pick<ProtocolRow, 'status' | 'errors'>): boolean {
  return status === 'received' && errors > 0;
}
