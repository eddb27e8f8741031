import { type ExtendedFeatureCollection, geoBounds, geoConicEqualArea, geoPath } from 'd3-geo';
import type { MultiPoint } from 'geojson';
import { type Boundaries, rewindForSphere } from './boundaries.ts';

/** A drawing plane: its size in units, and where a place on earth lies on it. */
export type Plane = {
  readonly width: number;
  readonly height: number;
  /** First and last row of the plane that the shown territory takes. */
  readonly top: number;
  readonly bottom: number;
  /** Degrees, WGS 84; null when the place cannot be drawn. */
  readonly project: (longitude: number, latitude: number) => readonly [number, number] | null;
};

const MARGIN = 8;

/** The plane that shows these boundaries as large as fits. Equal areas, north up in the middle. */
export function planeOfBoundaries(boundaries: Boundaries, width: number, height: number): Plane {
  // The library's types are mutable; it only reads.
  return planeOf(
    rewindForSphere(boundaries) as unknown as ExtendedFeatureCollection,
    width,
    height,
  );
}

/** The same for places without boundaries: degrees, longitude first. */
export function planeOfPlaces(
  places: readonly (readonly [number, number])[],
  width: number,
  height: number,
): Plane {
  const coordinates = places.map(([longitude, latitude]) => [longitude, latitude]);
  return planeOf({ type: 'MultiPoint', coordinates }, width, height);
}

function planeOf(
  shown: ExtendedFeatureCollection | MultiPoint,
  width: number,
  height: number,
): Plane {
  const [[west, south], [east, north]] = geoBounds(shown);
  const span = north - south;
  const projection = geoConicEqualArea()
    .rotate([-(west + east) / 2, 0])
    // A sixth from either edge: the usual rule for standard parallels.
    .parallels([south + span / 6, north - span / 6])
    .fitExtent(
      [
        [MARGIN, MARGIN],
        [width - MARGIN, height - MARGIN],
      ],
      shown,
    );
  const [[, top], [, bottom]] = geoPath(projection).bounds(shown);
  return {
    width,
    height,
    top,
    bottom,
    project: (longitude, latitude) => projection([longitude, latitude]),
  };
}
