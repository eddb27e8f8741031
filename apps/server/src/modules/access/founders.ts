import { randomUUID } from 'node:crypto';
import { assert } from '@ovoz/basics';
import type { Transaction } from '../../platform/database.ts';
import { recordFact } from '../../platform/evidence.ts';
import type { ServerKeys } from '../../platform/server-keys.ts';
import { roleGranted } from './events.ts';
import { invite } from './people.ts';
import { insertGrant } from './store-grants.ts';
import { insertPerson } from './store-people.ts';

export type Founder = { readonly username: string; readonly name: string };

/**
 * The first two people of an installation, made together so that nobody ever starts alone: two members
 * of the central commission, each of whom is granted the role by the other. The database allows grants
 * without a proposal only while there has never been a proposal.
 * @returns for each their id and invitation, in the order given.
 */
export async function createFounders(
  transaction: Transaction,
  keys: ServerKeys,
  now: Date,
  country: { readonly territoryPath: string; readonly name: string },
  founders: readonly [Founder, Founder],
): Promise<readonly { id: string; invitation: string }[]> {
  assert(founders[0].username !== founders[1].username, 'the founders are two people');
  const ids = [randomUUID(), randomUUID()] as const;
  const invitations: { id: string; invitation: string }[] = [];
  for (const [index, founder] of founders.entries()) {
    const id = ids[index as 0 | 1];
    await insertPerson(transaction, {
      ...founder,
      id,
      homeTerritory: country.territoryPath,
      status: 'invited',
      createdAt: now,
      createdBy: null,
    });
    const { invitation } = await invite(transaction, keys, id, null, now);
    invitations.push({ id, invitation });
  }
  for (const [index, id] of ids.entries()) {
    await grantByTheOther(transaction, now, country, id, ids[index === 0 ? 1 : 0]);
  }
  return invitations;
}

async function grantByTheOther(
  transaction: Transaction,
  now: Date,
  country: { readonly territoryPath: string; readonly name: string },
  personId: string,
  other: string,
): Promise<void> {
  const id = randomUUID();
  const from = now.toISOString().slice(0, 10);
  await insertGrant(transaction, {
    id,
    personId,
    role: 'central-member',
    territoryPath: country.territoryPath,
    territoryName: country.name,
    election: null,
    from,
    until: null,
    proposalId: null,
    proposedBy: personId,
    approvedBy: other,
    grantedAt: now,
  });
  await recordFact(
    transaction,
    roleGranted,
    {
      now,
      actor: null,
      election: null,
      territoryPath: country.territoryPath,
      subject: `grant/${id}`,
    },
    {
      grant: id,
      role: 'central-member',
      territory: country.territoryPath,
      election: null,
      from,
      until: null,
      person: personId,
      by: other,
    },
  );
}
