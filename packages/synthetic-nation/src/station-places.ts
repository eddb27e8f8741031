import { type Box, boxOf, isInOutline, type Outline, type Position } from './outline.ts';
import type { SeededRandom } from './seeded-random.ts';

/** A place in ten-thousandths of a degree. */
export type PlaceE4 = { readonly latitudeE4: number; readonly longitudeE4: number };

/** What is known about where the people of a territory live. */
export type Settlement = {
  readonly outline: Outline;
  /** A territory that is one town is filled evenly; others gather around a few villages. */
  readonly isTown: boolean;
  /** Known main town, when the outline is that of a larger territory. */
  readonly centre: Position | undefined;
};

type Cluster = { readonly centre: Position; readonly spread: Position; readonly weight: number };

/** A sliver of an outline is missed by chance; after this many draws the centre itself is taken. */
const MAX_DRAWS = 200;

/** Places for stations inside the outline, gathered around a few centres, each centre's together. */
export function placeStations(
  count: number,
  settlement: Settlement,
  random: SeededRandom,
): readonly PlaceE4[] {
  const clusters = drawClusters(count, settlement, random);
  const places = Array.from({ length: count }, () => {
    const cluster = random.pickWeighted(clusters);
    return { cluster: clusters.indexOf(cluster), ...drawNear(cluster, settlement.outline, random) };
  });
  return places
    .toSorted((a, b) => a.cluster - b.cluster || b.latitudeE4 - a.latitudeE4)
    .map(({ latitudeE4, longitudeE4 }) => ({ latitudeE4, longitudeE4 }));
}

function drawClusters(
  count: number,
  settlement: Settlement,
  random: SeededRandom,
): readonly Cluster[] {
  const { outline, isTown, centre } = settlement;
  const box = boxOf(outline);
  const [width, height] = [box.east - box.west, box.north - box.south];
  if (centre !== undefined) return clustersAroundTown(count, centre, outline, random);
  const main = drawInnermost(outline, box, random);
  if (isTown) return [{ centre: main, spread: [width / 4, height / 4], weight: 1 }];
  const villages = Array.from({ length: Math.min(7, 1 + Math.floor(count / 7)) }, () => ({
    centre: drawInside(outline, box, random) ?? main,
    spread: [width / 30, height / 30] as const,
    weight: 1 + random.next(),
  }));
  const town = { centre: main, spread: [width / 20, height / 20] as const };
  const scattered = { centre: main, spread: [width / 3, height / 3] as const };
  return [{ ...town, weight: villages.length }, ...villages, { ...scattered, weight: 1 }];
}

/** Degrees around a known town in which its district's villages lie: about 25 km. */
const DISTRICT_REACH = 0.25;

function clustersAroundTown(
  count: number,
  centre: Position,
  outline: Outline,
  random: SeededRandom,
): readonly Cluster[] {
  const villages = Array.from({ length: Math.min(6, Math.floor(count / 6)) }, (): Cluster => {
    const drawn = drawNear(
      { centre, spread: [DISTRICT_REACH, DISTRICT_REACH / 2] },
      outline,
      random,
    );
    const place: Position = [drawn.longitudeE4 / 10_000, drawn.latitudeE4 / 10_000];
    return { centre: place, spread: [0.02, 0.015], weight: 1 + random.next() };
  });
  return [{ centre, spread: [0.04, 0.03], weight: 1 + villages.length }, ...villages];
}

function drawNear(
  { centre, spread }: Omit<Cluster, 'weight'>,
  outline: Outline,
  random: SeededRandom,
): PlaceE4 {
  for (let draw = 0; draw < MAX_DRAWS; draw++) {
    // Draws come nearer to the centre, so that a centre near a border finds its side of it.
    const reach = 1 - draw / MAX_DRAWS;
    const place = toE4([
      centre[0] + random.bell() * spread[0] * reach,
      centre[1] + random.bell() * spread[1] * reach,
    ]);
    if (isInside(place, outline)) return place;
  }
  return toE4(centre);
}

/** Of several places inside, the one nearest to the middle of the box. */
function drawInnermost(outline: Outline, box: Box, random: SeededRandom): Position {
  const middle: Position = [(box.west + box.east) / 2, (box.south + box.north) / 2];
  const distance = ([x, y]: Position) => Math.abs(x - middle[0]) + Math.abs(y - middle[1]);
  const drawn = Array.from({ length: 12 }, () => drawInside(outline, box, random));
  const inside = drawn.filter((place) => place !== null);
  return inside.toSorted((a, b) => distance(a) - distance(b))[0] ?? middle;
}

function drawInside(outline: Outline, box: Box, random: SeededRandom): Position | null {
  for (let draw = 0; draw < MAX_DRAWS; draw++) {
    const place = toE4([
      box.west + random.next() * (box.east - box.west),
      box.south + random.next() * (box.north - box.south),
    ]);
    if (isInside(place, outline)) return [place.longitudeE4 / 10_000, place.latitudeE4 / 10_000];
  }
  return null;
}

function isInside({ longitudeE4, latitudeE4 }: PlaceE4, outline: Outline): boolean {
  return isInOutline([longitudeE4 / 10_000, latitudeE4 / 10_000], outline);
}

function toE4([longitude, latitude]: Position): PlaceE4 {
  return {
    latitudeE4: Math.round(latitude * 10_000),
    longitudeE4: Math.round(longitude * 10_000),
  };
}
