import type { ProtocolRow } from '@ovoz/contract';
import { decideProtocol, type ProtocolEvent } from '@ovoz/election-model';

/** What the states of a protocol allow, by the same rule as on the server. */
export function actsFor(
  row: Pick<ProtocolRow, 'status' | 'version' | 'errors' | 'alarms'>,
): Readonly<Record<'accept' | 'return' | 'correct' | 'annul' | 'reinstate', boolean>> {
  const state = { ...row, latest: row.version };
  const allows = (event: ProtocolEvent) => decideProtocol(state, event).ok;
  return {
    accept: allows({ type: 'accept', withReason: true }),
    return: allows({ type: 'return' }),
    correct: allows({ type: 'correct', errors: 0 }),
    annul: allows({ type: 'annul' }) && row.alarms === 0,
    reinstate: allows({ type: 'reinstate' }) && row.alarms === 0,
  };
}
