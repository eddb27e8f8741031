import type { FastifyInstance } from 'fastify';
import type { Metrics } from './metrics.ts';
import type { Platform } from './platform.ts';
import { countWaitingFacts, readLogStates } from './evidence.ts';
import { sendProblem } from './problem.ts';

/** How long a readiness answer may wait for the database. */
const READINESS_TIMEOUT_MS = 2000;

/**
 * `/healthz`: this process runs. `/readyz`: it can reach its database; it names logs that are signed no further,
 * which keeps nobody from working. `/metrics`: for Prometheus, to callers on this machine only.
 */
export function registerHealth(app: FastifyInstance, platform: Platform, metrics: Metrics): void {
  app.get('/healthz', async () => ({ status: 'ok' }));
  app.get('/readyz', async (request, reply) => {
    const ready = await Promise.race([
      readLogStates(platform.database).catch(() => null),
      new Promise<null>((resolve) => setTimeout(() => resolve(null), READINESS_TIMEOUT_MS).unref()),
    ]);
    if (ready === null) return sendProblem(request, reply, { code: 'unavailable' });
    const refused = ready.filter(({ status }) => status !== 'running');
    return {
      status: 'ready',
      ...(refused.length > 0 && {
        logs: Object.fromEntries(refused.map(({ log, status }) => [log, status])),
      }),
    };
  });
  app.get('/metrics', async (request, reply) => {
    // A proxy on this machine passes strangers on, and says so.
    const forwarded = request.headers['x-forwarded-for'] ?? request.headers.forwarded;
    const local = ['127.0.0.1', '::1', '::ffff:127.0.0.1'];
    if (forwarded !== undefined || !local.includes(request.socket.remoteAddress ?? '')) {
      return sendProblem(request, reply, { code: 'not-found' });
    }
    metrics.setOutboxWaiting(await countWaitingFacts(platform.database));
    const logs = await readLogStates(platform.database);
    metrics.setLogs(
      logs.map(({ log, size, status }) => ({ log, size, refused: status !== 'running' })),
    );
    return reply.type('text/plain; version=0.0.4').send(await metrics.text());
  });
}
