import type { Phase } from '@ovoz/verifiable-voting';

/** How far an election is and what comes next, as a sentence. */
export const STANDS: Readonly<Record<Phase, string>> = {
  empty: 'There is no election in this archive.',
  voting: 'The voting goes on; close comes next.',
  closed: 'The voting is closed and the ballots are not added up; tally comes next.',
  tallied: 'The ballots are added up and not decrypted; decrypt comes next.',
  shuffled: 'The ballots are shuffled and not decrypted; decrypt comes next.',
  decrypting: 'Trustees have begun to decrypt; decrypt or result comes next.',
  done: 'The result is published; the election is over.',
};

/** The same where ballots are mixed. */
export function standsOf(phase: Phase, isMixed: boolean): string {
  return isMixed && phase === 'tallied'
    ? 'The ballots are not shuffled to the end; shuffle comes next, the last one with --last.'
    : STANDS[phase];
}
