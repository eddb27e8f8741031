import { present } from '@ovoz/basics';
import type { LocalizedText, Territory } from '@ovoz/election-model';
import type { GenerationPlan } from './generation-plan.ts';
import type { StationInTerritory } from './station-chain.ts';
import { fill } from './station-words.ts';

/** Names a district after the territory that most of its stations are in. */
export function nameDistrict(
  plan: GenerationPlan,
  number: string,
  run: readonly StationInTerritory[],
): LocalizedText {
  const main = mainTerritory(run);
  const { name, strip } = plan.districtNames;
  const local = bare(main.name[plan.language] ?? main.name.en, strip.local);
  const en = bare(main.name.en, strip.en);
  // Some lists have no Russian names for districts; the local one is in Cyrillic then.
  const ru = bare(main.name['ru'] ?? main.name[plan.language] ?? main.name.en, strip.ru);
  return {
    en: fill(name.en, { name: en, number }),
    [plan.language]: fill(name.local, { name: local, number }),
    ru: fill(name.ru, { name: ru, number }),
  };
}

function mainTerritory(run: readonly StationInTerritory[]): Territory {
  const groups = [...Map.groupBy(run, ({ territory }) => territory)];
  const [main] = groups.toSorted(([, a], [, b]) => b.length - a.length);
  return present(main, 'a district has stations')[0];
}

/** Takes the first ending or beginning off that the name has. */
function bare(name: string, words: readonly string[]): string {
  const word = words.find((one) => name.endsWith(one) || name.startsWith(one));
  if (word === undefined) return name;
  return name.endsWith(word) ? name.slice(0, -word.length) : name.slice(word.length);
}
