import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Metrics } from './metrics.ts';
import type { Platform } from './platform.ts';
import { sendProblem } from './problem.ts';
import type { Caller, RateLimits } from './rate-limit.ts';

/**
 * Guards before every operation. Origin: an act that a browser sends must come from our own pages
 * (besides the strict cookie and the JSON content type). Rate: by account, else by device, else by network.
 */
export function registerRequestGuards(
  app: FastifyInstance,
  platform: Platform,
  guards: {
    readonly limits: RateLimits;
    readonly metrics: Metrics;
    /** Id of a device that signed in to the account that the call names, or null. */
    readonly knownDevice: (request: FastifyRequest) => string | null;
  },
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
    if (request.routeOptions.config.operation.limitedBy !== undefined) return undefined;
    if (!(await guards.limits.admit(callerOf(request), request.method))) {
      guards.metrics.countRefusal('too-many-requests');
      reply.header('retry-after', '10');
      return sendProblem(request, reply, { code: 'too-many-requests' });
    }
    return undefined;
  });

  function callerOf(request: FastifyRequest): Caller {
    const person = request.session.signedIn?.personId;
    if (person !== undefined) return { kind: 'person', id: person };
    const device = guards.knownDevice(request);
    if (device !== null) return { kind: 'device', id: device };
    return { kind: 'stranger', address: request.ip };
  }
}

/** The demonstration may be opened as localhost or 127.0.0.1. */
function isSameLoopback(platform: Platform, origin: string): boolean {
  if (platform.installation.kind !== 'demo') return false;
  const { port } = platform.configuration;
  return origin === `http://localhost:${port}` || origin === `http://127.0.0.1:${port}`;
}
