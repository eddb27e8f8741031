import { refused } from '@ovoz/basics';
import { getTurnout, reportTurnout } from '@ovoz/contract';
import { covers } from '@ovoz/election-model';
import type { FastifyInstance } from 'fastify';
import { serve } from '../../platform/operations.ts';
import type { Platform } from '../../platform/platform.ts';
import { scopeInElection } from '../../platform/scope.ts';
import { electionInForce } from '../elections/public.ts';
import { report } from './commands.ts';
import { turnoutView } from './views.ts';

/** Turnout at the hours of the law. */
export function registerPolling(app: FastifyInstance, platform: Platform): void {
  const { database } = platform;

  serve(app, platform, reportTurnout, {
    lists: true,
    handle: async ({ params, body, signedIn, now }) => {
      const found = await electionInForce(database, params.code);
      if (found === null) return refused('not-found');
      const scope = scopeInElection(signedIn, reportTurnout.access.roles, found.election);
      if (scope.length === 0) return refused('not-found');
      if (found.version === null) return refused('not-sealed');
      return report(database, signedIn, now, found, body.reports);
    },
  });

  serve(app, platform, getTurnout, {
    lists: true,
    handle: async ({ params, query, signedIn, now }) => {
      const found = await electionInForce(database, params.code);
      if (found === null) return refused('not-found');
      const scope = scopeInElection(signedIn, getTurnout.access.roles, found.election);
      const territory = query.territory ?? scope[0];
      if (territory === undefined || !scope.some((path) => covers(path, territory))) {
        return refused('not-found');
      }
      if (found.version === null) return refused('not-sealed');
      return turnoutView(database, found, now, territory);
    },
  });
}
