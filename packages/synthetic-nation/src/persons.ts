import type { GenerationPlan } from './generation-plan.ts';
import { plainRows } from './given-files.ts';
import type { SeededRandom } from './seeded-random.ts';
import { fill } from './station-words.ts';

export type Sex = 'female' | 'male';
type WeightedName = { readonly name: string; readonly weight: number };

/** Names of the country's people, with guessed frequencies. */
export type PersonNames = {
  readonly given: Readonly<Record<Sex, readonly WeightedName[]>>;
  /** Empty where people have no surnames. */
  readonly surnames: readonly (Readonly<Record<Sex, string>> & { readonly weight: number })[];
};

/** Reads `names/given-names.csv` and, where there is one, `names/surnames.csv` of a pack. */
export function readPersonNames(givenNames: string, surnames: string | null): PersonNames {
  const given = plainRows(givenNames);
  const ofSex = (letter: string) =>
    given
      .filter((row) => row['sex'] === letter)
      .map((row) => ({ name: row['name'] ?? '', weight: Number(row['weight']) }));
  return {
    given: { female: ofSex('f'), male: ofSex('m') },
    surnames: (surnames === null ? [] : plainRows(surnames)).map((row) => ({
      male: row['male'] ?? '',
      female: row['female'] ?? '',
      weight: Number(row['weight']),
    })),
  };
}

/** An invented person's full name, in the country's order. */
export function drawName(
  { persons }: GenerationPlan,
  names: PersonNames,
  sex: Sex,
  random: SeededRandom,
): string {
  const given = random.pickWeighted(names.given[sex]).name;
  const father = random.pickWeighted(names.given.male).name;
  const surname = names.surnames.length === 0 ? '' : random.pickWeighted(names.surnames)[sex];
  const patronymic =
    persons.patronymic === undefined ? '' : fill(persons.patronymic[sex], { father });
  return fill(persons.name, { given, surname, patronymic, initial: father.slice(0, 1) });
}

/** As many names as sexes are given; none that is taken, while the lists of names allow it. */
export function drawNames(
  plan: GenerationPlan,
  names: PersonNames,
  sexes: readonly Sex[],
  random: SeededRandom,
  taken: Set<string>,
): readonly string[] {
  return sexes.map((sex) => {
    let name = drawName(plan, names, sex, random);
    for (let draw = 0; taken.has(name) && draw < MAX_DRAWS; draw++) {
      name = drawName(plan, names, sex, random);
    }
    taken.add(name);
    return name;
  });
}

const MAX_DRAWS = 50;
