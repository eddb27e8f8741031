import { compare, divide, type Fraction, fraction, multiply } from '@ovoz/basics';
import type { SeatRule } from '../election-types.ts';
import { drawLot, type SeatCount, type Sharer, type Sheet } from './question.ts';
import { shareOf, writtenOf } from './written.ts';

/**
 * Seats one after another to the list with the highest average: votes × factor ÷ divisor, where the divisor
 * depends on the seats that the list has. Lists with the same average all get a seat while there are enough.
 */
export function shareByAverages(
  rule: SeatRule,
  seats: number,
  sharers: readonly Sharer[],
  sheet: Sheet,
): SeatCount {
  const held = new Map(sharers.map(({ option }) => [option, 0]));
  const given: object[] = [];
  let left = seats;
  while (left > 0) {
    const winners = highest(rule, sharers, held);
    if (winners.length === 0) break;
    const lucky = luckyOnes(winners, seats - left + 1, left, sheet);
    if (lucky === null) break;
    for (const { sharer, divisor, average } of lucky) {
      const { option, votes } = sharer;
      const seat = given.length + 1;
      held.set(option, (held.get(option) ?? 0) + 1);
      given.push({
        seat,
        option,
        votes,
        divisor: writtenOf(divisor),
        average: writtenOf(average),
      });
      left -= 1;
    }
  }
  sheet.steps.push({ kind: 'averages', seats: given });
  for (const { option, most, mostBecause: reason } of sharers) {
    if (held.get(option) !== most) continue;
    sheet.steps.push({ kind: 'limit', option, reason, limit: most, seatsFreed: null });
  }
  if (left > 0 && sheet.tie === null) sheet.steps.push({ kind: 'unfilled', seats: left });
  return held;
}

type Average = {
  readonly sharer: Sharer;
  readonly divisor: Fraction;
  readonly average: Fraction;
};

/** The lists whose next average is the highest, of those that can hold one seat more. */
function highest(
  rule: SeatRule,
  sharers: readonly Sharer[],
  held: ReadonlyMap<string, number>,
): readonly Average[] {
  const averages = sharers.flatMap((sharer) => {
    const own = held.get(sharer.option) ?? 0;
    if (own >= sharer.most) return [];
    const divisor = divisorAfter(rule, own);
    const votes = multiply(fraction(sharer.votes), shareOf(sharer.factor));
    return [{ sharer, divisor, average: divide(votes, divisor) }];
  });
  const inOrder = averages.toSorted((a, b) => compare(b.average, a.average));
  const [first] = inOrder;
  if (first === undefined) return [];
  return averages.filter(({ average }) => compare(average, first.average) === 0);
}

/** 1, 2, 3 … by D'Hondt; 1, 3, 5 … by Sainte-Laguë, modified with a first divisor of its own. */
function divisorAfter({ method, firstDivisor }: SeatRule, held: number): Fraction {
  if (method === 'dhondt') return fraction(held + 1);
  if (method === 'modified-sainte-lague' && held === 0 && firstDivisor !== undefined) {
    return shareOf(firstDivisor);
  }
  return fraction(2 * held + 1);
}

/** All of them while there are seats for all; else those whom the lot names, null before it is drawn. */
function luckyOnes(
  winners: readonly Average[],
  seat: number,
  left: number,
  sheet: Sheet,
): readonly Average[] | null {
  if (winners.length <= left) return winners;
  const tied = winners.map(({ sharer }) => sharer.option);
  const order = drawLot(sheet, `seat-${seat}`, tied, left);
  if (order === null) return null;
  const first = order.slice(0, left);
  return winners.filter(({ sharer }) => first.includes(sharer.option));
}
