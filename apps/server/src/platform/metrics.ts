import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** Prometheus metrics of one server process. Labels hold route patterns, never addresses or names. */
export type Metrics = {
  readonly observeRequest: (method: string, route: string, status: number, seconds: number) => void;
  readonly countRefusal: (code: string) => void;
  readonly setOutboxWaiting: (facts: number) => void;
  readonly text: () => Promise<string>;
};

export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: 'ovoz_http_request_seconds',
    help: 'Time to answer a request, by route pattern and status.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 30],
    registers: [registry],
  });
  const refusals = new Counter({
    name: 'ovoz_refusals_total',
    help: 'Refused calls by code.',
    labelNames: ['code'],
    registers: [registry],
  });
  const outbox = new Gauge({
    name: 'ovoz_evidence_waiting',
    help: 'Facts that have no place in a log yet.',
    registers: [registry],
  });
  return {
    observeRequest: (method, route, status, seconds) =>
      requests.observe({ method, route, status: String(status) }, seconds),
    countRefusal: (code) => refusals.inc({ code }),
    setOutboxWaiting: (facts) => outbox.set(facts),
    text: () => registry.metrics(),
  };
}
