import type { PollingStation } from '@ovoz/election-model';
import { apportion } from '../apportion.ts';
import type { SeededRandom } from '../seeded-random.ts';

/** People whom a station of these countries serves, about. */
const USUAL = 1820;
/** Stations differ in size by so much. */
const UNEVENNESS = 0.22;

/**
 * Which stations have voters, and how many: a few whole territories filled as usual rather than a few people
 * everywhere, so that a small register is like a part of a large one.
 */
export function stationQuotas(
  stations: readonly PollingStation[],
  people: number,
  random: SeededRandom,
): readonly { readonly station: PollingStation; readonly people: number }[] {
  const needed = Math.min(stations.length, Math.max(1, Math.round(people / USUAL)));
  const order = random.shuffle([...new Set(stations.map(({ territoryCode }) => territoryCode))]);
  const rank = new Map(order.map((code, index) => [code, index]));
  const place = (station: PollingStation) => rank.get(station.territoryCode) ?? 0;
  const chosen = stations.toSorted((a, b) => place(a) - place(b)).slice(0, needed);
  const quotas = apportion(
    people,
    chosen.map(() => Math.max(0.3, 1 + UNEVENNESS * random.bell())),
  );
  return chosen.map((station, index) => ({ station, people: quotas[index] ?? 0 }));
}
