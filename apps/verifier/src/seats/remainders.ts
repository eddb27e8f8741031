import { compare, divide, type Fraction, floor, fraction, multiply, subtract } from '@ovoz/basics';
import type { SeatMethod } from '../election-types.ts';
import { drawLot, type SeatCount, type Sharer, type Sheet } from './question.ts';
import { shareOf, writtenOf } from './written.ts';

/**
 * Votes ÷ quota: whole parts are seats, what is left over goes to the largest remainders. Where a list won more
 * than it can hold it keeps the most that it can, and the others share what remains by the same method anew.
 */
export function shareByRemainders(
  method: SeatMethod,
  seats: number,
  sharers: readonly Sharer[],
  sheet: Sheet,
): SeatCount {
  const held = new Map<string, number>();
  let open = sharers;
  let left = seats;
  for (let pass = 1; left > 0 && open.length > 0; pass += 1) {
    const won = sharePass(method, left, open, sheet, pass);
    const full = open.filter(({ option, most }) => (won.get(option) ?? 0) > most);
    for (const { option, most, mostBecause: reason } of full) {
      const seatsFreed = (won.get(option) ?? 0) - most;
      sheet.steps.push({ kind: 'limit', option, reason, limit: most, seatsFreed });
    }
    // The next pass shares these seats anew, so a lot about them is not asked for.
    if (full.length > 0) sheet.tie = null;
    // Without a full list the pass is the last, and everybody keeps what they won.
    const settled = full.length === 0 ? open : full;
    for (const { option, most } of settled) {
      const kept = Math.min(won.get(option) ?? 0, most);
      held.set(option, kept);
      left -= kept;
    }
    open = open.filter((one) => !settled.includes(one));
  }
  if (left > 0 && sheet.tie === null) sheet.steps.push({ kind: 'unfilled', seats: left });
  return held;
}

type Quotient = {
  readonly sharer: Sharer;
  readonly quotient: Fraction;
  readonly whole: number;
  readonly remainder: Fraction;
};

function sharePass(
  method: SeatMethod,
  seats: number,
  sharers: readonly Sharer[],
  sheet: Sheet,
  pass: number,
): SeatCount {
  const quotients = divideByQuota(method, seats, sharers, sheet);
  const won = new Map(quotients.map(({ sharer, whole }) => [sharer.option, whole]));
  let left = seats - wholesOf(quotients);
  sheet.steps.push({
    kind: 'quotients',
    seatsLeft: left,
    options: quotients.map(({ sharer, quotient, whole, remainder }) => ({
      option: sharer.option,
      votes: sharer.votes,
      quotient: writtenOf(quotient),
      seats: whole,
      remainder: writtenOf(remainder),
    })),
  });
  let taking = quotients;
  for (let round = 1; left > 0 && taking.length > 0 && sheet.tie === null; round += 1) {
    for (const option of giveRound(left, taking, sheet, `remainder-${pass}-${round}`)) {
      won.set(option, (won.get(option) ?? 0) + 1);
      left -= 1;
    }
    // Who was let in by exception has one remainder and no more.
    taking = quotients.filter(({ sharer: { factor } }) => factor.numerator === factor.denominator);
  }
  return won;
}

/** Quotas are tried from the smallest; one whose whole parts are more than the seats gives way to the next. */
function divideByQuota(
  method: SeatMethod,
  seats: number,
  sharers: readonly Sharer[],
  sheet: Sheet,
): readonly Quotient[] {
  const votes = sharers.reduce((sum, one) => sum + one.votes, 0);
  let quotients: readonly Quotient[] = [];
  for (const { name, divisor, quota } of quotasOf(method, votes, seats)) {
    quotients = sharers.map((sharer) => {
      const counted = multiply(fraction(sharer.votes), shareOf(sharer.factor));
      const quotient = divide(counted, quota);
      const whole = floor(quotient);
      return {
        sharer,
        quotient,
        whole: Number(whole),
        remainder: subtract(quotient, fraction(whole)),
      };
    });
    const tooSmall = wholesOf(quotients) > seats;
    sheet.steps.push({
      kind: 'quota',
      name,
      votes,
      seats,
      divisor,
      quota: writtenOf(quota),
      tooSmall,
    });
    if (!tooSmall) break;
  }
  return quotients;
}

type Quota = { readonly name: string; readonly divisor: number; readonly quota: Fraction };

function quotasOf(method: SeatMethod, votes: number, seats: number): readonly Quota[] {
  const plain = (name: string, divisor: number) => ({
    name,
    divisor,
    quota: fraction(votes, divisor),
  });
  if (method === 'hare-largest-remainder') return [plain('hare', seats)];
  if (method === 'imperiali-largest-remainder') {
    return [seats + 2, seats + 1, seats].map((divisor) => plain('imperiali', divisor));
  }
  const divisor = seats + 1;
  return [{ name: 'droop', divisor, quota: fraction(floor(fraction(votes, divisor)) + 1n) }];
}

/** One seat each in the order of the remainders. @returns who got one. */
function giveRound(
  seats: number,
  quotients: readonly Quotient[],
  sheet: Sheet,
  step: string,
): readonly string[] {
  const ranked = quotients.toSorted((a, b) => compare(b.remainder, a.remainder));
  const sure: string[] = [];
  const lucky: string[] = [];
  const edge = ranked[seats - 1];
  for (const { sharer, remainder } of ranked) {
    if (edge === undefined || compare(remainder, edge.remainder) > 0) sure.push(sharer.option);
  }
  if (edge !== undefined) {
    const equal = quotients
      .filter(({ remainder }) => compare(remainder, edge.remainder) === 0)
      .map(({ sharer }) => sharer.option);
    const room = seats - sure.length;
    const order = equal.length > room ? drawLot(sheet, step, equal, room) : equal;
    lucky.push(...(order ?? []).slice(0, room));
  }
  const winners = [...sure, ...lucky];
  sheet.steps.push({
    kind: 'remainders',
    seats,
    options: ranked.map(({ sharer: { option }, remainder }) => ({
      option,
      remainder: writtenOf(remainder),
      seats: winners.includes(option) ? 1 : 0,
    })),
  });
  return winners;
}

function wholesOf(quotients: readonly Quotient[]): number {
  return quotients.reduce((sum, { whole }) => sum + whole, 0);
}
