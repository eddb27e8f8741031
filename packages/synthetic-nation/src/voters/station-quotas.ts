import type { PollingStation } from '@ovoz/election-model';
import { apportion } from '../apportion.ts';
import type { SeededRandom } from '../seeded-random.ts';

/** People whom a station of these countries serves, about. */
const USUAL = 1820;
/** Stations differ in size by so much. */
const UNEVENNESS = 0.22;

/** Whether a register of few people has some whole territories, or some stations of each. */
export type Spread = 'whole-territories' | 'each-territory';

/**
 * Which stations have voters, and how many: as many as stations usually have, rather than a few people everywhere,
 * so that a small register is like a part of a large one. Stations of one territory follow each other.
 */
export function stationQuotas(
  stations: readonly PollingStation[],
  people: number,
  spread: Spread,
  random: SeededRandom,
): readonly { readonly station: PollingStation; readonly people: number }[] {
  const needed = Math.min(stations.length, Math.max(1, Math.round(people / USUAL)));
  const territories = Map.groupBy(stations, ({ territoryCode }) => territoryCode);
  const order = random.shuffle([...territories.values()]);
  const chosen = spread === 'each-territory' ? someOfEach(order, needed) : order.flat();
  const served = chosen.slice(0, needed);
  const quotas = apportion(
    people,
    served.map(() => Math.max(0.3, 1 + UNEVENNESS * random.bell())),
  );
  return served.map((station, index) => ({ station, people: quotas[index] ?? 0 }));
}

/** The first stations of each territory, as many of one as of another while there are. */
function someOfEach(
  territories: readonly (readonly PollingStation[])[],
  needed: number,
): readonly PollingStation[] {
  const rounds = Math.ceil(needed / territories.length);
  const extra = needed - (rounds - 1) * territories.length;
  return territories.flatMap((stations, index) =>
    stations.slice(0, index < extra ? rounds : rounds - 1),
  );
}
