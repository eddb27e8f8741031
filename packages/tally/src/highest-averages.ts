import { present } from '@ovoz/basics';
import type { OptionCode, SeatMethod, SeatRule, SeatStep, Share } from '@ovoz/election-model';
import { written } from './fraction-text.ts';
import { type Contender, orderByLot, type Working } from './seat-working.ts';

const AVERAGE_METHODS = ['dhondt', 'sainte-lague', 'modified-sainte-lague'] as const;
export type AverageMethod = (typeof AVERAGE_METHODS)[number];

export function isAverageMethod(method: SeatMethod): method is AverageMethod {
  return (AVERAGE_METHODS as readonly SeatMethod[]).includes(method);
}

/**
 * Seats one by one to the highest of votes ÷ divisor: 1, 2, 3 … (D'Hondt), 1, 3, 5 … (Sainte-Laguë), or the
 * latter with a first divisor of its own. Lists with equal averages all get a seat while there are enough.
 */
export function shareByAverages(
  rule: SeatRule,
  method: AverageMethod,
  seats: number,
  contenders: readonly Contender[],
  working: Working,
): ReadonlyMap<OptionCode, number> {
  const held = new Map<OptionCode, number>(contenders.map(({ option }) => [option, 0]));
  const given: AveragesStep['seats'] = [];
  while (given.length < seats) {
    const left = seats - given.length;
    const averages = contenders
      .filter(({ option, limit }) => heldBy(held, option) < limit)
      .map((one) => averageOf(one, divisorOf(rule, method, heldBy(held, one.option))));
    const [first, ...others] = highest(averages);
    if (first === undefined) break;
    let winners = [first, ...others];
    if (winners.length > left) {
      const tied = winners.map(({ contender }) => contender.option);
      const order = orderByLot(working, `seat-${given.length + 1}`, tied, left);
      if (order === null) break;
      const chosen = new Set(order.slice(0, left));
      winners = winners.filter(({ contender }) => chosen.has(contender.option));
    }
    for (const { contender, divisor, top, bottom } of winners) {
      const { option, votes } = contender;
      held.set(option, heldBy(held, option) + 1);
      const average = written(top, bottom);
      given.push({ seat: given.length + 1, option, votes, divisor, average });
    }
  }
  working.steps.push({ kind: 'averages', seats: given });
  noteLimits(contenders, held, seats - given.length, working);
  return held;
}

type AveragesStep = Extract<SeatStep, { kind: 'averages' }>;
type Average = {
  readonly contender: Contender;
  readonly divisor: AveragesStep['seats'][number]['divisor'];
  readonly top: bigint;
  readonly bottom: bigint;
};

function divisorOf(rule: SeatRule, method: AverageMethod, held: number): Share {
  if (method === 'modified-sainte-lague' && held === 0) {
    return present(rule.firstDivisor, 'a pack with modified Sainte-Laguë has a first divisor');
  }
  return { numerator: method === 'dhondt' ? held + 1 : 2 * held + 1, denominator: 1 };
}

/** votes × factor ÷ divisor. */
function averageOf(contender: Contender, { numerator, denominator }: Share): Average {
  const { numerator: by, denominator: per } = contender.factor;
  return {
    contender,
    divisor: written(numerator, denominator),
    top: BigInt(contender.votes) * BigInt(by) * BigInt(denominator),
    bottom: BigInt(per) * BigInt(numerator),
  };
}

function highest(averages: readonly Average[]): readonly Average[] {
  let best: Average[] = [];
  for (const one of averages) {
    const [leader] = best;
    const difference =
      leader === undefined ? 1n : one.top * leader.bottom - leader.top * one.bottom;
    if (difference > 0n) best = [one];
    else if (difference === 0n) best.push(one);
  }
  return best;
}

/** Lists that hold all that they can are named, and so are seats that nobody can take. */
function noteLimits(
  contenders: readonly Contender[],
  held: ReadonlyMap<OptionCode, number>,
  left: number,
  working: Working,
): void {
  for (const { option, limit, limitReason: reason } of contenders) {
    if (heldBy(held, option) < limit) continue;
    working.steps.push({ kind: 'limit', option, reason, limit, seatsFreed: null });
  }
  if (left > 0 && working.tie === null) working.steps.push({ kind: 'unfilled', seats: left });
}

function heldBy(held: ReadonlyMap<OptionCode, number>, option: OptionCode): number {
  return present(held.get(option), 'every contender is counted from zero');
}
