import { randomUUID } from 'node:crypto';
import { type JsonValue, ok, type Result, refused } from '@ovoz/basics';
import type { RefusalCode } from '@ovoz/contract';
import { isDay, type Role } from '@ovoz/election-model';
import { type Actor, grantsOf } from '../../platform/actor.ts';
import { type Database, inTransaction, type Queries } from '../../platform/database.ts';
import { recordFact } from '../../platform/evidence.ts';
import type { ServerKeys } from '../../platform/server-keys.ts';
import { type ProposalHandler, propose } from '../approvals/public.ts';
import { grantEnded, roleGranted, signInReset } from './events.ts';
import { couldGrantAll, GRANTING_ROLES, grantingActor, mayGrant } from './granting.ts';
import { invite } from './people.ts';
import { findGrant, insertGrant, listStandingGrants, setGrantEnded } from './store-grants.ts';
import { findPerson, setStatus } from './store-people.ts';
import { endAllSessions } from './store-sessions.ts';
import { deleteCredentials } from './store-sign-in.ts';

/** Name of a territory in the current geography of its country; null when there is none of this path. */
export type TerritoryNames = (queries: Queries, path: string) => Promise<string | null>;

export type GrantRequest = {
  readonly personId: string;
  readonly role: Role;
  readonly territoryPath: string;
  readonly election: string | null;
  readonly from: string;
  readonly until: string | null;
  readonly reason: string;
};

/** What a second person approves. */
type GrantContent = {
  readonly person: string;
  readonly personName: string;
  readonly username: string;
  readonly role: Role;
  readonly territoryPath: string;
  readonly territoryName: string;
  readonly election: string | null;
  readonly from: string;
  readonly until: string | null;
};

export async function proposeGrant(
  database: Database,
  territoryNames: TerritoryNames,
  actor: Actor,
  now: Date,
  request: GrantRequest,
): Promise<Result<{ proposalId: string }, RefusalCode>> {
  if (request.personId === actor.personId) return refused('own-grant');
  if (!grantsOf(actor, GRANTING_ROLES).some(({ role }) => mayGrant(role, request.role))) {
    return refused('role-not-grantable');
  }
  const granting = grantingActor(actor, request);
  if (granting === null) return refused('grant-outside-own-territory');
  if (!isDay(request.from) || (request.until !== null && !isDay(request.until))) {
    return refused('date-impossible');
  }
  if (request.until !== null && request.until < request.from) return refused('dates-out-of-order');
  return inTransaction(database, async (transaction) => {
    const person = await findPerson(transaction, request.personId, now);
    if (person === null) return refused('not-found');
    if (person.status === 'suspended') return refused('person-suspended');
    const territoryName = await territoryNames(transaction, request.territoryPath);
    if (territoryName === null) return refused('not-found');
    const content: GrantContent = {
      person: person.id,
      personName: person.name,
      username: person.username,
      role: request.role,
      territoryPath: request.territoryPath,
      territoryName,
      election: request.election,
      from: request.from,
      until: request.until,
    };
    const proposal = await propose(transaction, granting, now, {
      kind: 'grant-role',
      subject: `${person.name}: ${request.role}, ${territoryName}`,
      subjectKey: `${person.id}:${request.role}:${request.territoryPath}:${request.election ?? ''}`,
      territoryPath: request.territoryPath,
      election: request.election,
      reason: request.reason,
      content,
    });
    return proposal.ok ? ok({ proposalId: proposal.value }) : proposal;
  });
}

/** Second person's side of `proposeGrant`. */
export const grantRoleHandler: ProposalHandler = {
  kind: 'grant-role',
  roles: GRANTING_ROLES,
  describe: async (_queries, content) => {
    // The content was written by proposeGrant and is kept by its hash.
    const grant = content as unknown as GrantContent;
    return {
      rows: [
        { label: 'person', value: `${grant.personName} (${grant.username})` },
        { label: 'role', value: grant.role },
        { label: 'territory', value: `${grant.territoryName} (${grant.territoryPath})` },
        { label: 'election', value: grant.election ?? '—' },
        { label: 'from', value: grant.from },
        { label: 'until', value: grant.until ?? '—' },
      ],
      link: `/admin/people/${grant.person}`,
    };
  },
  apply: async (transaction, approval) => {
    const grant = approval.content as unknown as GrantContent;
    const { now } = approval;
    const approver = grantingActor(approval.approver, grant);
    if (approver === null) return refused('role-not-grantable');
    if (grant.person === approver.personId) return refused('second-person-required');
    const person = await findPerson(transaction, grant.person, now);
    if (person === null || person.status === 'suspended') return refused('person-suspended');
    const id = randomUUID();
    await insertGrant(transaction, {
      id,
      personId: grant.person,
      role: grant.role,
      territoryPath: grant.territoryPath,
      territoryName: grant.territoryName,
      election: grant.election,
      from: grant.from,
      until: grant.until,
      proposalId: approval.proposalId,
      proposedBy: approval.proposedBy,
      approvedBy: approver.personId,
      grantedAt: now,
    });
    await recordFact(
      transaction,
      roleGranted,
      {
        now,
        actor: approver.actingAs,
        election: grant.election,
        territoryPath: grant.territoryPath,
        subject: `grant/${id}`,
      },
      {
        grant: id,
        role: grant.role,
        territory: grant.territoryPath,
        election: grant.election,
        from: grant.from,
        until: grant.until,
        person: grant.person,
        by: approver.personId,
      },
    );
    return ok({ secret: null });
  },
};

/** Ends a grant at once. One person is enough to take a right away. */
export async function endGrant(
  database: Database,
  actor: Actor,
  now: Date,
  { id, reason }: { readonly id: string; readonly reason: string },
): Promise<Result<Record<string, never>, RefusalCode>> {
  return inTransaction(database, async (transaction) => {
    const grant = await findGrant(transaction, id, true);
    if (grant === null) return refused('not-found');
    if (grant.ended) return refused('grant-ended');
    const ending = grantingActor(actor, grant);
    if (ending === null) return refused('role-not-grantable');
    await setGrantEnded(transaction, id, { at: now, by: actor.personId, reason });
    await recordFact(
      transaction,
      grantEnded,
      {
        now,
        actor: ending.actingAs,
        election: grant.election,
        territoryPath: grant.territoryPath,
        subject: `grant/${id}`,
      },
      { grant: id, role: grant.role, person: grant.personId, by: actor.personId, reason },
    );
    return ok({});
  });
}

export async function proposeSignInReset(
  database: Database,
  actor: Actor,
  now: Date,
  { id, reason }: { readonly id: string; readonly reason: string },
): Promise<Result<{ proposalId: string }, RefusalCode>> {
  if (id === actor.personId) return refused('own-grant');
  return inTransaction(database, async (transaction) => {
    const person = await findPerson(transaction, id, now);
    if (person === null) return refused('not-found');
    if (!couldGrantAll(actor, await listStandingGrants(transaction, id, now))) {
      return refused('wider-role-held');
    }
    const content = { person: id, personName: person.name, username: person.username };
    const proposal = await propose(transaction, actor, now, {
      kind: 'reset-sign-in',
      subject: `${person.name} (${person.username})`,
      subjectKey: id,
      territoryPath: person.homeTerritory,
      election: null,
      reason,
      content: content satisfies JsonValue,
    });
    return proposal.ok ? ok({ proposalId: proposal.value }) : proposal;
  });
}

/** Second person's side of `proposeSignInReset`: a new invitation, shown once to the approver. */
export function resetSignInHandler(keys: ServerKeys): ProposalHandler {
  type Content = {
    readonly person: string;
    readonly personName: string;
    readonly username: string;
  };
  return {
    kind: 'reset-sign-in',
    roles: GRANTING_ROLES,
    describe: async (_queries, content) => {
      const { person, personName, username } = content as unknown as Content;
      return {
        rows: [{ label: 'person', value: `${personName} (${username})` }],
        link: `/admin/people/${person}`,
      };
    },
    apply: async (transaction, { content, approver, territoryPath, now }) => {
      const { person } = content as unknown as Content;
      if (person === approver.personId) return refused('second-person-required');
      if (!couldGrantAll(approver, await listStandingGrants(transaction, person, now))) {
        return refused('wider-role-held');
      }
      await endAllSessions(transaction, person);
      await deleteCredentials(transaction, person);
      await setStatus(transaction, person, 'invited');
      const { invitation } = await invite(transaction, keys, person, approver.personId, now);
      await recordFact(
        transaction,
        signInReset,
        {
          now,
          actor: approver.actingAs,
          election: null,
          territoryPath,
          subject: `person/${person}`,
        },
        { person, by: approver.personId },
      );
      return ok({ secret: invitation });
    },
  };
}
