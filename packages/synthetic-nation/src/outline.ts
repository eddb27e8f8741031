/** Longitude and latitude in degrees. */
export type Position = readonly [longitude: number, latitude: number];
type Ring = readonly Position[];
/** Polygons of a territory, each with its outer ring first, then its holes. */
export type Outline = readonly (readonly Ring[])[];

/** As much of a GeoJSON FeatureCollection as is read here; properties hold the territory's `code`. */
export type BoundaryCollection = {
  readonly features: readonly {
    readonly properties: { readonly code: string };
    readonly geometry:
      | { readonly type: 'Polygon'; readonly coordinates: Outline[number] }
      | { readonly type: 'MultiPolygon'; readonly coordinates: Outline };
  }[];
};

export type Box = {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
};

/** Outlines by the code of their territory. */
export function outlinesByCode(
  collections: readonly BoundaryCollection[],
): ReadonlyMap<string, Outline> {
  const outlines = new Map<string, Outline>();
  for (const { features } of collections) {
    for (const { properties, geometry } of features) {
      const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
      outlines.set(properties.code, polygons);
    }
  }
  return outlines;
}

/**
 * Whether a point lies in an outline, by the even-odd rule. Lines are straight in longitude and latitude,
 * as RFC 7946 section 3.1.1 has them; on a sphere they would bend away from their neighbours' lines.
 */
export function isInOutline([x, y]: Position, outline: Outline): boolean {
  let inside = false;
  for (const rings of outline) {
    for (const ring of rings) {
      let [x1, y1] = ring[ring.length - 1] ?? [0, 0];
      for (const [x2, y2] of ring) {
        if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) inside = !inside;
        [x1, y1] = [x2, y2];
      }
    }
  }
  return inside;
}

export function boxOf(outline: Outline): Box {
  let [west, south, east, north] = [180, 90, -180, -90];
  for (const [longitude, latitude] of outline.flat(2)) {
    west = Math.min(west, longitude);
    east = Math.max(east, longitude);
    south = Math.min(south, latitude);
    north = Math.max(north, latitude);
  }
  return { west, south, east, north };
}
