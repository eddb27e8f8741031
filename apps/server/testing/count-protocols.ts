import assert from 'node:assert/strict';
import * as contract from '@ovoz/contract';
import type { ProtocolContent } from '@ovoz/election-model';
import { keyedValues, smallProtocol } from './small-count.ts';
import { ELECTION } from './small-election.ts';
import { approve } from './small-nation.ts';
import type { TestPerson } from './start-test-server.ts';

/** Which protocol of the small election. */
export type SmallSlot = {
  readonly contest: 'party-list' | 'constituency';
  readonly station: string;
};

/** A protocol of a constituency of the small election that passes every check. */
export function constituencyProtocol(change: Partial<ProtocolContent> = {}): ProtocolContent {
  const { counts } = smallProtocol(change);
  return {
    counts,
    votes: { 'candidate-1': 45, 'candidate-2': 34, ...change.votes },
  };
}

/** Two people key the same paper. @returns the hash of the package that was made of it. */
export async function keyProtocol(
  people: readonly [TestPerson, TestPerson],
  slot: SmallSlot,
  content: ProtocolContent,
  errorsOnPaper = false,
): Promise<string> {
  let hash = '';
  for (const person of people) {
    const started = await person.call(contract.startEntry, {
      params: { code: ELECTION, ...slot, count: 'hand' },
      body: {},
    });
    assert.ok(started.ok, JSON.stringify(started));
    const { id, revision } = started.value;
    const finished = await person.call(contract.finishEntry, {
      params: { id },
      body: { revision, values: keyedValues(content), errorsOnPaper },
    });
    assert.ok(finished.ok, JSON.stringify(finished));
    if (finished.value.state === 'received') hash = finished.value.receipt.hash;
  }
  assert.notEqual(hash, '', 'the second entry made a version');
  return hash;
}

/** Lets a version count. */
export async function acceptProtocol(
  person: TestPerson,
  slot: SmallSlot,
  hash: string,
  reason: string | null = null,
): Promise<void> {
  const answer = await person.call(contract.acceptProtocols, {
    params: { code: ELECTION },
    body: { protocols: [{ ...slot, count: 'hand', hash, reason }] },
  });
  assert.ok(answer.ok, JSON.stringify(answer));
  assert.deepEqual(answer.value, { accepted: 1, refused: [] });
}

/** Two people put other figures in place of a version that counts. */
export async function correctProtocol(
  [first, second]: readonly [TestPerson, TestPerson],
  slot: SmallSlot,
  hash: string,
  content: ProtocolContent,
  reason: string,
): Promise<void> {
  const proposed = await first.call(contract.proposeCorrection, {
    params: { code: ELECTION, ...slot, count: 'hand' },
    body: { hash, content, reason },
  });
  assert.ok(proposed.ok, JSON.stringify(proposed));
  await approve(second, proposed.value.proposalId);
}
