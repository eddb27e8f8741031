import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** How a log stands; `refused` when nothing more is signed. */
export type LogFigures = { readonly log: string; readonly size: number; readonly refused: boolean };

/** Prometheus metrics of one server process. Labels hold route patterns, never addresses or names. */
export type Metrics = {
  readonly observeRequest: (method: string, route: string, status: number, seconds: number) => void;
  readonly countRefusal: (code: string) => void;
  readonly setOutboxWaiting: (facts: number) => void;
  readonly setLogs: (logs: readonly LogFigures[]) => void;
  /** Questions whether somebody is on the list, by outcome; nothing else of them is known. */
  readonly countLookup: (outcome: 'found' | 'missed' | 'puzzle' | 'refused') => void;
  /** Whether somebody seems to try numbers. */
  readonly setLookupAlarm: (isOn: boolean) => void;
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
  const logSize = new Gauge({
    name: 'ovoz_log_size',
    help: 'Entries that the newest checkpoint of a log closes.',
    labelNames: ['log'],
    registers: [registry],
  });
  const logRefused = new Gauge({
    name: 'ovoz_log_refused',
    help: '1 when the log is signed no further because database, files and what was signed disagree.',
    labelNames: ['log'],
    registers: [registry],
  });
  const lookups = new Counter({
    name: 'ovoz_voter_lookups_total',
    help: 'Questions whether somebody is on the list, by outcome.',
    labelNames: ['outcome'],
    registers: [registry],
  });
  const lookupAlarm = new Gauge({
    name: 'ovoz_voter_lookup_alarm',
    help: '1 while so many questions find nobody that somebody seems to try numbers.',
    registers: [registry],
  });
  return {
    observeRequest: (method, route, status, seconds) =>
      requests.observe({ method, route, status: String(status) }, seconds),
    countRefusal: (code) => refusals.inc({ code }),
    setOutboxWaiting: (facts) => outbox.set(facts),
    setLogs: (logs) => {
      for (const { log, size, refused } of logs) {
        logSize.set({ log }, size);
        logRefused.set({ log }, refused ? 1 : 0);
      }
    },
    countLookup: (outcome) => lookups.inc({ outcome }),
    setLookupAlarm: (isOn) => lookupAlarm.set(isOn ? 1 : 0),
    text: () => registry.metrics(),
  };
}
