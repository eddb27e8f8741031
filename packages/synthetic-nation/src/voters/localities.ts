import type { GenerationPlan } from '../generation-plan.ts';
import type { SeededRandom } from '../seeded-random.ts';
import type { Locality } from './dwellings.ts';

/** The localities of one territory, none twice, each with streets of its own. */
export function localitiesOf(
  { neighbourhoods, streets }: Pick<GenerationPlan, 'neighbourhoods' | 'streets'>,
  random: SeededRandom,
): () => Locality {
  const names = numbered(random.shuffle(neighbourhoods));
  return () => ({ name: names(), nextStreet: numbered(random.shuffle(streets)) });
}

/** The names in turn; from the second round on with a number. */
function numbered(names: readonly string[]): () => string {
  let taken = 0;
  return () => {
    const round = Math.floor(taken / names.length) + 1;
    const name = names[taken++ % names.length] ?? '';
    return round === 1 ? name : `${name} ${round}`;
  };
}
