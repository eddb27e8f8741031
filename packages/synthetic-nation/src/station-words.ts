import { present } from '@ovoz/basics';
import type { PollingStation, Territory } from '@ovoz/election-model';
import type { GenerationPlan } from './generation-plan.ts';
import type { SeededRandom } from './seeded-random.ts';

/** Puts values into `{name}` places of a pattern. */
export function fill(pattern: string, values: Readonly<Record<string, string | number>>): string {
  return pattern.replace(/\{([a-z]+)\}/g, (_, name: string) =>
    String(present(values[name], `the pattern "${pattern}" asks for a known value`)),
  );
}

/** How the door of a station is found, for every second one. */
export function stationDirections(
  { directions = [], language }: GenerationPlan,
  random: SeededRandom,
): () => Pick<PollingStation, 'directions'> {
  return () => {
    if (directions.length === 0 || random.below(2) === 0) return {};
    const { en, local, ru } = random.pick(directions);
    return { directions: { en, [language]: local, ru } };
  };
}

/** Gives the stations of one territory their names and addresses: no two schools with one number. */
export function stationWords(plan: GenerationPlan, territory: Territory, random: SeededRandom) {
  const counters = new Map<string, number>();
  const neighbourhoods = random.shuffle(plan.neighbourhoods);
  const place = territory.name[plan.language] ?? territory.name.en;
  let drawn = 0;
  return {
    name(venues: GenerationPlan['venues']): string {
      const venue = random.pickWeighted(venues);
      const n = (counters.get(venue.name) ?? 0) + 1;
      counters.set(venue.name, n);
      if (!venue.name.includes('{neighbourhood}')) return fill(venue.name, { n });
      const round = Math.floor(drawn / neighbourhoods.length) + 1;
      const neighbourhood = neighbourhoods[drawn++ % neighbourhoods.length] ?? '';
      const name = fill(venue.name, { n, neighbourhood });
      return round === 1 ? name : `${name} ${round}`;
    },
    address(): string {
      return fill(plan.address, {
        place,
        neighbourhood: random.pick(plan.neighbourhoods),
        street: random.pick(plan.streets),
        house: 1 + random.below(120),
      });
    },
    stepFree() {
      const kinds = ['yes', 'with-help', 'no', 'unknown'] as const;
      return random.pickWeighted(kinds.map((kind) => ({ kind, weight: plan.stepFree[kind] }))).kind;
    },
  };
}
