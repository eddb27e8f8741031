import { present } from '@ovoz/basics';
import type { Lot, OptionCode, SeatAllocation, SeatRule, Tie } from '@ovoz/election-model';
import { chooseByVotes, sexOf } from './candidate-seats.ts';
import type { SeatOption } from './seat-request.ts';
import type { Working } from './seat-working.ts';

/** A seat that fell vacant: the candidate with this number, elected on this option. */
export type Vacancy = { readonly option: OptionCode; readonly candidate: number };

export type VacancyOutcome =
  | { readonly kind: 'filled'; readonly option: OptionCode; readonly candidate: number }
  | { readonly kind: 'needs-lot'; readonly tie: Tie }
  | { readonly kind: 'by-election' }
  /** Nobody is left on the list or among the candidates. */
  | { readonly kind: 'stays-vacant' };

/**
 * Who takes a seat that fell vacant: the next on the same list, the next in votes in the district (the
 * limit on one sex holds for them too), or nobody before a by-election.
 * `unavailable` are candidates who were elected and left, or who declined.
 */
export function fillVacancy(
  rule: SeatRule,
  allocation: SeatAllocation,
  options: readonly SeatOption[],
  vacated: Vacancy,
  unavailable: readonly Vacancy[] = [],
  lots: readonly Lot[] = [],
): VacancyOutcome {
  if (rule.vacancy === 'by-election') return { kind: 'by-election' };
  const gone = [vacated, ...unavailable];
  const isOut = (option: OptionCode, candidate: number) =>
    isElected(allocation, option, candidate) ||
    gone.some((one) => one.option === option && one.candidate === candidate);
  return rule.vacancy === 'next-on-list'
    ? nextOnList(options, vacated, isOut)
    : nextInVotes(rule, allocation, options, gone, isOut, lots);
}

type IsOut = (option: OptionCode, candidate: number) => boolean;

function nextOnList(
  options: readonly SeatOption[],
  { option }: Vacancy,
  isOut: IsOut,
): VacancyOutcome {
  const list = options.find((one) => one.option === option)?.candidates ?? [];
  const [next] = list
    .map(({ number }) => number)
    .filter((number) => !isOut(option, number))
    .toSorted((a, b) => a - b);
  return next === undefined
    ? { kind: 'stays-vacant' }
    : { kind: 'filled', option, candidate: next };
}

function nextInVotes(
  rule: SeatRule,
  allocation: SeatAllocation,
  options: readonly SeatOption[],
  gone: readonly Vacancy[],
  isOut: IsOut,
  lots: readonly Lot[],
): VacancyOutcome {
  const sitting = options.filter(
    (one) =>
      isElected(allocation, one.option, numberOf(one)) &&
      !gone.some((other) => other.option === one.option),
  );
  const hasRoom = (one: SeatOption) => {
    const sex = sexOf(one);
    if (sex === null || rule.mostOfOneSex === undefined) return true;
    return sitting.filter((other) => sexOf(other) === sex).length < rule.mostOfOneSex;
  };
  const able = options.filter(
    (one) => one.candidates !== null && one.votes > 0 && !isOut(one.option, numberOf(one)),
  );
  const working: Working = { steps: [], lots, tie: null };
  const { chosen } = chooseByVotes(able.filter(hasRoom), 1, undefined, working, 'vacancy');
  if (working.tie !== null) return { kind: 'needs-lot', tie: working.tie };
  const next = able.find(({ option }) => option === chosen[0]);
  if (next === undefined) return { kind: 'stays-vacant' };
  return { kind: 'filled', option: next.option, candidate: numberOf(next) };
}

function isElected({ elected }: SeatAllocation, option: OptionCode, candidate: number): boolean {
  return elected.some((one) => one.option === option && one.candidates.includes(candidate));
}

/** Number of the one candidate that the option stands for; votes against all stand for none. */
function numberOf({ option, candidates }: SeatOption): number {
  return candidates === null
    ? 0
    : present(candidates[0], `the option ${option} stands for a candidate`).number;
}
