import { assert } from '@ovoz/basics';
import {
  type EligibilityFactKind,
  isDay,
  type LocalizedText,
  type VoterListRules,
} from '@ovoz/election-model';

/** What a court or a register said, with its validity. Both days belong to it; no end: it stands. */
export type EligibilityFact = {
  readonly kind: EligibilityFactKind;
  readonly validFrom: string;
  readonly validTo: string | null;
  /** Taken back by its source: as if it had never been. */
  readonly revoked: boolean;
};

/** All that the right to vote hangs on. Days are ISO 8601. */
export type EligibilityFacts = {
  readonly birthDate: string;
  /** ISO 3166-1 alpha-2, `XX` when stateless or unknown. */
  readonly citizenship: string;
  readonly facts: readonly EligibilityFact[];
  /** On the list of a station abroad, so living abroad is no hindrance. Left out: no. */
  readonly listedAbroad?: boolean;
};

export type IneligibilityReason = EligibilityFactKind | 'not-citizen' | 'under-age';

export type Eligibility =
  | { readonly eligible: true }
  | {
      readonly eligible: false;
      readonly reason: IneligibilityReason;
      readonly article: LocalizedText;
      /** False: nobody has read the article in the text of the law yet. */
      readonly confirmed: boolean;
    };

/**
 * Whether a person has the right to vote on the day, and if not, why and by which article. Facts are asked in
 * the order of the pack, then citizenship, then age: a person is told one reason, the weightiest.
 * @param votingDay ISO 8601, local to the country
 */
export function eligibility(
  person: EligibilityFacts,
  rules: VoterListRules,
  votingDay: string,
): Eligibility {
  assert(isDay(votingDay) && isDay(person.birthDate), 'eligibility is asked with real days');
  for (const { fact, article, confirmed } of rules.exclusions) {
    if (fact === 'moved-abroad' && person.listedAbroad === true) continue;
    if (person.facts.some((one) => one.kind === fact && isInForce(one, votingDay))) {
      return { eligible: false, reason: fact, article, confirmed };
    }
  }
  if (person.citizenship !== rules.citizenship) {
    return { eligible: false, reason: 'not-citizen', ...rules.articles.citizenship };
  }
  if (person.birthDate > latestBirthDate(rules.minimumAge, votingDay)) {
    return { eligible: false, reason: 'under-age', ...rules.articles.age };
  }
  return { eligible: true };
}

/** ISO days sort as text. */
function isInForce(fact: EligibilityFact, day: string): boolean {
  return !fact.revoked && fact.validFrom <= day && (fact.validTo === null || day <= fact.validTo);
}

/**
 * The last birth date that is old enough on the day: who comes of age that very day is in. A year without
 * 29 February ends the count of years on the last day of February, as terms do in civil law.
 */
export function latestBirthDate(years: number, day: string): string {
  const year = Number(day.slice(0, 4));
  const monthDay = day.slice(5);
  const isLastOfFebruary = monthDay === '02-28' && !isDay(`${year}-02-29`);
  return `${String(year - years).padStart(4, '0')}-${isLastOfFebruary ? '02-29' : monthDay}`;
}
