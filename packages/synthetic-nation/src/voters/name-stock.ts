import { present } from '@ovoz/basics';
import type { NameProfile } from '@ovoz/voter-register';
import type { GenerationPlan } from '../generation-plan.ts';
import { plainRows } from '../given-files.ts';
import { type PackReader, requiredFile } from '../given-pack.ts';
import type { SeededRandom } from '../seeded-random.ts';
import { type Patronymics, patronymicsOf, type SexLetter } from './patronymics.ts';
import { type NameForms, spellingsOf } from './spellings.ts';
import { weightedPicker } from './weighted-picker.ts';

/** A country's names in all spellings, by number, and how to draw them. */
export type NameStock = {
  readonly profile: NameProfile;
  readonly given: Readonly<Record<SexLetter, readonly NameForms[]>>;
  readonly surnames: readonly Readonly<Record<SexLetter, NameForms>>[];
  /** By the number of the father's given name; null where people have no patronymics. */
  readonly patronymics: readonly (Patronymics | null)[];
  /** Numbers of names that tradition gives to twins, by sex. */
  readonly twins: Readonly<Record<SexLetter, readonly (readonly [number, number])[]>>;
  pickGiven(sex: SexLetter, random: SeededRandom): number;
  pickSurname(random: SeededRandom): number;
};

/** Surnames made from a man's given name make up so much of all, where the list has such forms. */
const DERIVED_SHARE = 0.3;

export function readNameStock(
  read: PackReader,
  profile: NameProfile,
  persons: GenerationPlan['persons'],
): NameStock {
  const rows = plainRows(requiredFile(read, 'names/given-names.csv'));
  const given = { m: givenNames(rows, 'm', profile), f: givenNames(rows, 'f', profile) };
  const listed = listedSurnames(read, profile);
  const surnames = [...listed, ...derivedSurnames(profile, given.m, totalOf(listed))];
  const twins = { m: addTwins(profile, given.m, 'm'), f: addTwins(profile, given.f, 'f') };
  const pickers = { m: weightedPicker(weights(given.m)), f: weightedPicker(weights(given.f)) };
  const pickSurname = weightedPicker(weights(surnames));
  return {
    profile,
    given: { m: given.m.map(({ forms }) => forms), f: given.f.map(({ forms }) => forms) },
    surnames: surnames.map(({ forms }) => forms),
    patronymics: given.m.map(({ forms }) => patronymicsOf(profile, persons, forms)),
    twins,
    pickGiven: (sex, random) => pickers[sex](random),
    pickSurname,
  };
}

type Weighted<Forms> = { readonly forms: Forms; readonly weight: number };
type Row = Readonly<Record<string, string>>;

const weights = (items: readonly Weighted<unknown>[]) => items.map(({ weight }) => weight);
const totalOf = (items: readonly Weighted<unknown>[]) =>
  items.reduce((sum, { weight }) => sum + weight, 0);

function givenNames(
  rows: readonly Row[],
  sex: SexLetter,
  profile: NameProfile,
): Weighted<NameForms>[] {
  return rows
    .filter((row) => row['sex'] === sex)
    .map((row) => ({
      forms: spellingsOf(profile, row['name'] ?? '', row['name_alt_script'] ?? ''),
      weight: Number(row['weight']),
    }));
}

type Surname = Weighted<Readonly<Record<SexLetter, NameForms>>>;

/** Surnames, or clan names where people have those. */
function listedSurnames(read: PackReader, profile: NameProfile): readonly Surname[] {
  const surnames = read('names/surnames.csv');
  if (surnames === null) {
    return plainRows(requiredFile(read, 'names/clan-names.csv')).map((row) => {
      const forms = spellingsOf(profile, row['name'] ?? '', row['name_alt_script'] ?? '');
      return { forms: { m: forms, f: forms }, weight: Number(row['weight']) };
    });
  }
  return plainRows(surnames).map((row) => ({
    forms: {
      m: spellingsOf(profile, row['male'] ?? '', row['male_alt_script'] ?? ''),
      f: spellingsOf(profile, row['female'] ?? '', row['female_alt_script'] ?? ''),
    },
    weight: Number(row['weight']),
  }));
}

/** Sodiqov from Sodiq: a grandfather's name, as families take it up to now. */
function derivedSurnames(
  profile: NameProfile,
  men: readonly Weighted<NameForms>[],
  listedTotal: number,
): readonly Surname[] {
  if (profile !== 'uzbek' && profile !== 'azerbaijani') return [];
  const share = (DERIVED_SHARE / (1 - DERIVED_SHARE)) * (listedTotal / totalOf(men));
  return men.map(({ forms: [official, other], weight }) => {
    const male = official + (/[aeəiıoöuü]$/.test(official) ? 'yev' : 'ov');
    const isCyrillic = /[а-яўқғҳ]$/.test(other);
    const otherMale = isCyrillic ? other + (/[аеёиоуўэюя]$/.test(other) ? 'ев' : 'ов') : '';
    return {
      forms: {
        m: spellingsOf(profile, male, otherMale),
        f: spellingsOf(profile, `${male}a`, isCyrillic ? `${otherMale}а` : ''),
      },
      weight: weight * share,
    };
  });
}

/** In the country's own spelling; Mongolia has no such names. */
const TWIN_NAMES: Readonly<Record<NameProfile, Readonly<Record<SexLetter, readonly string[]>>>> = {
  uzbek: { m: ['Hasan Ҳасан', 'Husan Ҳусан'], f: ['Fotima Фотима', 'Zuhra Зуҳра'] },
  azerbaijani: { m: ['Həsən', 'Hüseyn'], f: ['Fatimə', 'Zəhra'] },
  mongolian: { m: [], f: [] },
  plain: { m: [], f: [] },
};

function addTwins(
  profile: NameProfile,
  names: Weighted<NameForms>[],
  sex: SexLetter,
): readonly (readonly [number, number])[] {
  const numbers = TWIN_NAMES[profile][sex].map((entry) => {
    const [official = '', other = ''] = entry.split(' ');
    const known = names.findIndex(({ forms }) => forms[0] === official);
    if (known >= 0) return known;
    return names.push({ forms: spellingsOf(profile, official, other), weight: 0 }) - 1;
  });
  if (numbers.length === 0) return [];
  const [one, two] = numbers;
  return [[present(one, 'twins have two names'), present(two, 'twins have two names')]];
}
