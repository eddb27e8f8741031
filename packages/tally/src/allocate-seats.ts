import { assert, ok, type Result, refused } from '@ovoz/basics';
import type {
  Admission,
  AllocationStatus,
  OptionCode,
  SeatAllocation,
  SeatStep,
} from '@ovoz/election-model';
import { chooseByVotes } from './candidate-seats.ts';
import { isAverageMethod, shareByAverages } from './highest-averages.ts';
import { isRemainderMethod, shareByRemainders } from './largest-remainder.ts';
import { decideByMajority } from './majority.ts';
import { type Admissions, admitOptions } from './seat-admission.ts';
import { baseOf, type SeatOption, type SeatRefusal, type SeatRequest } from './seat-request.ts';
import type { Contender, Working } from './seat-working.ts';

/**
 * The seats of one contest in one district by the rule of the pack, with every step of the working. Whole
 * numbers and exact fractions only; ties stop at a recorded lot; a result that the law does not give is a
 * status, and a quantity that is unknown a refusal.
 */
export function allocateSeats(request: SeatRequest): Result<SeatAllocation, SeatRefusal> {
  const { rule, seats, options, lots, round } = request;
  assert(seats > 0, 'a contest gives at least one seat');
  assert(new Set(options.map(({ option }) => option)).size === options.length, 'options differ');
  assert(round === 1 || rule.method === 'absolute-majority-runoff', 'the method has two rounds');
  const working: Working = { steps: [], lots, tie: null };
  const turnout = askTurnout(request, working.steps);
  if (!turnout.ok) return turnout;
  const admitted = admitOptions(request, working.steps);
  if (!admitted.ok) return admitted;
  const reason = turnout.value ? voidReasonOf(admitted.value) : 'turnout';
  if (reason !== null) {
    return ok(
      allocationOf(request, working, admitted.value, { status: 'void', voidReason: reason }),
    );
  }
  const found = isList(rule.method)
    ? ok({ seats: shareAmongLists(request, admitted.value, working) })
    : shareAmongCandidates(request, admitted.value, working);
  return found.ok ? ok(allocationOf(request, working, admitted.value, found.value)) : found;
}

/** The result of a contest that went to a second round: the seats of the second, the working of both. */
export function combineRounds(first: SeatAllocation, second: SeatAllocation): SeatAllocation {
  assert(first.runoff !== null, 'the first round ends with the two who go on');
  return { ...second, steps: [...first.steps, ...second.steps] };
}

/** What the methods find: seats by option, or why there are none. */
type Finding = {
  readonly seats?: ReadonlyMap<OptionCode, number>;
  readonly status?: AllocationStatus;
  readonly voidReason?: SeatAllocation['voidReason'];
  readonly runoff?: SeatAllocation['runoff'];
};

const isList = (method: SeatRequest['rule']['method']): boolean =>
  isRemainderMethod(method) || isAverageMethod(method);

/** The second round is a choice between two and asks for no turnout. */
function askTurnout(
  { rule, bases, round }: SeatRequest,
  steps: SeatStep[],
): Result<boolean, SeatRefusal> {
  const required = rule.minimumTurnout;
  if (required === undefined || round === 2) return ok(true);
  const [tookPart, registered] = [bases.tookPart, bases.registered];
  if (tookPart === null) return refused({ code: 'base-unknown', base: 'voters-who-took-part' });
  if (registered === null) return refused({ code: 'base-unknown', base: 'registered-voters' });
  const least = BigInt(registered) * BigInt(required.numerator);
  const reached = BigInt(tookPart) * BigInt(required.denominator) >= least;
  steps.push({ kind: 'turnout', tookPart, registered, required, reached });
  return ok(reached);
}

function voidReasonOf(admissions: Admissions): SeatAllocation['voidReason'] {
  const reasons = [...admissions.values()];
  if (reasons.some((one) => one === 'admitted' || one === 'runner-up')) return null;
  return reasons.includes('below-threshold') ? 'nobody-admitted' : 'no-votes';
}

function shareAmongLists(
  { rule, seats, options }: SeatRequest,
  admissions: Admissions,
  working: Working,
): ReadonlyMap<OptionCode, number> {
  const contenders = admittedOf(options, admissions).map((option) =>
    contenderOf(option, rule, admissions.get(option.option)),
  );
  if (isRemainderMethod(rule.method)) {
    return shareByRemainders(rule.method, seats, contenders, working);
  }
  assert(isAverageMethod(rule.method), 'lists share seats by remainders or by averages');
  return shareByAverages(rule, rule.method, seats, contenders, working);
}

function contenderOf(
  { option, votes, candidates }: SeatOption,
  rule: SeatRequest['rule'],
  admission: Admission | undefined,
): Contender {
  const cap = rule.seatCap ?? Number.POSITIVE_INFINITY;
  const length = candidates?.length ?? Number.POSITIVE_INFINITY;
  const factor = admission === 'runner-up' ? rule.soleListRunnerUp : undefined;
  return {
    option,
    votes,
    factor: factor ?? { numerator: 1, denominator: 1 },
    limit: Math.min(cap, length),
    limitReason: cap <= length ? 'seat-cap' : 'list-exhausted',
  };
}

function shareAmongCandidates(
  request: SeatRequest,
  admissions: Admissions,
  working: Working,
): Result<Finding, SeatRefusal> {
  const { rule, seats, options, round, bases } = request;
  const candidates = admittedOf(options, admissions);
  const repeat = askAgainstAll(request, candidates, working.steps);
  if (repeat) return ok({ status: 'repeat-election' });
  if (rule.method === 'absolute-majority-runoff' && round === 1) {
    const base = rule.majorityOf ?? 'valid-votes';
    const baseVotes = baseOf(bases, base);
    if (baseVotes === null) return refused({ code: 'base-unknown', base });
    return ok(decideByMajority(candidates, base, baseVotes, working));
  }
  const choice = chooseByVotes(candidates, seats, rule.mostOfOneSex, working, 'rank');
  working.steps.push({
    kind: 'ranking',
    options: candidates
      .toSorted((a, b) => b.votes - a.votes)
      .map(({ option, votes }) => ({
        option,
        votes,
        outcome: choice.outcomes.get(option) ?? 'not-elected',
      })),
  });
  const unfilled = seats - choice.chosen.length;
  if (unfilled > 0 && working.tie === null) {
    working.steps.push({ kind: 'unfilled', seats: unfilled });
  }
  return ok({ seats: new Map(choice.chosen.map((option) => [option, 1])) });
}

/** True when more voters are against all than for the first, and the rule then wants another election. */
function askAgainstAll(
  { rule, options }: SeatRequest,
  candidates: readonly SeatOption[],
  steps: SeatStep[],
): boolean {
  const votes = options.find(({ kind }) => kind === 'against-all')?.votes ?? 0;
  const firstVotes = Math.max(...candidates.map((one) => one.votes));
  if (votes <= firstVotes) return false;
  const consequence = rule.againstAllLeads ?? 'ignored';
  steps.push({ kind: 'against-all-leads', votes, firstVotes, consequence });
  return consequence === 'repeat-election';
}

function admittedOf(options: readonly SeatOption[], admissions: Admissions): readonly SeatOption[] {
  return options.filter(({ option }) => {
    const admission = admissions.get(option);
    return admission === 'admitted' || admission === 'runner-up';
  });
}

function allocationOf(
  { rule, seats, options }: SeatRequest,
  { steps, tie }: Working,
  admissions: Admissions,
  found: Finding,
): SeatAllocation {
  const won = (option: OptionCode) => found.seats?.get(option) ?? 0;
  const given = options.reduce((sum, { option }) => sum + won(option), 0);
  assert(given <= seats, 'no more seats are given than there are');
  return {
    method: rule.method,
    seats,
    status: tie === null ? (found.status ?? 'complete') : 'needs-lot',
    voidReason: found.voidReason ?? null,
    options: options.map(({ option, votes }) => ({
      option,
      votes,
      seats: won(option),
      admission: admissions.get(option) ?? 'no-votes',
    })),
    elected: options.flatMap((one) => electedOf(one, won(one.option))),
    steps,
    runoff: found.runoff ?? null,
    tie,
  };
}

/** The first on the list take the seats of the list. */
function electedOf({ option, candidates }: SeatOption, seats: number): SeatAllocation['elected'] {
  if (candidates === null || seats === 0) return [];
  const inOrder = candidates.map(({ number }) => number).toSorted((a, b) => a - b);
  return [{ option, candidates: inOrder.slice(0, seats) }];
}
