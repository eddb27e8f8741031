import assert from 'node:assert/strict';
import * as contract from '@ovoz/contract';
import type { ProtocolContent } from '@ovoz/election-model';
import { ELECTION, sealSmallElection } from './small-election.ts';
import type { TestPerson } from './start-test-server.ts';

/** After the last station, the one abroad, has closed. Legal time. */
export const AFTER_CLOSING = '2026-12-28T06:00:00.000Z';
const REASON = 'Prepared for a test';

/** Seals the small election, lets its clock stand after closing, and opens its count. */
export async function openSmallCount(first: TestPerson, second: TestPerson): Promise<void> {
  await sealSmallElection(first, second);
  await setElectionClock(first, AFTER_CLOSING);
  const opened = await first.call(contract.openCount, { params: { code: ELECTION }, body: {} });
  assert.ok(opened.ok, JSON.stringify(opened));
}

/** Lets the clock of the small election stand at a legal time. */
export async function setElectionClock(person: TestPerson, shows: string): Promise<void> {
  const moved = await person.call(contract.moveElectionClock, {
    params: { code: ELECTION },
    body: { shows, speed: 0, reason: REASON },
  });
  assert.ok(moved.ok, JSON.stringify(moved));
}

/** A protocol of the small election's list contest that passes every check; `change` alters figures. */
export function smallProtocol(change: Partial<ProtocolContent> = {}): ProtocolContent {
  return {
    counts: {
      'voters-listed': 100,
      'voters-main-list': 90,
      'voters-supplementary': 10,
      'ballots-received': 120,
      'ballots-issued': 80,
      'ballots-issued-early': 5,
      'ballots-issued-outside': 5,
      'ballots-unused': 38,
      'ballots-spoilt': 2,
      'mobile-requests': 5,
      'ballots-in-mobile-boxes': 5,
      'ballots-in-fixed-boxes': 75,
      'ballots-found': 80,
      'ballots-valid': 79,
      'ballots-invalid': 1,
      ...change.counts,
    },
    votes: { green: 50, blue: 29, ...change.votes },
  };
}

/** The same under the names that people key: `counts.ballots-valid`, `votes.green`. */
export function keyedValues({ counts, votes }: ProtocolContent): Record<string, number | null> {
  return {
    ...Object.fromEntries(Object.entries(counts).map(([name, value]) => [`counts.${name}`, value])),
    ...Object.fromEntries(Object.entries(votes).map(([name, value]) => [`votes.${name}`, value])),
  };
}
