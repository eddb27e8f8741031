import assert from 'node:assert/strict';
import * as contract from '@ovoz/contract';
import { freezeRoll } from '../src/modules/rolls/freeze-roll.ts';
import { ELECTION } from './small-election.ts';
import { approve } from './small-nation.ts';
import type { TestPerson, TestServer } from './start-test-server.ts';

/** Has two people freeze the roll of the test election, and the process do its work. */
export async function freezeSmallRoll(
  { platform }: TestServer,
  first: TestPerson,
  second: TestPerson,
): Promise<void> {
  await decideFreeze(first, second);
  await freezeRoll(platform.database, ELECTION, {
    now: platform.now,
    stop: new AbortController().signal,
  });
}

/** Moves the clock of the test election to the day from which the law has the roll frozen. */
export async function reachFreezeDay(person: TestPerson): Promise<void> {
  const moved = await person.call(contract.moveElectionClock, {
    params: { code: ELECTION },
    body: { shows: '2026-12-24T08:00:00.000Z', speed: 0, reason: 'The day of the law' },
  });
  assert.ok(moved.ok, JSON.stringify(moved));
}

export async function decideFreeze(first: TestPerson, second: TestPerson): Promise<void> {
  await reachFreezeDay(first);
  const proposed = await first.call(contract.proposeFreeze, {
    params: { code: ELECTION },
    body: { reason: 'The day of the law has come' },
  });
  assert.ok(proposed.ok, JSON.stringify(proposed));
  await approve(second, proposed.value.proposalId);
}
