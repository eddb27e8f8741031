import type { EventType } from './event.ts';

/** How far an election is. `docs/state-machines/ballot-box.md` draws it. */
export type Phase = 'empty' | 'voting' | 'closed' | 'tallied' | 'shuffled' | 'decrypting' | 'done';

export const PHASES: readonly Phase[] = [
  'empty',
  'voting',
  'closed',
  'tallied',
  'shuffled',
  'decrypting',
  'done',
];

/**
 * The phase after an event, or null where the event does not belong. Shuffles are for elections with
 * non-homomorphic questions, which must have them; others must not.
 */
export function phaseAfter(phase: Phase, event: EventType, isMixed: boolean): Phase | null {
  switch (event) {
    case 'Setup':
      return phase === 'empty' ? 'voting' : null;
    case 'Ballot':
      return phase === 'voting' ? 'voting' : null;
    case 'EndBallots':
      return phase === 'voting' ? 'closed' : null;
    case 'EncryptedTally':
      return phase === 'closed' ? 'tallied' : null;
    case 'Shuffle':
      return isMixed && phase === 'tallied' ? 'tallied' : null;
    case 'EndShuffles':
      return isMixed && phase === 'tallied' ? 'shuffled' : null;
    case 'PartialDecryption': {
      const ready = isMixed ? 'shuffled' : 'tallied';
      return phase === ready || phase === 'decrypting' ? 'decrypting' : null;
    }
    case 'Result':
      return phase === 'decrypting' ? 'done' : null;
  }
}

/** How many data entries stand before an event, the payload last. */
export const DATA_BEFORE: Readonly<Record<EventType, number>> = {
  Setup: 4,
  Ballot: 1,
  EndBallots: 0,
  EncryptedTally: 2,
  Shuffle: 2,
  EndShuffles: 0,
  PartialDecryption: 2,
  Result: 1,
};
