import { getCoverage, getProtocol, listProtocols } from '@ovoz/contract';
import type { FastifyInstance } from 'fastify';
import { serve } from '../../platform/operations.ts';
import type { Platform } from '../../platform/platform.ts';
import { createCoverage } from './coverage.ts';
import { listInScope } from './listing.ts';
import { keyOf, placeOfProtocol } from './lock-protocol.ts';
import { viewProtocol } from './protocol-view.ts';

/** Following the count: lists, one protocol in full, and how far each area is. */
export function registerFollowing(app: FastifyInstance, platform: Platform): void {
  const { database } = platform;
  const coverage = createCoverage(database);

  serve(app, platform, listProtocols, {
    lists: true,
    handle: ({ params, query, signedIn, now }) =>
      listInScope(database, signedIn, params.code, query, now),
  });

  serve(app, platform, getProtocol, {
    placeOf: ({ params }) => placeOfProtocol(database, params),
    handle: ({ params, actor, now }) => viewProtocol(database, keyOf(params), actor.personId, now),
  });

  serve(app, platform, getCoverage, {
    lists: true,
    handle: ({ params, query, signedIn, now }) => coverage.read(signedIn, params.code, query, now),
  });
}
