import { randomInt } from 'node:crypto';
import * as contract from '@ovoz/contract';
import type { Role } from '@ovoz/election-model';
import { oneTimeCode } from '../cli/one-time-code.ts';
import { forEachAtOnce } from './at-once.ts';
import type { CallTimes } from './call-times.ts';
import { createDrillClient, type DrillClient, signIn } from './drill-client.ts';

/** Somebody with a role in a place, who is signed in. */
export type DrillPerson = DrillClient & {
  readonly username: string;
  readonly role: Role;
  readonly territoryPath: string;
};

export type WantedPerson = Pick<DrillPerson, 'username' | 'role' | 'territoryPath'>;

export const FOUNDERS = ['demo.central', 'demo.central2'] as const;
const REASON = 'Drill of an election night';
const AT_ONCE = 6;
const PASSWORD_LENGTH = 24;

/** The two with whom a demonstration begins. Everything that needs two people starts with them. */
export async function signInFounders(
  origin: string,
  times: CallTimes,
): Promise<readonly [DrillClient, DrillClient]> {
  const [first, second] = FOUNDERS;
  return [await signIn(origin, times, first), await signIn(origin, times, second)];
}

/** Accounts by invitation, a role each by two people, and everybody signed in, in the order given. */
export async function makePeople(
  origin: string,
  times: CallTimes,
  [first, second]: readonly [DrillClient, DrillClient],
  wanted: readonly WantedPerson[],
): Promise<readonly DrillPerson[]> {
  const people: DrillPerson[] = [];
  await forEachAtOnce(wanted.entries(), AT_ONCE, async ([index, one]) => {
    const { person, invitation } = await first.call(contract.createPerson, {
      body: { username: one.username, name: nameOf(one), homeTerritory: one.territoryPath },
    });
    await acceptInvitation(createDrillClient(origin, times), invitation);
    const { proposalId } = await first.call(contract.proposeGrant, {
      params: { id: person.id },
      body: {
        role: one.role,
        territoryPath: one.territoryPath,
        election: null,
        from: new Date().toISOString().slice(0, 10),
        until: null,
        reason: REASON,
      },
    });
    await approve(second, proposalId);
    people[index] = { ...one, ...(await signIn(origin, times, one.username)) };
  });
  return people;
}

/** Looks at the content of a proposal and approves exactly that. */
export async function approve(person: DrillClient, id: string): Promise<void> {
  const { proposal } = await person.call(contract.getProposal, { params: { id } });
  const body = { contentHash: proposal.contentHash };
  await person.call(contract.approveProposal, { params: { id }, body });
}

async function acceptInvitation(client: DrillClient, token: string): Promise<void> {
  const { otpauthUri } = await client.call(contract.openInvitation, { body: { token } });
  const code = oneTimeCode(otpauthUri, 0);
  await client.call(contract.acceptInvitation, { body: { token, password: newPassword(), code } });
}

/** In a new order, every sign once: no pattern that is too common, and nobody will know it. */
function newPassword(): string {
  const signs = 'abcdefghijklmnopqrstuvwxyz0123456789'.split('');
  const taken = Array.from({ length: PASSWORD_LENGTH }, () =>
    signs.splice(randomInt(signs.length), 1),
  );
  return taken.join('');
}

function nameOf({ username, role }: WantedPerson): string {
  return `${role} ${username.split('.').at(-1)}`;
}
