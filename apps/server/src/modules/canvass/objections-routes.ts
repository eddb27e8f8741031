import { ok, refused } from '@ovoz/basics';
import { decideObjection, listObjections, registerObjection } from '@ovoz/contract';
import type { FastifyInstance } from 'fastify';
import type { SubjectPlace } from '../../platform/actor.ts';
import { serve } from '../../platform/operations.ts';
import type { Platform } from '../../platform/platform.ts';
import { scopeInElection } from '../../platform/scope.ts';
import { findElection, isLevelEnough, legalTime } from '../elections/public.ts';
import { stationPlaces } from '../geography/public.ts';
import { type CountContext, countContext } from '../result-protocols/public.ts';
import { currentTabulation, slotKey } from '../tabulation/public.ts';
import { decide, presentObjection, register } from './objections.ts';
import { findStored, listStored } from './store-objections.ts';

/** Where the station of a new objection lies; an unknown one is the country's. */
type StationPlace = SubjectPlace & {
  readonly context: CountContext | null;
  readonly isStation: boolean;
};

/** Objections to the result of a station. */
export function registerObjections(app: FastifyInstance, platform: Platform): void {
  const { database } = platform;

  serve(app, platform, listObjections, {
    lists: true,
    handle: async ({ params, query, signedIn, now }) => {
      const election = await findElection(database, params.code);
      if (election === null) return refused('not-found');
      const scope = scopeInElection(signedIn, listObjections.access.roles, election);
      if (scope.length === 0) return refused('not-found');
      if ((await countContext(database, params.code)) === null) return refused('count-not-open');
      const found = await listStored(database, params.code, scope, query.station ?? null);
      const legal = legalTime(election.clock, now);
      return ok({ objections: found.map((one) => presentObjection(one, legal)) });
    },
  });

  serve<typeof registerObjection, StationPlace>(app, platform, registerObjection, {
    placeOf: async ({ params, body }) => {
      const election = await findElection(database, params.code);
      if (election === null) return null;
      const context = await countContext(database, params.code);
      const found =
        context === null ? [] : await stationPlaces(database, context.geography, [body.station]);
      const territoryPath = found[0]?.territoryPath ?? election.territoryPath;
      return { territoryPath, election: params.code, context, isStation: found.length > 0 };
    },
    handle: async ({ params, body, actor, place, now }) => {
      const election = await findElection(database, params.code);
      if (election === null || place.context === null) return refused('count-not-open');
      if (!isLevelEnough(election.mode, actor)) return refused('sign-in-level-too-low');
      if (!place.isStation) return refused('station-unknown');
      if (body.contest !== null) {
        const { protocols } = await currentTabulation(database, place.context);
        const slot = slotKey({ contest: body.contest, station: body.station });
        if (!protocols.has(slot)) return refused('contest-unknown');
      }
      const times = { now, legal: legalTime(election.clock, now) };
      const where = { election: params.code, territoryPath: place.territoryPath };
      return register(database, actor, times, where, body);
    },
  });

  serve(app, platform, decideObjection, {
    placeOf: async ({ params }) => {
      const election = await findElection(database, params.code);
      if (election === null) return null;
      const context = await countContext(database, params.code);
      if (context === null) {
        return { territoryPath: election.territoryPath, election: params.code };
      }
      const found = await findStored(database, params.code, Number(params.number));
      return found === null ? null : { territoryPath: found.territoryPath, election: params.code };
    },
    handle: async ({ params, body, actor, now }) => {
      const election = await findElection(database, params.code);
      const context = await countContext(database, params.code);
      if (election === null || context === null) return refused('count-not-open');
      if (!isLevelEnough(election.mode, actor)) return refused('sign-in-level-too-low');
      const times = { now, legal: legalTime(election.clock, now) };
      const which = { election: params.code, number: Number(params.number) };
      return decide(database, actor, times, which, body);
    },
  });
}
