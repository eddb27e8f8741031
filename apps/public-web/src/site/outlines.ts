import type { Boundaries } from '@ovoz/ui';
import type { ElectionView } from './election-view.ts';

const kept = new WeakMap<ElectionView, Map<string, Boundaries | null>>();

/**
 * Outlines of the parts of a territory (null: of the nation), the same object each time, so that they are
 * drawn once for all languages. Null when half of the parts have none: such a map would mislead.
 */
export function outlinesOf(
  view: ElectionView,
  territory: string | null,
  codes: readonly string[],
): Boundaries | null {
  const own = kept.get(view) ?? new Map<string, Boundaries | null>();
  kept.set(view, own);
  const key = territory ?? '';
  const before = own.get(key);
  if (before !== undefined) return before;
  const wanted = new Set(codes);
  const level = territory === null ? 1 : 2;
  const features = (view.boundaries.get(level)?.features ?? []).filter(({ properties }) =>
    wanted.has(properties.code),
  );
  const outlines: Boundaries | null =
    features.length * 2 < codes.length || features.length === 0
      ? null
      : { type: 'FeatureCollection', features };
  own.set(key, outlines);
  return outlines;
}
