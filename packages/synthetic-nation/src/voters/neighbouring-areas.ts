import type { PollingStation } from '@ovoz/election-model';
import type { GenerationPlan } from '../generation-plan.ts';
import { type SeededRandom, seededRandom } from '../seeded-random.ts';
import { type Dwellings, dwellingsOf, type Locality, type StreetEnd } from './dwellings.ts';
import { localitiesOf } from './localities.ts';

/** Stations that share the locality of the one before, and then mostly a street. */
const SHARES_LOCALITY = 0.2;
const SHARES_STREET = 0.6;

type Before = { readonly locality: Locality; readonly end: () => StreetEnd };

/** Gives each station the homes of its area; the stations of a territory come one after the other. */
export function neighbouringAreas(
  plan: Pick<GenerationPlan, 'neighbourhoods' | 'streets'>,
  seed: string,
  isTown: (territoryCode: string) => boolean,
  nextAddress: () => number,
): (station: PollingStation, random: SeededRandom) => Dwellings {
  let territory = { code: '', nextLocality: (): Locality => ({ name: '', nextStreet: () => '' }) };
  let before: Before | null = null;
  return (station, random) => {
    const { territoryCode } = station;
    if (territory.code !== territoryCode) {
      const names = seededRandom(`${seed} localities ${territoryCode}`);
      territory = { code: territoryCode, nextLocality: localitiesOf(plan, names) };
      before = null;
    }
    const shared = before !== null && random.next() < SHARES_LOCALITY ? before : null;
    const locality = shared?.locality ?? territory.nextLocality();
    const continues = shared !== null && random.next() < SHARES_STREET ? shared.end() : null;
    const sources = { station, isTown: isTown(territoryCode), locality, continues, nextAddress };
    const dwellings = dwellingsOf(sources, random);
    before = { locality, end: () => dwellings.end() };
    return dwellings;
  };
}
