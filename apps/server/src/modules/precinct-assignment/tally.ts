import {
  type AssignmentMove,
  type AssignmentReport,
  type CrowdedAddress,
  MAX_CROWDED,
} from '@ovoz/contract';
import { covers } from '@ovoz/election-model';
import { type Assignment, sizeFinding } from '@ovoz/voter-register';
import type { AddressNow } from './store-addresses.ts';
import type { StationAtHome } from './stations.ts';
import type { StoredSize } from './store-results.ts';

/** The law's size of a station in voters, and when a person looks at an address. */
export type Limits = AssignmentReport['limits'];

/** Counts what a set gives while the addresses pass by. */
export type Tally = {
  readonly add: (address: AddressNow, given: Assignment) => void;
  readonly moves: () => readonly AssignmentMove[];
  readonly sizes: () => readonly StoredSize[];
  /** @param registered all registered voters, with and without an address. */
  readonly report: (registered: number) => AssignmentReport;
};

export function createTally(stations: readonly StationAtHome[], limits: Limits): Tally {
  const places = new Map(stations.map(({ number, territoryPath }) => [number, territoryPath]));
  const sizes = new Map(stations.map(({ number }) => [number, { addresses: 0, voters: 0 }]));
  const moves = new Map<string, AssignmentMove>();
  const byMethod = { address: 0, range: 0, area: 0, unplaced: 0, conflict: 0 };
  const counted = { addresses: 0, voters: 0, votersUnplaced: 0, crowded: 0, elsewhere: 0 };
  const crowded: CrowdedAddress[] = [];

  return {
    add: (address, given) => {
      counted.addresses += 1;
      counted.voters += address.voters;
      byMethod[given.method] += 1;
      if (given.station === null) counted.votersUnplaced += address.voters;
      else countPlaced(address, given.station);
      if (address.together > limits.votersPerAddress) countCrowded(address);
      if (given.station !== address.station) countMove(address, given.station);
    },
    moves: () => [...moves.values()],
    sizes: () => stations.map(sizeOf),
    report: (registered) => {
      const findings = stations.map((station) => sizeOf(station).finding);
      const having = (finding: StoredSize['finding']) =>
        findings.filter((found) => found === finding).length;
      return {
        addresses: counted.addresses,
        voters: counted.voters,
        byMethod: { ...byMethod },
        votersUnplaced: counted.votersUnplaced,
        votersWithoutAddress: Math.max(0, registered - counted.voters),
        moved: sumOf([...moves.values()]),
        stations: {
          all: stations.length,
          tooSmall: having('station-too-small'),
          tooLarge: having('station-too-large'),
          withoutAddresses: having('station-without-addresses'),
        },
        limits,
        crowded: counted.crowded,
        crowdedAddresses: crowded.toSorted((a, b) => b.voters - a.voters).slice(0, MAX_CROWDED),
        elsewhere: counted.elsewhere,
      };
    },
  };

  function countPlaced({ territoryPath, voters }: AddressNow, station: string): void {
    const size = sizes.get(station);
    if (size !== undefined) {
      size.addresses += 1;
      size.voters += voters;
    }
    const place = places.get(station);
    if (place === undefined || !covers(place, territoryPath)) counted.elsewhere += 1;
  }

  function countCrowded({
    id,
    territoryPath,
    locality,
    street,
    house,
    together,
  }: AddressNow): void {
    counted.crowded += 1;
    crowded.push({ addressId: id, territoryPath, locality, street, house, voters: together });
    // What cannot be among the listed any more is dropped now and then, so that the list stays short.
    if (crowded.length < 2 * MAX_CROWDED) return;
    crowded.sort((a, b) => b.voters - a.voters);
    crowded.length = MAX_CROWDED;
  }

  function countMove({ territoryPath, voters, station }: AddressNow, to: string | null): void {
    const key = `${territoryPath}\t${station ?? ''}\t${to ?? ''}`;
    const before = moves.get(key);
    moves.set(key, {
      territoryPath,
      from: station,
      to,
      addresses: (before?.addresses ?? 0) + 1,
      voters: (before?.voters ?? 0) + voters,
    });
  }

  function sizeOf({ number, territoryPath, position }: StationAtHome): StoredSize {
    const size = sizes.get(number) ?? { addresses: 0, voters: 0 };
    return {
      station: number,
      position,
      territoryPath,
      ...size,
      finding: sizeFinding({ station: number, ...size }, limits),
    };
  }
}

function sumOf(moves: readonly AssignmentMove[]) {
  return moves.reduce(
    (sum, { addresses, voters }) => ({
      addresses: sum.addresses + addresses,
      voters: sum.voters + voters,
    }),
    { addresses: 0, voters: 0 },
  );
}
