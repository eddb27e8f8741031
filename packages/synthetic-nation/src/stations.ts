import { assert, present } from '@ovoz/basics';
import type { CountryPack, PollingStation, Territory } from '@ovoz/election-model';
import { abroadStations } from './abroad-stations.ts';
import { apportion } from './apportion.ts';
import type { GenerationPlan, KnownStation } from './generation-plan.ts';
import { type KnownDistricts, partsOf } from './known-districts.ts';
import { type BoundaryCollection, type Outline, outlinesByCode } from './outline.ts';
import { seededRandom } from './seeded-random.ts';
import { numberStations, type UnnumberedStation } from './station-numbers.ts';
import { type PlaceE4, placeStations } from './station-places.ts';
import { stationDirections, stationWords } from './station-words.ts';
import { nearestAbove, regionOf, stationTerritories } from './territory-tree.ts';

export type StationSources = {
  readonly pack: CountryPack;
  readonly plan: GenerationPlan;
  readonly territories: readonly Territory[];
  /** GeoJSON of every level that has outlines. */
  readonly boundaries: readonly BoundaryCollection[];
  readonly seed: string;
  /** Given districts; needed when stations are numbered by district. */
  readonly known?: KnownDistricts;
  /** Given station numbers; needed when numbers are facts. */
  readonly knownStations?: readonly KnownStation[];
};

/**
 * Polling stations in the official number, each inside the outline of its territory, marked as generated.
 * The same sources give the same rows in the same order.
 */
export function generateStations(sources: StationSources): readonly PollingStation[] {
  const { pack, plan } = sources;
  const stations = [
    ...numberStations(sources, domesticStations(sources)),
    ...abroadStations(pack, plan),
  ];
  const { domestic, abroad, remote } = pack.officialStations;
  assert(stations.length === domestic + abroad + remote, 'as many stations as officials announced');
  return stations;
}

/** Stations at home, territory by territory: ordinary ones, then special ones, then remote ones. */
function domesticStations(sources: StationSources): readonly UnnumberedStation[] {
  const { plan, territories, seed } = sources;
  const places = stationTerritories(territories, plan);
  const weights = places.map((territory) => territoryWeight(sources, territory));
  const counts = countStations(sources, places, weights);
  const outlines = outlinesByCode(sources.boundaries);
  return places.flatMap((territory, index) => {
    const random = seededRandom(`${seed} stations ${territory.code}`);
    const words = stationWords(plan, territory, random);
    const directions = stationDirections(
      plan,
      seededRandom(`${seed} directions ${territory.code}`),
    );
    const { ordinary, special, remote } = present(counts[index], 'each territory has its counts');
    const total = ordinary + special + remote;
    const positions = placesIn(sources, territory, total, outlines, random);
    return Array.from({ length: total }, (_, order): UnnumberedStation => {
      const kind =
        order < ordinary ? 'domestic' : order < ordinary + special ? 'special' : 'remote';
      const venues = {
        domestic: plan.venues,
        special: plan.special?.venues,
        remote: plan.remote?.venues,
      };
      return {
        territory,
        kind,
        name: words.name(present(venues[kind], `the plan names venues of ${kind} stations`)),
        address: words.address(),
        ...directions(),
        ...(positions?.[order] ?? { latitudeE4: null, longitudeE4: null }),
        stepFree: words.stepFree(),
      };
    });
  });
}

function placesIn(
  { plan }: StationSources,
  territory: Territory,
  count: number,
  outlines: ReadonlyMap<string, Outline>,
  random: ReturnType<typeof seededRandom>,
): readonly PlaceE4[] | null {
  const outline = nearestAbove(territory.path, (code) => outlines.get(code));
  if (outline === undefined) return null;
  const isTown = territory.type.includes('city');
  const centre = outlines.has(territory.code) ? undefined : plan.centres?.[territory.code];
  return placeStations(count, { outline, isTown, centre }, random);
}

type StationCounts = {
  readonly ordinary: number;
  readonly special: number;
  readonly remote: number;
};

function countStations(
  { pack, plan, knownStations }: StationSources,
  places: readonly Territory[],
  weights: readonly number[],
): readonly StationCounts[] {
  const specialTotal = plan.special?.stations ?? 0;
  const ordinary =
    plan.numbering.kind === 'known'
      ? places.map(({ code }) => countKnown(knownStations, code))
      : apportion(pack.officialStations.domestic - specialTotal, weights, 1);
  const special = apportion(specialTotal, weights);
  const remote = remoteByTerritory(pack.officialStations.remote, places, weights);
  return places.map((_, index) => ({
    ordinary: ordinary[index] ?? 0,
    special: special[index] ?? 0,
    remote: remote[index] ?? 0,
  }));
}

function countKnown(known: readonly KnownStation[] | undefined, code: string): number {
  const stations = present(known, 'stations with known numbers are given');
  return stations.filter((station) => station.territoryCode === code).length;
}

/** Remote stations stand in the largest place of each region, as many in each. */
function remoteByTerritory(
  total: number,
  places: readonly Territory[],
  weights: readonly number[],
): readonly number[] {
  const largest = new Map<string, number>();
  places.forEach(({ path }, index) => {
    const best = largest.get(regionOf(path));
    if (best === undefined || (weights[index] ?? 0) > (weights[best] ?? 0)) {
      largest.set(regionOf(path), index);
    }
  });
  const chosen = new Set(largest.values());
  return apportion(
    total,
    places.map((_, index) => (chosen.has(index) ? 1 : 0)),
  );
}

/** Districts whose size is not known differ from each other by as much as this either way. */
const UNEVENNESS = 0.4;

function territoryWeight({ plan, known, seed }: StationSources, territory: Territory): number {
  const { numbering, weights } = plan;
  if (numbering.kind === 'by-district') {
    const parts = partsOf(present(known, 'districts are given'), numbering.set, territory.path);
    return parts.reduce((sum, part) => sum + part.weight, 0);
  }
  const own = nearestAbove(territory.path, (code) => weights.byCode[code]);
  if (own !== undefined) return own;
  const random = seededRandom(`${seed} weight ${territory.code}`);
  return (weights.byType[territory.type] ?? 1) * (1 + UNEVENNESS * (2 * random.next() - 1));
}
