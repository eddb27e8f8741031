/** A place in ten-thousandths of a degree. */
export type Place = { readonly latitudeE4: number; readonly longitudeE4: number };

export type Direction = 'n' | 'ne' | 'e' | 'se' | 's' | 'sw' | 'w' | 'nw';

/** How far and in which direction a station lies; `null` direction: it is about here. */
export type Way = { readonly metres: number; readonly direction: Direction | null };

const DIRECTIONS: readonly Direction[] = ['n', 'ne', 'e', 'se', 's', 'sw', 'w', 'nw'];
const METRES_PER_E4 = 11.132;
/** Places are known to some ten metres, so nearer is nearer than can be told. */
const HERE_METRES = 100;

/**
 * The way as the crow flies, in steps of a hundred metres. On the scale of a walk the Earth is flat; a degree of
 * longitude shrinks with the cosine of the latitude.
 */
export function wayTo(from: Place, to: Place): Way {
  const north = (to.latitudeE4 - from.latitudeE4) * METRES_PER_E4;
  const shrink = Math.cos(((from.latitudeE4 / 10_000) * Math.PI) / 180);
  const east = (to.longitudeE4 - from.longitudeE4) * METRES_PER_E4 * shrink;
  const distance = Math.hypot(north, east);
  if (distance < HERE_METRES) return { metres: 0, direction: null };
  const eighth = Math.round((Math.atan2(east, north) / Math.PI) * 4);
  return {
    metres: Math.round(distance / 100) * 100,
    direction: DIRECTIONS[(eighth + 8) % 8] ?? 'n',
  };
}
