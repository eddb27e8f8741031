import { createViewLink, openVoter, searchVoters, unmaskVoter } from '@ovoz/contract';
import type { FastifyInstance } from 'fastify';
import { serve } from '../../platform/operations.ts';
import type { Platform } from '../../platform/platform.ts';
import type { ReachFor } from './routes.ts';
import { search } from './search.ts';
import { createLink } from './view-links.ts';
import { open, unmask } from './voter-page.ts';

/** Looking voters up, each time for a purpose. */
export function registerVoters(app: FastifyInstance, platform: Platform, reachFor: ReachFor): void {
  const { database } = platform;

  serve(app, platform, searchVoters, {
    lists: true,
    handle: async ({ params, body, signedIn, now }) => {
      const reach = await reachFor(searchVoters, signedIn, params.pack);
      return reach.ok ? search(database, reach.value, now, body) : reach;
    },
  });

  serve(app, platform, openVoter, {
    lists: true,
    handle: async ({ params, body, signedIn, now }) => {
      const reach = await reachFor(openVoter, signedIn, params.pack);
      return reach.ok ? open(database, reach.value, now, params.voter, body) : reach;
    },
  });

  serve(app, platform, unmaskVoter, {
    lists: true,
    handle: async ({ params, body, signedIn, now }) => {
      const reach = await reachFor(unmaskVoter, signedIn, params.pack);
      return reach.ok ? unmask(database, reach.value, now, params.voter, body) : reach;
    },
  });

  serve(app, platform, createViewLink, {
    lists: true,
    handle: async ({ params, body, signedIn, now }) => {
      const reach = await reachFor(createViewLink, signedIn, params.pack);
      return reach.ok ? createLink(database, reach.value, now, params.voter, body) : reach;
    },
  });
}
