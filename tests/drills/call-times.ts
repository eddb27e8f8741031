/** Durations of calls by operation, for medians and slow ends; what took longest together stands first. */
export type CallTimes = {
  readonly add: (operation: string, ms: number) => void;
  readonly rows: () => readonly CallTimesRow[];
};

export type CallTimesRow = {
  readonly operation: string;
  readonly calls: number;
  readonly totalMs: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
};

export function createCallTimes(): CallTimes {
  const times = new Map<string, number[]>();
  return {
    add: (operation, ms) => {
      const known = times.get(operation);
      if (known === undefined) times.set(operation, [ms]);
      else known.push(ms);
    },
    rows: () =>
      [...times]
        .map(([operation, all]) => {
          const sorted = all.toSorted((a, b) => a - b);
          const at = (share: number) => sorted[Math.floor((sorted.length - 1) * share)] ?? 0;
          const totalMs = sorted.reduce((sum, one) => sum + one, 0);
          return { operation, calls: sorted.length, totalMs, p50Ms: at(0.5), p99Ms: at(0.99) };
        })
        .toSorted((a, b) => b.totalMs - a.totalMs),
  };
}
