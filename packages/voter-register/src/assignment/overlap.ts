import { type Parity, type RangeRule, streetPlace } from './rule.ts';

/** Two ranges of different stations that hold the same house. */
type Overlap<Rule extends RangeRule> = { readonly earlier: Rule; readonly later: Rule };

/**
 * Ranges that claim the same houses for different stations: at least one pair when there is any. Each rule is
 * named as `later` at most once, so that a report names each wrong row once.
 */
export function findOverlaps<Rule extends RangeRule>(
  rules: readonly Rule[],
): readonly Overlap<Rule>[] {
  return [...Map.groupBy(rules, streetPlace).values()].flatMap((onStreet) => {
    const found = new Map<Rule, Overlap<Rule>>();
    for (const overlap of [
      ...overlapsOfWhole(onStreet.filter(({ from }) => from === null)),
      ...overlapsAlong(onStreet, 'odd'),
      ...overlapsAlong(onStreet, 'even'),
    ]) {
      if (!found.has(overlap.later)) found.set(overlap.later, overlap);
    }
    return [...found.values()];
  });
}

/** Of rules for a whole street all say the same station. */
function overlapsOfWhole<Rule extends RangeRule>(rules: readonly Rule[]): readonly Overlap<Rule>[] {
  const [earlier, ...others] = rules;
  if (earlier === undefined) return [];
  return others
    .filter(({ station }) => station !== earlier.station)
    .map((later) => ({ earlier, later }));
}

/** Walks up one side of a street. Until the first overlap all that is open is of one station. */
function overlapsAlong<Rule extends RangeRule>(
  rules: readonly Rule[],
  side: 'odd' | 'even',
): readonly Overlap<Rule>[] {
  const along = rules
    .flatMap((rule) => {
      const houses = rule.parity === 'all' || rule.parity === side ? housesOf(rule, side) : null;
      return houses === null ? [] : [{ rule, ...houses }];
    })
    .toSorted((a, b) => a.first - b.first);
  const overlaps: Overlap<Rule>[] = [];
  let furthest = along[0];
  for (const next of along.slice(1)) {
    if (furthest !== undefined && next.first <= furthest.last) {
      if (next.rule.station !== furthest.rule.station) {
        overlaps.push({ earlier: furthest.rule, later: next.rule });
      }
      if (next.last <= furthest.last) continue;
    }
    furthest = next;
  }
  return overlaps;
}

/** First and last house number of this parity in a range; null when there is none, or the street is whole. */
export function housesOf(
  { from, to }: Pick<RangeRule, 'from' | 'to'>,
  parity: Parity,
): { readonly first: number; readonly last: number } | null {
  if (from === null || to === null) return null;
  if (parity === 'all') return from <= to ? { first: from, last: to } : null;
  const rest = parity === 'odd' ? 1 : 0;
  const first = from % 2 === rest ? from : from + 1;
  const last = to % 2 === rest ? to : to - 1;
  return first <= last ? { first, last } : null;
}
