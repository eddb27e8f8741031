import type { Territory } from '@ovoz/election-model';
import type { GenerationPlan } from './generation-plan.ts';

/** The value for a territory: its own, else that of the nearest territory above it that has one. */
export function nearestAbove<Value>(
  path: string,
  valueOf: (code: string) => Value | undefined,
): Value | undefined {
  for (const code of path.split('/').toReversed()) {
    const value = valueOf(code);
    if (value !== undefined) return value;
  }
  return undefined;
}

/** Territories that stations are spread over: those of the plan's level, and higher ones without parts. */
export function stationTerritories(
  territories: readonly Territory[],
  plan: GenerationPlan,
): readonly Territory[] {
  const parents = new Set(territories.map((territory) => territory.parentCode));
  return territories.filter(
    ({ level, code }) =>
      level === plan.stationLevel || (level < plan.stationLevel && !parents.has(code)),
  );
}

/** Code of the first-level territory that a path lies in, or of the country. */
export function regionOf(path: string): string {
  const [country = '', region = country] = path.split('/');
  return region;
}
