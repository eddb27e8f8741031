import { ok, refused } from '@ovoz/basics';
import { getResults } from '@ovoz/contract';
import type { FastifyInstance } from 'fastify';
import { serve } from '../../platform/operations.ts';
import type { Platform } from '../../platform/platform.ts';
import { scopeInElection } from '../../platform/scope.ts';
import { findElection, legalTime } from '../elections/public.ts';
import { countContext } from '../result-protocols/public.ts';
import { NATION } from './ballots.ts';
import { currentTabulation } from './current.ts';
import { seatsOf } from './seats.ts';
import { recordedLots } from './store.ts';
import { areaTotals } from './totals.ts';

/** Totals and seats from what was accepted. */
export function registerTabulation(app: FastifyInstance, platform: Platform): void {
  const { database } = platform;

  serve(app, platform, getResults, {
    lists: true,
    handle: async ({ params, query, signedIn, now }) => {
      const election = await findElection(database, params.code);
      if (election === null) return refused('not-found');
      // After the release figures are public, so whoever works in the country may see all of them.
      if (scopeInElection(signedIn, getResults.access.roles, election).length === 0) {
        return refused('not-found');
      }
      const context = await countContext(database, params.code);
      if (context === null) return refused('count-not-open');
      if (legalTime(election.clock, now) < context.releaseAt) return refused('not-released');
      const area = query.area ?? NATION;
      const lots = await recordedLots(database, params.code);
      const tabulation = await currentTabulation(database, context);
      const totals = areaTotals(tabulation, area);
      if (totals.length === 0) return refused('not-found');
      const seats = area === NATION ? seatsOf(tabulation, lots) : null;
      return ok({ asOf: now.toISOString(), area, totals, seats });
    },
  });
}
