import type { MultiPolygon, Polygon, Position } from 'geojson';

/** One territory's outline. `name_en` and `name_local` are carried for programs that only have the file. */
export type BoundaryFeature = {
  readonly type: 'Feature';
  readonly properties: {
    readonly code: string;
    readonly name_en?: string;
    readonly name_local?: string;
  };
  readonly geometry: Polygon | MultiPolygon;
};

/** A boundary file of a country pack: RFC 7946, WGS 84. */
export type Boundaries = {
  readonly type: 'FeatureCollection';
  readonly features: readonly BoundaryFeature[];
};

/**
 * Turns every ring round. RFC 7946 section 3.1.6 draws outer rings counter-clockwise; d3-geo works on
 * the sphere and takes such a ring for the rest of the world.
 */
export function rewindForSphere(boundaries: Boundaries): Boundaries {
  return {
    type: 'FeatureCollection',
    features: boundaries.features.map((feature) => ({
      ...feature,
      geometry: rewindGeometry(feature.geometry),
    })),
  };
}

function rewindGeometry(geometry: Polygon | MultiPolygon): Polygon | MultiPolygon {
  const turn = (rings: Position[][]) => rings.map((ring) => ring.toReversed());
  return geometry.type === 'Polygon'
    ? { ...geometry, coordinates: turn(geometry.coordinates) }
    : { ...geometry, coordinates: geometry.coordinates.map(turn) };
}

/** All polygons of a geometry, each a list of rings. */
export function polygonsOf(geometry: Polygon | MultiPolygon): readonly Position[][][] {
  return geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
}
