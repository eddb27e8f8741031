import { present } from '@ovoz/basics';
import { proposeStationKeys } from '@ovoz/contract';
import type { CountryPack } from '@ovoz/election-model';
import { forEachAtOnce, inParts } from './at-once.ts';
import type { CallTimes } from './call-times.ts';
import type { DrillElection, Founders } from './drill-election.ts';
import type { DrillStation } from './drill-geography.ts';
import { approve, makePeople, type WantedPerson } from './drill-people.ts';
import type { RegionDesk } from './night.ts';
import type { StationPlan } from './night-plan.ts';
import { stationDevice } from './station-device.ts';

/** Fewer than three operators cannot settle a difference. */
const OPERATORS = 3;
const OFFICERS = 2;
const KEYS_AT_ONCE = 1000;
const REGIONS_AT_ONCE = 3;
const DAY_MS = 86_400_000;
/** On a machine that is busy the clock of a fast drill can be days ahead before it is slowed. */
const VALID_DAYS = 30;

/** Below so many stations one desk works for the whole country. */
const ONE_DESK_BELOW = 1000;

/** Two officers and three operators for every region, or for a small country. */
export async function staffRegions(
  origin: string,
  times: CallTimes,
  founders: Founders,
  pack: CountryPack,
  stations: readonly DrillStation[],
): Promise<ReadonlyMap<string, RegionDesk>> {
  const regions = [...new Set(stations.map(({ region }) => region))].toSorted();
  const isSmall = stations.length < ONE_DESK_BELOW;
  const paths = isSmall ? [pack.root] : regions.map((region) => `${pack.root}/${region}`);
  const people = await makePeople(origin, times, founders, paths.flatMap(wantedAt));
  const desks = inParts(people, OFFICERS + OPERATORS).map(
    ([first, second, ...operators], index) => ({
      path: present(paths[index], 'every desk has its place'),
      officers: [
        present(first, 'a desk has two officers'),
        present(second, 'a desk has two officers'),
      ] as const,
      operators,
      inbox: [],
      carried: [],
    }),
  );
  return new Map(
    regions.map((region, index) => [
      region,
      present(desks[isSmall ? 0 : index], 'every region has a desk'),
    ]),
  );
}

function wantedAt(territoryPath: string): readonly WantedPerson[] {
  const mark = territoryPath.split('/').at(-1)?.toLowerCase() ?? '';
  const named = (what: string, count: number, role: WantedPerson['role']) =>
    Array.from({ length: count }, (_, index) => ({
      username: `demo.${what}-${mark}-${index + 1}`,
      role,
      territoryPath,
    }));
  return [
    ...named('officer', OFFICERS, 'territorial-member'),
    ...named('operator', OPERATORS, 'operator'),
  ];
}

/** The keys of all devices, certified by two officers of the region, at most a thousand at once. */
export async function certifyKeys(
  seed: string,
  election: DrillElection,
  desks: ReadonlyMap<string, RegionDesk>,
  plans: readonly StationPlan[],
): Promise<number> {
  const signing = plans.filter(({ transport }) => transport !== 'typed');
  const votingMs = Date.parse(`${election.definition.votingDay}T00:00:00.000Z`);
  const validFrom = new Date(votingMs - 2 * DAY_MS).toISOString();
  const validUntil = new Date(votingMs + VALID_DAYS * DAY_MS).toISOString();
  const regions = Map.groupBy(signing, ({ station }) => station.region);
  await forEachAtOnce(regions, REGIONS_AT_ONCE, async ([region, own]) => {
    const [first, second] = present(desks.get(region), 'every region has a desk').officers;
    for (const part of inParts(own, KEYS_AT_ONCE)) {
      const keys = part.map(({ station: { number } }) => ({
        station: number,
        publicKey: stationDevice(seed, number).publicKey,
      }));
      const { proposalId } = await first.call(proposeStationKeys, {
        params: { code: election.code },
        body: { keys, validFrom, validUntil, reason: 'Fingerprints were compared on paper' },
      });
      await approve(second, proposalId);
    }
  });
  return signing.length;
}
