import { seededRandom } from '@ovoz/synthetic-nation';
import type { DrillStation } from './drill-geography.ts';
import { REFUSED_ATTEMPTS, type RefusedAttempt } from './refused-attempts.ts';

/** How the papers of a station reach the commission. */
export type Transport =
  /** Signed and sent by its device. */
  | 'sent'
  /** Signed, carried as a file and uploaded by an officer. */
  | 'carried'
  /** Keyed by two people from the paper. */
  | 'typed';

export type Trouble =
  /** The paper does not add up and is accepted so, with a reason. */
  | 'errors-accepted'
  /** The paper does not add up, is sent back, and comes again corrected. */
  | 'errors-returned'
  /** Wrong figures that add up; found after acceptance, corrected by two people. */
  | 'corrected'
  /** Decided by two people not to count. */
  | 'annulled'
  /** The device sends the same bytes again. */
  | 'resent'
  /** Two different papers under one number; two people take the first, or the second. */
  | 'first-stands'
  | 'second-taken'
  /** Another version after acceptance; two people take it. */
  | 'after-decision'
  /** A machine counted too. */
  | 'machine'
  /** Nothing comes before the morning. */
  | 'missing'
  /** Somebody objects to the result. */
  | 'objection'
  /** The two who key differ, a third decides. */
  | 'difference';

export type StationPlan = {
  readonly station: DrillStation;
  readonly transport: Transport;
  readonly trouble: Trouble | null;
  /** Something forbidden that is tried before the station's own packages come. */
  readonly attempt: RefusedAttempt | null;
  /** Legal time at which the papers are there, in milliseconds since 1970. */
  readonly arrivesAtMs: number;
};

/** Shares of the stations; each happens at least once, however small the night is. */
const TROUBLES: readonly (readonly [Trouble, number])[] = [
  ['errors-accepted', 0.004],
  ['errors-returned', 0.003],
  ['corrected', 0.001],
  ['resent', 0.005],
  ['first-stands', 0.0003],
  ['second-taken', 0.0003],
  ['after-decision', 0.0003],
  ['machine', 0.003],
  ['missing', 0.0006],
  ['objection', 0.0004],
];
const TYPED = 0.05;
const CARRIED = 0.01;
const DIFFERENT_OF_TYPED = 0.2;
const ATTEMPTS_OF_EACH_KIND = 0.0003;

const MINUTE_MS = 60_000;
const FIRST_PAPERS_MINUTES = 35;
/** A hand count takes about so long for each thousand voters. */
const MINUTES_PER_THOUSAND = 75;
const TOWN_FACTOR = 1.4;
/** Missing stations come long after all others. */
const MISSING_HOURS = 13;

/** What happens at each station, in the order in which papers come: from the seed and nothing else. */
export function planNight(
  seed: string,
  stations: readonly DrillStation[],
  {
    listedOf,
    isTown,
  }: {
    readonly listedOf: (station: DrillStation) => number;
    readonly isTown: (station: DrillStation) => boolean;
  },
): readonly StationPlan[] {
  const random = seededRandom(`${seed} plan`);
  // At home only: abroad the night is another one, and nobody there is made to wait.
  const home = random.shuffle(
    stations.filter(({ kind }) => kind !== 'abroad').map(({ number }) => number),
  );
  const atLeastOne = (share: number) => Math.max(1, Math.round(stations.length * share));
  const troubles = new Map<string, Trouble>();
  const take = (count: number, put: (number: string) => void) => home.splice(0, count).forEach(put);
  for (const [trouble, share] of TROUBLES) {
    take(atLeastOne(share), (number) => troubles.set(number, trouble));
  }
  take(1, (number) => troubles.set(number, 'annulled'));
  const attempts = new Map<string, RefusedAttempt>();
  for (const attempt of REFUSED_ATTEMPTS) {
    take(atLeastOne(ATTEMPTS_OF_EACH_KIND), (number) => attempts.set(number, attempt));
  }
  const transports = new Map<string, Transport>();
  const typed = atLeastOne(TYPED);
  take(Math.max(1, Math.round(typed * DIFFERENT_OF_TYPED)), (number) => {
    transports.set(number, 'typed');
    troubles.set(number, 'difference');
  });
  take(typed, (number) => transports.set(number, 'typed'));
  take(atLeastOne(CARRIED), (number) => transports.set(number, 'carried'));
  return stations
    .map((station): StationPlan => {
      const trouble = troubles.get(station.number) ?? null;
      const minutes =
        FIRST_PAPERS_MINUTES +
        (listedOf(station) / 1000) * MINUTES_PER_THOUSAND * (isTown(station) ? TOWN_FACTOR : 1) +
        45 * random.next() ** 2;
      return {
        station,
        transport: transports.get(station.number) ?? 'sent',
        trouble,
        attempt: attempts.get(station.number) ?? null,
        arrivesAtMs:
          station.closesAtMs + (trouble === 'missing' ? MISSING_HOURS * 60 : minutes) * MINUTE_MS,
      };
    })
    .toSorted((a, b) => a.arrivesAtMs - b.arrivesAtMs);
}
