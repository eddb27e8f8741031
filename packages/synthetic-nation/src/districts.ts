import { assert, present } from '@ovoz/basics';
import type {
  CountryPack,
  DistrictMembership,
  ElectoralDistrict,
  PollingStation,
  Territory,
} from '@ovoz/election-model';
import { apportion, partsAlike } from './apportion.ts';
import { nameDistrict } from './district-names.ts';
import type { GenerationPlan } from './generation-plan.ts';
import { type KnownDistricts, shareTerritory } from './known-districts.ts';
import { stationsByTerritory, stationsInChain, type TerritoryStations } from './station-chain.ts';
import { regionOf } from './territory-tree.ts';

export type DistrictSources = {
  readonly pack: CountryPack;
  readonly plan: GenerationPlan;
  /** Code of a district set of the pack. */
  readonly set: string;
  readonly territories: readonly Territory[];
  readonly stations: readonly PollingStation[];
  /** Given districts; sets without any are drawn. */
  readonly known?: KnownDistricts;
};

export type GeneratedDistricts = {
  readonly districts: readonly ElectoralDistrict[];
  readonly memberships: readonly DistrictMembership[];
};

/**
 * The districts of a set and the district of each station. Given districts keep their names; others are
 * drawn inside regions, next to each other, with about as many stations each, and marked as generated.
 * Nothing is drawn by lot: the same stations give the same districts.
 */
export function generateDistricts(sources: DistrictSources): GeneratedDistricts {
  const { pack, set, known } = sources;
  const law = present(
    pack.districtSets.find((one) => one.code === set),
    'the pack has the district set',
  );
  const given = known?.districts.filter((district) => district.set === set) ?? [];
  const groups = stationsByTerritory(sources, law.stationsAbroad ?? true);
  const drawn =
    known !== undefined && given.length > 0
      ? { districts: given, memberships: membersOfGiven(sources, known, groups) }
      : drawDistricts(sources, law, groups);
  assert(drawn.districts.length === law.districts, 'as many districts as the law has');
  return drawn;
}

function membersOfGiven(
  { plan, set }: DistrictSources,
  known: KnownDistricts,
  groups: readonly TerritoryStations[],
): readonly DistrictMembership[] {
  const { numbering } = plan;
  // A number like 12-7 says itself that the station is in district 12.
  if (numbering.kind === 'by-district' && numbering.set === set) {
    return groups.flatMap(({ stations }) =>
      stations.map(({ number }) => ({
        set,
        districtCode: present(number.split('-')[0], 'a number has a first part'),
        stationNumber: number,
      })),
    );
  }
  return groups.flatMap(({ territory, stations }) =>
    shareTerritory(known, set, territory.path, stations).flatMap(({ districtCode, members }) =>
      members.map(({ number }) => ({ set, districtCode, stationNumber: number })),
    ),
  );
}

type DistrictLaw = CountryPack['districtSets'][number];

function drawDistricts(
  { plan, set }: DistrictSources,
  law: DistrictLaw,
  groups: readonly TerritoryStations[],
): GeneratedDistricts {
  const runs = runsOfStations(law, groups);
  const seats = apportion(
    law.seats,
    runs.map((run) => run.length),
    1,
  );
  const even = law.seats % law.districts === 0;
  const districts = runs.map((run, index): ElectoralDistrict => {
    const code = String(index + 1);
    const own = even ? law.seats / law.districts : present(seats[index], 'seats of each district');
    return { set, code, name: nameDistrict(plan, code, run), seats: own, generated: true };
  });
  const memberships = runs.flatMap((run, index) =>
    run.map(({ station }) => ({
      set,
      districtCode: String(index + 1),
      stationNumber: station.number,
    })),
  );
  return { districts, memberships };
}

/** Stations of each district: regions are cut apart where there are enough districts for all of them. */
function runsOfStations(law: DistrictLaw, groups: readonly TerritoryStations[]) {
  const byRegion = [...Map.groupBy(groups, ({ territory }) => regionOf(territory.path)).values()];
  const regions = law.districts >= byRegion.length ? byRegion : [groups];
  const chains = regions.map(stationsInChain);
  const counts = partsAlike(
    law.districts,
    chains.map((chain) => chain.length),
  );
  return chains.flatMap((chain, region) => {
    const parts = present(counts[region], 'each region has its number of districts');
    const sizes = apportion(chain.length, Array<number>(parts).fill(1));
    const ends = sizes.map((_, part) => sizes.slice(0, part + 1).reduce((sum, size) => sum + size));
    return ends.map((end, part) => chain.slice(end - (sizes[part] ?? 0), end));
  });
}
