import type { Allocation } from '../election-types.ts';
import { type Admissions, admit, enoughTookPart, type Pending } from './admission.ts';
import { shareByAverages } from './averages.ts';
import { chooseCandidates, type Outcome } from './candidates.ts';
import type { SeatOption, SeatQuestion, Sharer, Sheet } from './question.ts';
import { shareByRemainders } from './remainders.ts';

const REMAINDERS = [
  'hare-largest-remainder',
  'droop-largest-remainder',
  'imperiali-largest-remainder',
];
const AVERAGES = ['dhondt', 'sainte-lague', 'modified-sainte-lague'];

/**
 * The seats of one contest in one district with every step, as docs/record-format.md tells under Seats; or why
 * they cannot be worked out. Fractions are exact and reduced.
 */
export function workOutSeats(question: SeatQuestion): Allocation | Pending {
  const sheet: Sheet = { steps: [], lots: question.lots, tie: null };
  const tookPart = enoughTookPart(question, sheet);
  if (typeof tookPart === 'string') return tookPart;
  const admissions = admit(question, sheet);
  if (typeof admissions === 'string') return admissions;
  const voidReason = tookPart ? nobodyBecause(admissions) : 'turnout';
  if (voidReason !== null) return allocationOf(question, sheet, admissions, NOTHING, voidReason);
  const outcome = share(question, admissions, sheet);
  return outcome === 'base-unknown'
    ? outcome
    : allocationOf(question, sheet, admissions, outcome, null);
}

/** A contest that went to a second round: seats of the second, steps of both. */
export function joinRounds(first: Allocation, second: Allocation): Allocation {
  return { ...second, steps: [...first.steps, ...second.steps] };
}

const NOTHING: Outcome = { seats: new Map(), status: 'complete', runoff: null };

function nobodyBecause(admissions: Admissions): Allocation['voidReason'] {
  const found = new Set(admissions.values());
  if (found.has('admitted') || found.has('runner-up')) return null;
  return found.has('below-threshold') ? 'nobody-admitted' : 'no-votes';
}

function share(
  question: SeatQuestion,
  admissions: Admissions,
  sheet: Sheet,
): Outcome | 'base-unknown' {
  const { rule, seats, options } = question;
  const admitted = options.filter(({ option }) =>
    ['admitted', 'runner-up'].includes(admissions.get(option) ?? ''),
  );
  const sharers = () => admitted.map((one) => sharerOf(one, question, admissions));
  if (REMAINDERS.includes(rule.method)) {
    return { ...NOTHING, seats: shareByRemainders(rule.method, seats, sharers(), sheet) };
  }
  if (AVERAGES.includes(rule.method)) {
    return { ...NOTHING, seats: shareByAverages(rule, seats, sharers(), sheet) };
  }
  return chooseCandidates(question, admitted, sheet);
}

function sharerOf(
  { option, votes, candidates }: SeatOption,
  { rule }: SeatQuestion,
  admissions: Admissions,
): Sharer {
  const cap = rule.seatCap ?? Number.POSITIVE_INFINITY;
  const names = candidates?.length ?? Number.POSITIVE_INFINITY;
  const isRunnerUp = admissions.get(option) === 'runner-up';
  return {
    option,
    votes,
    factor: (isRunnerUp ? rule.soleListRunnerUp : undefined) ?? { numerator: 1, denominator: 1 },
    most: Math.min(cap, names),
    mostBecause: cap <= names ? 'seat-cap' : 'list-exhausted',
  };
}

function allocationOf(
  { rule, seats, options }: SeatQuestion,
  { steps, tie }: Sheet,
  admissions: Admissions,
  outcome: Outcome,
  voidReason: Allocation['voidReason'],
): Allocation {
  const won = ({ option }: SeatOption) => outcome.seats.get(option) ?? 0;
  const status = voidReason === null ? outcome.status : 'void';
  return {
    method: rule.method,
    seats,
    status: tie === null ? status : 'needs-lot',
    voidReason,
    options: options.map((one) => ({
      option: one.option,
      votes: one.votes,
      seats: won(one),
      admission: admissions.get(one.option) ?? 'no-votes',
    })),
    elected: options.flatMap((one) => {
      if (one.candidates === null || won(one) === 0) return [];
      const numbers = one.candidates.map(({ number }) => number).toSorted((a, b) => a - b);
      return [{ option: one.option, candidates: numbers.slice(0, won(one)) }];
    }),
    steps,
    runoff: outcome.runoff,
    tie,
  };
}
