/** A count as it stood at a moment. */
export type CountAt = { readonly at: string; readonly count: number };

/** How many came in each step, from counts as they stood; a count that goes back gives none. */
export function stepsOf(points: readonly CountAt[]): readonly CountAt[] {
  return points.slice(1).map(({ at, count }, index) => ({
    at,
    count: Math.max(0, count - (points[index]?.count ?? 0)),
  }));
}

/** Whole protocols a minute over the last minutes of the series. */
export function ratePerMinute(points: readonly CountAt[], minutes: number): number {
  const last = points.at(-1);
  if (last === undefined) return 0;
  const since = Date.parse(last.at) - minutes * 60_000;
  const first = points.find(({ at }) => Date.parse(at) >= since) ?? last;
  const passed = (Date.parse(last.at) - Date.parse(first.at)) / 60_000;
  return passed === 0 ? 0 : Math.round(Math.max(0, last.count - first.count) / passed);
}
