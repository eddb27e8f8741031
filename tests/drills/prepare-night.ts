import { present } from '@ovoz/basics';
import { proposeStationKeys } from '@ovoz/contract';
import type { CountryPack } from '@ovoz/election-model';
import { forEachAtOnce, inParts } from './at-once.ts';
import type { CallTimes } from './call-times.ts';
import type { DrillElection, Founders } from './drill-election.ts';
import type { DrillStation } from './drill-geography.ts';
import { approve, makePeople } from './drill-people.ts';
import type { RegionDesk } from './night.ts';
import type { StationPlan } from './night-plan.ts';
import { stationDevice } from './station-device.ts';

/** Fewer than three operators cannot settle a difference. */
const OPERATORS = 3;
const KEYS_AT_ONCE = 1000;
const REGIONS_AT_ONCE = 3;
const DAY_MS = 86_400_000;

/** Two officers and three operators for every region. */
export async function staffRegions(
  origin: string,
  times: CallTimes,
  founders: Founders,
  pack: CountryPack,
  stations: readonly DrillStation[],
): Promise<ReadonlyMap<string, RegionDesk>> {
  const regions = [...new Set(stations.map(({ region }) => region))].toSorted();
  const wanted = regions.flatMap((region) => {
    const territoryPath = `${pack.root}/${region}`;
    const mark = region.toLowerCase();
    return [
      ...[1, 2].map((n) => ({
        username: `demo.officer-${mark}-${n}`,
        role: 'territorial-member' as const,
        territoryPath,
      })),
      ...Array.from({ length: OPERATORS }, (_, index) => ({
        username: `demo.operator-${mark}-${index + 1}`,
        role: 'operator' as const,
        territoryPath,
      })),
    ];
  });
  const people = await makePeople(origin, times, founders, wanted);
  return new Map(
    regions.map((region, index) => {
      const own = people.slice(index * (OPERATORS + 2), (index + 1) * (OPERATORS + 2));
      const [first, second, ...operators] = own;
      return [
        region,
        {
          path: `${pack.root}/${region}`,
          officers: [
            present(first, 'a region has two officers'),
            present(second, 'a region has two officers'),
          ],
          operators,
          inbox: [],
          carried: [],
        },
      ] as const;
    }),
  );
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
  const validUntil = new Date(votingMs + 7 * DAY_MS).toISOString();
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
