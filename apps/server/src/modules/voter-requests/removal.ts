import { randomUUID } from 'node:crypto';
import { ok, type Result, refused } from '@ovoz/basics';
import type { Actor } from '../../platform/actor.ts';
import type { Transaction } from '../../platform/database.ts';
import { nameOf } from './asked.ts';
import { keepRequest } from './registering.ts';
import { requestTime } from './request-time.ts';
import { findVoter } from './store-voters.ts';

/**
 * Opens a request to remove an entry that turned out to be superfluous, in the caller's transaction, which has opened
 * the register. It goes the way of every removal of somebody else: the person is told first, two people decide.
 * @returns the id of the request.
 */
export async function requestRemoval(
  transaction: Transaction,
  {
    pack,
    voterId,
    reason,
  }: { readonly pack: string; readonly voterId: number; readonly reason: string },
  actor: Actor,
  now: Date,
): Promise<Result<string, 'not-found'>> {
  const voter = await findVoter(transaction, String(voterId));
  if (voter === null || voter.status !== 'registered') return refused('not-found');
  const time = await requestTime(transaction, pack, null, now);
  if (!time.ok) return refused('not-found');
  const id = randomUUID();
  await keepRequest(
    transaction,
    {
      id,
      pack,
      election: time.value.election?.election.code ?? null,
      kind: 'remove',
      channel: 'commission',
      about: 'other',
      voterId: voter.id,
      territoryPath: voter.territoryPath,
      station: null,
      reverses: null,
      status: 'notice-due',
      details: { person: nameOf(voter), requester: actor.personName, reason, fields: {} },
      sealed: null,
      receivedAt: now,
      receivedBy: actor.personId,
      readyAt: null,
      dueAt: null,
    },
    actor,
    now,
  );
  return ok(id);
}
