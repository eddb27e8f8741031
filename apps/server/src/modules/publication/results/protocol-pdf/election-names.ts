import type { PublishedElection } from '@ovoz/contract';
import {
  AGAINST_ALL,
  type ContestTemplate,
  candidateOption,
  type LocalizedText,
  type OptionCode,
  optionsOf,
  type ResultForm,
  textInLetters,
  transliterateUzbek,
} from '@ovoz/election-model';
import { type Words, wordsIn } from './words.ts';

/** An election in one language: what its codes are called. */
export type ElectionNames = {
  readonly election: PublishedElection;
  readonly words: Words;
  /** Texts of pack and definition; Uzbek in Cyrillic letters is written from the Latin ones. */
  readonly say: (text: LocalizedText) => string;
  /** A name that stands in one language only, in the letters of this one. */
  readonly spell: (name: string) => string;
  readonly contest: (code: string) => ContestTemplate | null;
  readonly form: (contest: string) => ResultForm | null;
  readonly option: (contest: string, district: string | null, option: OptionCode) => OptionName;
  readonly options: (contest: string, district: string | null) => readonly OptionCode[];
  readonly party: (code: string | null) => string;
};

export type OptionName = { readonly name: string; readonly party: string };

/** The names of an election in a language of its pack. */
export function electionNames(election: PublishedElection, tag: string): ElectionNames {
  const { definition, pack } = election;
  const words = wordsIn(tag);
  const fallbacks = pack.languages.map((language) => language.tag);
  const say = (text: LocalizedText) => textInLetters(text, tag, ...fallbacks);
  const contest = (code: string) => definition.contests.find((one) => one.code === code) ?? null;
  const form = (code: string) => pack.forms.find((one) => one.code === contest(code)?.form) ?? null;
  const spell = (name: string) => (tag === 'uz-Cyrl' ? transliterateUzbek(name) : name);
  const ballot = (code: string, district: string | null) =>
    definition.ballots.find((one) => one.contest === code && one.district === district) ?? null;
  const party = (code: string | null) => {
    const found = definition.parties.find((one) => one.code === code);
    return found === undefined ? '' : say(found.name);
  };
  return {
    election,
    words,
    say,
    spell,
    contest,
    form,
    party,
    option: (code, district, option) => {
      if (option === AGAINST_ALL) return { name: words.t('results.againstAll'), party: '' };
      const candidate = ballot(code, district)?.candidates.find(
        ({ number }) => candidateOption(number) === option,
      );
      if (candidate === undefined) return { name: party(option), party: '' };
      return { name: spell(candidate.name), party: party(candidate.party) };
    },
    options: (code, district) => {
      const [own, of] = [ballot(code, district), form(code)];
      return own === null || of === null ? [] : optionsOf(of, own);
    },
  };
}
