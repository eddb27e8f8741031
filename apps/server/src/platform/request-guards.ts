import type { FastifyInstance } from 'fastify';
import type { Platform } from './platform.ts';
import { sendProblem } from './problem.ts';
import type { RateLimits } from './rate-limit.ts';

/**
 * Guards before every operation. Origin: an act that a browser sends must come from our own pages
 * (besides the strict cookie and the JSON content type). Rate: by account.
 */
export function registerRequestGuards(
  app: FastifyInstance,
  platform: Platform,
  limits: RateLimits,
): void {
  const { adminOrigin, publicOrigin } = platform.configuration;
  const own = new Set(
    platform.installation.kind === 'demo' ? [publicOrigin, adminOrigin] : [adminOrigin],
  );
  app.addHook('preValidation', async (request, reply) => {
    if (request.routeOptions.config.operation === undefined) return undefined;
    const origin = request.headers.origin;
    const acts = request.method !== 'GET';
    if (acts && origin !== undefined && !own.has(origin) && !isSameLoopback(platform, origin)) {
      return sendProblem(request, reply, { code: 'wrong-origin' });
    }
    const personId = request.session.signedIn?.personId ?? null;
    if (!(await limits.admit(personId, request.method))) {
      reply.header('retry-after', '10');
      return sendProblem(request, reply, { code: 'too-many-requests' });
    }
    return undefined;
  });
}

/** The demonstration may be opened as localhost or 127.0.0.1. */
function isSameLoopback(platform: Platform, origin: string): boolean {
  if (platform.installation.kind !== 'demo') return false;
  const { port } = platform.configuration;
  return origin === `http://localhost:${port}` || origin === `http://127.0.0.1:${port}`;
}
