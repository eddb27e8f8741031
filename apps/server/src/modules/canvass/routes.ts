import { ok, refused } from '@ovoz/basics';
import { confirmCanvass, confirmCanvasses, getCanvass, listCanvass } from '@ovoz/contract';
import type { FastifyInstance } from 'fastify';
import type { SubjectPlace } from '../../platform/actor.ts';
import { serve } from '../../platform/operations.ts';
import type { Platform } from '../../platform/platform.ts';
import { scopeInElection } from '../../platform/scope.ts';
import { findElection, isLevelEnough, legalTime } from '../elections/public.ts';
import { countContext } from '../result-protocols/public.ts';
import { confirmMany, confirmOne } from './confirm.ts';
import { registerObjections } from './objections-routes.ts';
import { type OpenCanvass, openCanvass } from './open-canvass.ts';
import { type CanvassNode, nodeKey } from './plan.ts';
import { listAreas, viewArea } from './views.ts';

/** The canvass level by level, and objections to what stations counted. */
export function registerCanvass(app: FastifyInstance, platform: Platform): void {
  registerAreas(app, platform);
  registerConfirming(app, platform);
  registerObjections(app, platform);
}

function registerAreas(app: FastifyInstance, platform: Platform): void {
  const { database } = platform;

  serve(app, platform, listCanvass, {
    lists: true,
    handle: async ({ params, query, signedIn }) => {
      const election = await findElection(database, params.code);
      if (election === null) return refused('not-found');
      if (scopeInElection(signedIn, listCanvass.access.roles, election).length === 0) {
        return refused('not-found');
      }
      const context = await countContext(database, params.code);
      if (context === null) return refused('count-not-open');
      const canvass = await openCanvass(database, context);
      const { contest = null, parent = null } = query;
      return ok({ areas: await listAreas(database, canvass, { contest, parent }) });
    },
  });

  serve(app, platform, getCanvass, {
    lists: true,
    handle: async ({ params, signedIn, now }) => {
      const election = await findElection(database, params.code);
      if (election === null) return refused('not-found');
      // After the release the figures are public: whoever works in the country may see all of them.
      if (scopeInElection(signedIn, getCanvass.access.roles, election).length === 0) {
        return refused('not-found');
      }
      const context = await countContext(database, params.code);
      if (context === null) return refused('count-not-open');
      if (legalTime(election.clock, now) < context.releaseAt) return refused('not-released');
      const canvass = await openCanvass(database, context);
      const node = canvass.plan.get(nodeKey(params));
      if (node === undefined) return refused('not-found');
      return ok(await viewArea(database, canvass, node));
    },
  });
}

/** An area of an open canvass; before the count is open there is only the country. */
type AreaPlace = SubjectPlace & {
  readonly open: { readonly canvass: OpenCanvass; readonly node: CanvassNode } | null;
};

function registerConfirming(app: FastifyInstance, platform: Platform): void {
  const { database } = platform;

  serve<typeof confirmCanvass, AreaPlace>(app, platform, confirmCanvass, {
    placeOf: async ({ params }) => {
      const election = await findElection(database, params.code);
      if (election === null) return null;
      const context = await countContext(database, params.code);
      const { territoryPath } = election;
      if (context === null) return { territoryPath, election: params.code, open: null };
      const canvass = await openCanvass(database, context);
      const node = canvass.plan.get(nodeKey(params));
      if (node === undefined) return null;
      return {
        territoryPath: node.territoryPath,
        election: params.code,
        open: { canvass, node },
      };
    },
    handle: async ({ params, body, actor, place, now }) => {
      const { open } = place;
      const election = await findElection(database, params.code);
      if (open === null || election === null) return refused('count-not-open');
      if (!isLevelEnough(election.mode, actor)) return refused('sign-in-level-too-low');
      const { canvass, node } = open;
      if (legalTime(election.clock, now) < canvass.tabulation.context.releaseAt) {
        return refused('not-released');
      }
      const { basis, counts, votes, reason } = body;
      const given = { node, basis, content: { counts, votes }, reason };
      return confirmOne(database, canvass, actor, now, given);
    },
  });

  serve(app, platform, confirmCanvasses, {
    lists: true,
    handle: async ({ params, body, signedIn, now }) => {
      const election = await findElection(database, params.code);
      if (election === null) return refused('not-found');
      if (scopeInElection(signedIn, confirmCanvasses.access.roles, election).length === 0) {
        return refused('not-found');
      }
      const context = await countContext(database, params.code);
      if (context === null) return refused('count-not-open');
      if (!isLevelEnough(election.mode, signedIn)) return refused('sign-in-level-too-low');
      if (legalTime(election.clock, now) < context.releaseAt) return refused('not-released');
      const canvass = await openCanvass(database, context);
      return confirmMany(database, canvass, signedIn, now, body.areas);
    },
  });
}
