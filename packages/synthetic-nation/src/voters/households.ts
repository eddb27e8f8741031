import type { SeededRandom } from '../seeded-random.ts';
import type { NameStock } from './name-stock.ts';
import type { SexLetter } from './patronymics.ts';
import { type Eras, type Person, registeredBirthDay } from './people.ts';

export type HouseholdSources = {
  readonly stock: NameStock;
  readonly eras: Eras;
  /** Day of the register, since 1970. */
  readonly asOf: number;
  /** Gives the number of the next human being. */
  readonly nextPerson: () => number;
};

/** Younger people are not in a register of voters. */
const YOUNGEST = 17;
const SINGLE = 0.2;
const ONE_PARENT = 0.12;
const GRANDMOTHER = 0.12;
const TOOK_HIS_SURNAME = 0.45;
const SON_MARRIED = 0.3;
/** Of births: about two of a hundred adults are twins. */
const TWIN_BIRTH = 0.02;
const TRADITIONAL_TWIN_NAMES = 0.4;
const AT_HOME: Readonly<Record<SexLetter, number>> = { m: 0.65, f: 0.4 };

/** The adults of one home: a couple, their grown children, sons' wives, a grandmother; or one person. */
export function drawHousehold(sources: HouseholdSources, random: SeededRandom): readonly Person[] {
  const family = new Family(sources, random);
  if (random.next() < SINGLE) {
    family.add(sexOf(random), YOUNGEST + 2 + random.below(66), {});
    return family.members;
  }
  const age = 24 + Math.floor(56 * random.next() ** 1.5);
  const surname = sources.stock.pickSurname(random);
  const motherAge = Math.max(19, age - random.below(7));
  const given = sources.stock.pickGiven('m', random);
  const isWidowed = random.next() < ONE_PARENT;
  if (!isWidowed || age < 45) family.add('m', age, { surname, given });
  const takesSurname = random.next() < TOOK_HIS_SURNAME;
  family.add('f', motherAge, takesSurname ? { surname } : {});
  if (random.next() < GRANDMOTHER && age < 65)
    family.add('f', age + 19 + random.below(10), { surname });
  addChildren(family, { surname, father: given, motherAge }, random);
  return family.members;
}

type Parents = { readonly surname: number; readonly father: number; readonly motherAge: number };

function addChildren(
  family: Family,
  { surname, father, motherAge }: Parents,
  random: SeededRandom,
) {
  for (let birth = 0; birth < 4; birth++) {
    const age = motherAge - 20 - 3 * birth - random.below(4);
    if (age < YOUNGEST || age > 50) continue;
    const sex = sexOf(random);
    if (random.next() < TWIN_BIRTH) {
      family.addTwins(sex, age, { surname, father });
      continue;
    }
    if (random.next() >= AT_HOME[sex]) continue;
    family.add(sex, age, { surname, father });
    if (sex === 'm' && age > 23 && random.next() < SON_MARRIED) {
      family.add('f', age - random.below(5), random.next() < TOOK_HIS_SURNAME ? { surname } : {});
    }
  }
}

type Known = { readonly surname?: number; readonly father?: number; readonly given?: number };

/** People of one home; no two of one sex with the same given name. */
class Family {
  readonly members: Person[] = [];
  readonly #sources: HouseholdSources;
  readonly #random: SeededRandom;

  constructor(sources: HouseholdSources, random: SeededRandom) {
    this.#sources = sources;
    this.#random = random;
  }

  add(sex: SexLetter, age: number, known: Known): void {
    const person = this.#sources.nextPerson();
    this.members.push(this.#person(person, sex, this.#birthDay(age), known, null));
  }

  /** Same day, same sex as often as not; many with the names that tradition has for them. */
  addTwins(sex: SexLetter, age: number, known: Known): void {
    const { stock, nextPerson } = this.#sources;
    const day = this.#birthDay(age);
    const [one, two] = [nextPerson(), nextPerson()];
    const [pair] = stock.twins[sex];
    const isTraditional = pair !== undefined && this.#random.next() < TRADITIONAL_TWIN_NAMES;
    const otherSex = isTraditional || this.#random.next() < 0.5 ? sex : sexOf(this.#random);
    const names = isTraditional ? pair.map((given) => ({ ...known, given })) : [known, known];
    this.members.push(this.#person(one, sex, day, names[0] ?? known, two));
    this.members.push(this.#person(two, otherSex, day, names[1] ?? known, one));
  }

  #person(
    person: number,
    sex: SexLetter,
    birthDay: number,
    known: Known,
    twin: number | null,
  ): Person {
    const { stock } = this.#sources;
    const random = this.#random;
    return {
      person,
      sex,
      surname: known.surname ?? stock.pickSurname(random),
      given: known.given ?? this.#freeGiven(sex),
      father: known.father ?? stock.pickGiven('m', random),
      birthDay,
      twin,
    };
  }

  #freeGiven(sex: SexLetter): number {
    for (;;) {
      const given = this.#sources.stock.pickGiven(sex, this.#random);
      if (!this.members.some((other) => other.sex === sex && other.given === given)) return given;
    }
  }

  #birthDay(age: number): number {
    const { asOf, eras } = this.#sources;
    const day = Math.floor(asOf - age * 365.25) - this.#random.below(365);
    return registeredBirthDay(day, eras, this.#random);
  }
}

function sexOf(random: SeededRandom): SexLetter {
  return random.next() < 0.5 ? 'm' : 'f';
}
