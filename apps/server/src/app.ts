import type { FastifyInstance } from 'fastify';
import { accessEvents } from './modules/access/events.ts';
import { grantRoleHandler, resetSignInHandler } from './modules/access/grants.ts';
import { registerAccess } from './modules/access/routes.ts';
import { sessionRecords } from './modules/access/store-sessions.ts';
import { countDecidable } from './modules/approvals/commands.ts';
import { approvalEvents } from './modules/approvals/events.ts';
import type { ProposalHandler } from './modules/approvals/public.ts';
import { registerApprovals } from './modules/approvals/routes.ts';
import type { EventType } from './platform/event.ts';
import { registerHealth } from './platform/health.ts';
import { createHttp } from './platform/http.ts';
import { createMetrics } from './platform/metrics.ts';
import { registerOpenApi } from './platform/openapi.ts';
import type { Platform } from './platform/platform.ts';
import { createRateLimits } from './platform/rate-limit.ts';
import { callRefused } from './platform/refused-calls.ts';
import { registerRequestGuards } from './platform/request-guards.ts';
import { registerSessions } from './platform/sessions.ts';

/** Every type of event that this server can record. */
export const EVENT_CATALOGUE: readonly EventType[] = [
  callRefused,
  ...accessEvents,
  ...approvalEvents,
];

/** The server of the administration: every operation of the contract, in the order of the cycle. */
export async function createApp(platform: Platform): Promise<FastifyInstance> {
  const metrics = createMetrics();
  const app = await createHttp(platform, metrics);
  await registerOpenApi(app);
  await registerSessions(app, platform, sessionRecords(platform.database, platform.now));
  registerRequestGuards(app, platform, createRateLimits());
  registerHealth(app, platform, metrics);

  const handlers: readonly ProposalHandler[] = [
    grantRoleHandler,
    resetSignInHandler(platform.keys),
  ];
  registerAccess(app, platform, {
    territoryNames: async (_q, path) => path,
    countWaiting: (signedIn, now) => countDecidable(platform.database, handlers, signedIn, now),
  });
  registerApprovals(app, platform, handlers);
  return app;
}
