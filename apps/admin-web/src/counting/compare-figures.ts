import type { Count, ProtocolContent } from '@ovoz/election-model';
import { countIn, type Figure } from './figures.ts';

/** One line of several protocols side by side. */
export type FigureLine = {
  readonly figure: Figure;
  /** In the order of the contents; undefined where a protocol has no such line. */
  readonly counts: readonly (Count | undefined)[];
  readonly differs: boolean;
  /** |first − second|; null where one of them is unknown or there are not two. */
  readonly gap: number | null;
};

/** Puts contents beside each other, line by line. Empty on the paper differs from zero. */
export function compareFigures(
  figures: readonly Figure[],
  contents: readonly ProtocolContent[],
): readonly FigureLine[] {
  return figures.map((figure) => {
    const counts = contents.map((content) => countIn(content, figure));
    const [first, second] = counts;
    const isKnown = typeof first === 'number' && typeof second === 'number';
    return {
      figure,
      counts,
      differs: counts.some((count) => count !== first),
      gap: isKnown ? Math.abs(first - second) : null,
    };
  });
}
