import { ok, refused } from '@ovoz/basics';
import * as contract from '@ovoz/contract';
import { covers } from '@ovoz/election-model';
import type { FastifyInstance } from 'fastify';
import { grantsOf } from '../../platform/actor.ts';
import { recordFact } from '../../platform/evidence.ts';
import { serve } from '../../platform/operations.ts';
import type { Platform } from '../../platform/platform.ts';
import { peopleLookedUp } from './events.ts';
import { endGrant, proposeGrant, proposeSignInReset, type TerritoryNames } from './grants.ts';
import { acceptInvitation, createPerson, openInvitation, suspendPerson } from './people.ts';
import { findGrant, listGrants } from './store-grants.ts';
import { findPerson, listPeopleIn } from './store-people.ts';

export function registerPeople(
  app: FastifyInstance,
  platform: Platform,
  territoryNames: TerritoryNames,
): void {
  const { database, keys } = platform;

  /** Where a person is at home: decides who keeps the account. */
  const placeOfPerson = async ({ params, now }: { params: { id: string }; now: Date }) => {
    const person = await findPerson(database, params.id, now);
    return person === null ? null : { territoryPath: person.homeTerritory, election: null };
  };

  serve(app, platform, contract.openInvitation, {
    handle: async ({ body, now }) => {
      const opened = await openInvitation(database, keys, body.token, now);
      if (!opened.ok) return opened;
      return ok({ ...opened.value, expiresAt: opened.value.expiresAt.toISOString() });
    },
  });

  serve(app, platform, contract.acceptInvitation, {
    handle: async ({ body, now }) => acceptInvitation(database, keys, body, now),
  });

  serve(app, platform, contract.listPeople, {
    lists: true,
    handle: async ({ query, signedIn, now }) => {
      // An account belongs to no election: a right for one election opens none, here as in getPerson.
      const keeping = grantsOf(signedIn, contract.listPeople.access.roles);
      const people = await listPeopleIn(database, now, {
        scope: keeping
          .filter(({ election }) => election === null)
          .map(({ territoryPath }) => territoryPath),
        search: query.search ?? '',
        after: query.after ?? '',
        limit: contract.PAGE_SIZE + 1,
      });
      const page = people.slice(0, contract.PAGE_SIZE);
      const next = people.length > page.length ? (page.at(-1)?.username ?? null) : null;
      return ok({ people: page, next });
    },
  });

  serve(app, platform, contract.getPerson, {
    placeOf: placeOfPerson,
    handle: async ({ params, actor, now }) => {
      const person = await findPerson(database, params.id, now);
      if (person === null) return refused('not-found');
      await recordFact(
        database,
        peopleLookedUp,
        {
          now,
          actor: actor.actingAs,
          election: null,
          territoryPath: person.homeTerritory,
          subject: `person/${person.id}`,
        },
        { person: person.id, by: actor.personId },
      );
      return ok({ person, grants: [...(await listGrants(database, person.id, now))] });
    },
  });

  serve(app, platform, contract.createPerson, {
    placeOf: async ({ body }) => ({ territoryPath: body.homeTerritory, election: null }),
    handle: async ({ body, actor, now }) => {
      if (!covers(actor.actingAs.territoryPath, body.homeTerritory)) {
        return refused('grant-outside-own-territory');
      }
      if ((await territoryNames(database, body.homeTerritory)) === null)
        return refused('not-found');
      const created = await createPerson(database, keys, actor, now, body);
      if (!created.ok) return created;
      const person = await findPerson(database, created.value.id, now);
      if (person === null) return refused('not-found');
      const { invitation, expiresAt } = created.value;
      return ok({ person, invitation, expiresAt: expiresAt.toISOString() });
    },
  });

  serve(app, platform, contract.suspendPerson, {
    placeOf: placeOfPerson,
    handle: async ({ params, body, actor, now }) =>
      suspendPerson(database, actor, now, { id: params.id, reason: body.reason }),
  });

  serve(app, platform, contract.proposeSignInReset, {
    placeOf: placeOfPerson,
    handle: async ({ params, body, actor, now }) =>
      proposeSignInReset(database, actor, now, { id: params.id, reason: body.reason }),
  });

  serve(app, platform, contract.proposeGrant, {
    placeOf: placeOfPerson,
    handle: async ({ params, body, actor, now }) =>
      proposeGrant(database, territoryNames, actor, now, { ...body, personId: params.id }),
  });

  serve(app, platform, contract.endGrant, {
    placeOf: async ({ params }) => findGrant(database, params.id, false),
    handle: async ({ params, body, actor, now }) =>
      endGrant(database, actor, now, { id: params.id, reason: body.reason }),
  });
}
