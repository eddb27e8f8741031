import type { FastifyInstance } from 'fastify';
import type { Platform } from '../../platform/platform.ts';
import type { RateLimits } from '../../platform/rate-limit.ts';
import { registerDecisions } from './decisions-routes.ts';
import { registerEntries } from './entries-routes.ts';
import { registerFollowing } from './follow-routes.ts';
import { registerPackages } from './packages-routes.ts';

/** Protocols of the stations: how they come, are keyed, decided about and followed. */
export function registerResultProtocols(
  app: FastifyInstance,
  platform: Platform,
  limits: RateLimits,
): void {
  registerPackages(app, platform, limits);
  registerEntries(app, platform);
  registerDecisions(app, platform);
  registerFollowing(app, platform);
}
