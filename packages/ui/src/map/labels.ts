import { labelPlace } from './area-path.ts';
import type { BoundaryFeature } from './boundaries.ts';
import type { Plane } from './plane.ts';

export type MapLabel = {
  readonly code: string;
  readonly text: string;
  readonly x: number;
  readonly y: number;
};

/** Units that a letter takes, roughly, and a line with its space. */
const LETTER_WIDTH = 7;
const LINE_HEIGHT = 15;

/**
 * Labels that fit: one that is wider than its territory would cover the neighbours, one that meets the
 * label of a larger territory could not be read. Titles and the table name those that are left out.
 */
export function placeLabels(
  features: readonly BoundaryFeature[],
  plane: Plane,
  textOf: (code: string) => string | undefined,
): readonly MapLabel[] {
  const wished = features.flatMap((feature) => {
    const { code } = feature.properties;
    const text = textOf(code);
    const place = labelPlace(feature, plane);
    if (text === undefined || place === null) return [];
    return place.width < text.length * LETTER_WIDTH ? [] : [{ code, text, ...place }];
  });
  const placed: MapLabel[] = [];
  for (const { code, text, x, y } of wished.toSorted((left, right) => right.area - left.area)) {
    const meets = placed.some(
      (other) =>
        Math.abs(other.y - y) < LINE_HEIGHT &&
        Math.abs(other.x - x) < ((other.text.length + text.length) * LETTER_WIDTH) / 2,
    );
    if (!meets) placed.push({ code, text, x, y });
  }
  return placed;
}
