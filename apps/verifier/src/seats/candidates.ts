import { compare, fraction } from '@ovoz/basics';
import type { Allocation, SeatRule } from '../election-types.ts';
import {
  drawLot,
  type SeatCount,
  type SeatOption,
  type SeatQuestion,
  type Sheet,
} from './question.ts';
import { writtenOf } from './written.ts';

/** What becomes of the candidates: seats, or why there are none. */
export type Outcome = {
  readonly seats: SeatCount;
  readonly status: 'complete' | 'second-round' | 'repeat-election';
  readonly runoff: Allocation['runoff'];
};

const NOBODY: SeatCount = new Map();

/** Seats to the first in votes, or by absolute majority; votes against all may stop it. */
export function chooseCandidates(
  question: SeatQuestion,
  candidates: readonly SeatOption[],
  sheet: Sheet,
): Outcome | 'base-unknown' {
  const { rule, seats } = question;
  if (againstAllLead(question, candidates, sheet)) {
    return { seats: NOBODY, status: 'repeat-election', runoff: null };
  }
  if (rule.method === 'absolute-majority-runoff' && question.round === 1) {
    return byAbsoluteMajority(question, candidates, sheet);
  }
  const { chosen, fates } = firstInVotes(candidates, seats, rule.mostOfOneSex, sheet, 'rank');
  sheet.steps.push({
    kind: 'ranking',
    options: mostVotesFirst(candidates).map(({ option, votes }) => ({
      option,
      votes,
      outcome: fates.get(option) ?? 'not-elected',
    })),
  });
  if (chosen.length < seats && sheet.tie === null) {
    sheet.steps.push({ kind: 'unfilled', seats: seats - chosen.length });
  }
  return { seats: oneEach(chosen), status: 'complete', runoff: null };
}

/** True when more are against all than for the first, and the election then has to be held again. */
function againstAllLead(
  { rule, options }: SeatQuestion,
  candidates: readonly SeatOption[],
  sheet: Sheet,
): boolean {
  const votes = options.find(({ kind }) => kind === 'against-all')?.votes ?? 0;
  const firstVotes = Math.max(0, ...candidates.map((one) => one.votes));
  if (votes <= firstVotes) return false;
  const consequence = rule.againstAllLeads ?? 'ignored';
  sheet.steps.push({ kind: 'against-all-leads', votes, firstVotes, consequence });
  return consequence === 'repeat-election';
}

function byAbsoluteMajority(
  { rule, bases }: SeatQuestion,
  candidates: readonly SeatOption[],
  sheet: Sheet,
): Outcome | 'base-unknown' {
  const base = rule.majorityOf ?? 'valid-votes';
  const baseVotes = bases[base];
  if (baseVotes === null) return 'base-unknown';
  const [first] = mostVotesFirst(candidates);
  if (first === undefined) return { seats: NOBODY, status: 'repeat-election', runoff: null };
  const half = fraction(baseVotes, 2);
  const reached = compare(fraction(first.votes), half) > 0;
  const { option, votes } = first;
  sheet.steps.push({
    kind: 'majority',
    base,
    baseVotes,
    half: writtenOf(half),
    option,
    votes,
    reached,
  });
  if (reached) return { seats: oneEach([option]), status: 'complete', runoff: null };
  if (candidates.length < 2) return { seats: NOBODY, status: 'repeat-election', runoff: null };
  const { chosen } = firstInVotes(candidates, 2, undefined, sheet, 'runoff');
  if (chosen.length < 2) return { seats: NOBODY, status: 'complete', runoff: null };
  sheet.steps.push({ kind: 'second-round', options: chosen });
  return { seats: NOBODY, status: 'second-round', runoff: chosen };
}

type Fate = 'elected' | 'not-elected' | 'passed-over' | 'tied';
type Chosen = { readonly chosen: readonly string[]; readonly fates: ReadonlyMap<string, Fate> };

/**
 * Takes candidates in the order of their votes until the places are full. Who would be one more of a sex than
 * the rule allows is passed over. Equal ones of whom not all can be taken need a lot.
 */
function firstInVotes(
  candidates: readonly SeatOption[],
  places: number,
  mostOfOneSex: SeatRule['mostOfOneSex'],
  sheet: Sheet,
  step: 'rank' | 'runoff',
): Chosen {
  const taken: SeatOption[] = [];
  const fates = new Map<string, Fate>();
  const isBarred = (one: SeatOption, among: readonly SeatOption[]) => {
    const sex = sexOf(one);
    if (sex === null || mostOfOneSex === undefined) return false;
    return among.filter((other) => sexOf(other) === sex).length >= mostOfOneSex;
  };
  const takeInTurn = (ones: readonly SeatOption[], into: SeatOption[]) => {
    for (const one of ones) {
      if (into.length >= places) fates.set(one.option, 'not-elected');
      else if (isBarred(one, into)) fates.set(one.option, 'passed-over');
      else {
        into.push(one);
        fates.set(one.option, 'elected');
      }
    }
  };
  const levels = new Set(candidates.map(({ votes }) => votes));
  for (const votes of [...levels].toSorted((a, b) => b - a)) {
    if (taken.length >= places) break;
    const level = candidates.filter((one) => one.votes === votes);
    const able = level.filter((one) => !isBarred(one, taken));
    for (const { option } of level) fates.set(option, 'passed-over');
    // How many of them fit does not depend on their order: each sex fills its own room.
    const trial = [...taken];
    takeInTurn(able, trial);
    const fit = trial.length - taken.length;
    const names = able.map(({ option }) => option);
    const order =
      fit < able.length ? drawLot(sheet, `${step}-${taken.length + 1}`, names, fit) : names;
    if (order === null) {
      for (const name of names) fates.set(name, 'tied');
      break;
    }
    takeInTurn(
      order.flatMap((name) => able.filter(({ option }) => option === name)),
      taken,
    );
  }
  return { chosen: taken.map(({ option }) => option), fates };
}

function sexOf({ candidates }: SeatOption): 'female' | 'male' | null {
  return candidates?.[0]?.sex ?? null;
}

/** Equal ones stay in the order of the ballot. */
function mostVotesFirst(candidates: readonly SeatOption[]): readonly SeatOption[] {
  return candidates.toSorted((a, b) => b.votes - a.votes);
}

function oneEach(options: readonly string[]): SeatCount {
  return new Map(options.map((option) => [option, 1]));
}
