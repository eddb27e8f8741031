import type { OptionCode, SeatMethod } from '@ovoz/election-model';
import { written } from './fraction-text.ts';
import { type Contender, orderByLot, type Working } from './seat-working.ts';

/** Quotas by name: Hare v/s; Droop ⌊v/(s+1)⌋ + 1; Imperiali v/(s+2). Names as in Gallagher 1991. */
const QUOTAS = {
  'hare-largest-remainder': { name: 'hare', extraSeats: [0] },
  'droop-largest-remainder': { name: 'droop', extraSeats: [1] },
  // Imperiali can give more seats than there are; the quota then grows to v/(s+1) and v/s.
  'imperiali-largest-remainder': { name: 'imperiali', extraSeats: [2, 1, 0] },
} as const;

export type RemainderMethod = keyof typeof QUOTAS;

export function isRemainderMethod(method: SeatMethod): method is RemainderMethod {
  return method in QUOTAS;
}

/**
 * Whole quotients first, then one seat each to the largest remainders. A list that cannot hold what it won
 * keeps what it can, and the others share the rest by the same method.
 */
export function shareByRemainders(
  method: RemainderMethod,
  seats: number,
  contenders: readonly Contender[],
  working: Working,
): ReadonlyMap<OptionCode, number> {
  const held = new Map<OptionCode, number>();
  let open = contenders;
  let left = seats;
  for (let pass = 1; left > 0 && open.length > 0; pass++) {
    const shares = sharePass(method, left, open, working, pass);
    const over = open.filter(({ option, limit }) => (shares.get(option) ?? 0) > limit);
    if (over.length === 0) {
      const unfilled = left - sumOf(shares.values());
      if (unfilled > 0 && working.tie === null) {
        working.steps.push({ kind: 'unfilled', seats: unfilled });
      }
      return new Map([...held, ...shares]);
    }
    // A tie of this pass is void: the next pass shares its seats anew.
    working.tie = null;
    for (const { option, limit, limitReason: reason } of over) {
      const seatsFreed = (shares.get(option) ?? 0) - limit;
      working.steps.push({ kind: 'limit', option, reason, limit, seatsFreed });
      held.set(option, limit);
      left -= limit;
    }
    open = open.filter(({ option }) => !held.has(option));
  }
  if (left > 0) working.steps.push({ kind: 'unfilled', seats: left });
  return held;
}

type Quotient = {
  readonly contender: Contender;
  readonly whole: number;
  /** Remainder = rest ÷ of, in quotas. */
  readonly rest: bigint;
  readonly of: bigint;
  readonly numerator: bigint;
};

function sharePass(
  method: RemainderMethod,
  seats: number,
  contenders: readonly Contender[],
  working: Working,
  pass: number,
): ReadonlyMap<OptionCode, number> {
  const quotients = divideByQuota(method, seats, contenders, working);
  const shares = new Map(quotients.map(({ contender, whole }) => [contender.option, whole]));
  let left = seats - sumOf(shares.values());
  working.steps.push({
    kind: 'quotients',
    seatsLeft: left,
    options: quotients.map(({ contender: { option, votes }, whole, rest, of, numerator }) => ({
      option,
      votes,
      quotient: written(numerator, of),
      seats: whole,
      remainder: written(rest, of),
    })),
  });
  // One round is enough but for tiny contests by Droop, and for a runner-up whose quotient is cut.
  for (let round = 1; left > 0 && working.tie === null; round++) {
    const taking =
      round === 1 ? quotients : quotients.filter(({ contender }) => isWhole(contender));
    // A runner-up is alone where the list that passed is full: the law gives it one remainder and no more.
    if (taking.length === 0) break;
    const given = giveToRemainders(left, taking, working, `remainder-${pass}-${round}`);
    for (const option of given) shares.set(option, (shares.get(option) ?? 0) + 1);
    left -= given.length;
  }
  return shares;
}

function divideByQuota(
  method: RemainderMethod,
  seats: number,
  contenders: readonly Contender[],
  working: Working,
): readonly Quotient[] {
  const { name, extraSeats } = QUOTAS[method];
  const votes = sumOf(contenders.map((one) => one.votes));
  let quotients: readonly Quotient[] = [];
  for (const extra of extraSeats) {
    const divisor = seats + extra;
    const quota: readonly [bigint, bigint] =
      name === 'droop'
        ? [BigInt(votes) / BigInt(divisor) + 1n, 1n]
        : [BigInt(votes), BigInt(divisor)];
    quotients = contenders.map((contender) => quotientOf(contender, quota));
    const tooSmall = sumOf(quotients.map(({ whole }) => whole)) > seats;
    working.steps.push({
      kind: 'quota',
      name,
      votes,
      seats,
      divisor,
      quota: written(...quota),
      tooSmall,
    });
    if (!tooSmall) break;
  }
  return quotients;
}

/** votes × factor ÷ quota. */
function quotientOf(contender: Contender, [top, bottom]: readonly [bigint, bigint]): Quotient {
  const { numerator: by, denominator: per } = contender.factor;
  const numerator = BigInt(contender.votes) * BigInt(by) * bottom;
  const of = top * BigInt(per);
  const whole = numerator / of;
  return { contender, whole: Number(whole), rest: numerator - whole * of, of, numerator };
}

/** One seat each in the order of the remainders; equal ones at the end of the seats need a lot. */
function giveToRemainders(
  seats: number,
  quotients: readonly Quotient[],
  working: Working,
  step: string,
): readonly OptionCode[] {
  const ranked = quotients.toSorted(byRemainder);
  const last = ranked[seats - 1];
  const after = ranked[seats];
  let winners = ranked.slice(0, seats).map(optionOf);
  if (last !== undefined && after !== undefined && byRemainder(last, after) === 0) {
    const sure = ranked.filter((one) => byRemainder(one, last) < 0).map(optionOf);
    const tied = quotients.filter((one) => byRemainder(one, last) === 0).map(optionOf);
    const order = orderByLot(working, step, tied, seats - sure.length);
    winners = [...sure, ...(order ?? []).slice(0, seats - sure.length)];
  }
  working.steps.push({
    kind: 'remainders',
    seats,
    options: ranked.map(({ contender: { option }, rest, of }) => ({
      option,
      remainder: written(rest, of),
      seats: winners.includes(option) ? 1 : 0,
    })),
  });
  return winners;
}

/** Larger remainder first, exactly: a/b before c/d when a×d > c×b. */
function byRemainder(a: Quotient, b: Quotient): number {
  const difference = b.rest * a.of - a.rest * b.of;
  return difference > 0n ? 1 : difference < 0n ? -1 : 0;
}

const optionOf = ({ contender }: Quotient): OptionCode => contender.option;

const isWhole = ({ factor }: Contender): boolean => factor.numerator === factor.denominator;

function sumOf(numbers: Iterable<number>): number {
  let sum = 0;
  for (const number of numbers) sum += number;
  return sum;
}
