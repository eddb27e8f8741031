import type { OptionCode, SeatStep } from '@ovoz/election-model';
import type { SeatCandidate, SeatOption } from './seat-request.ts';
import { orderByLot, type Working } from './seat-working.ts';

type Sex = SeatCandidate['sex'];
type Outcome = Extract<SeatStep, { kind: 'ranking' }>['options'][number]['outcome'];

/** Candidates in the order in which they are chosen, and what became of every other. */
export type Choice = {
  readonly chosen: readonly OptionCode[];
  readonly outcomes: ReadonlyMap<OptionCode, Outcome>;
};

/**
 * The first in votes, up to the number of places. With `mostOfOneSex`, a candidate who would be one more of
 * a sex than allowed is passed over, and the next in votes follows. Equal ones at the edge need a lot.
 */
export function chooseByVotes(
  candidates: readonly SeatOption[],
  places: number,
  mostOfOneSex: number | undefined,
  working: Working,
  stepName: 'rank' | 'runoff' | 'vacancy',
): Choice {
  const chosen: SeatOption[] = [];
  const outcomes = new Map<OptionCode, Outcome>(
    candidates.map(({ option }) => [option, 'not-elected']),
  );
  const room = (sex: Sex) =>
    sex === null || mostOfOneSex === undefined
      ? Number.POSITIVE_INFINITY
      : mostOfOneSex - chosen.filter((one) => sexOf(one) === sex).length;
  for (const level of byVotes(candidates)) {
    if (chosen.length >= places) break;
    const able = level.filter((one) => room(sexOf(one)) > 0);
    for (const { option } of level) outcomes.set(option, 'passed-over');
    const winnable = Math.min(places - chosen.length, placesFor(able, room));
    let order: readonly SeatOption[] = able;
    if (winnable < able.length) {
      const step = `${stepName}-${chosen.length + 1}`;
      const names = able.map(({ option }) => option);
      const lot = orderByLot(working, step, names, winnable);
      if (lot === null) {
        for (const name of names) outcomes.set(name, 'tied');
        break;
      }
      order = lot.flatMap((option) => able.find((one) => one.option === option) ?? []);
    }
    for (const one of order) {
      const full = chosen.length >= places;
      const barred = room(sexOf(one)) <= 0;
      outcomes.set(one.option, full ? 'not-elected' : barred ? 'passed-over' : 'elected');
      if (!full && !barred) chosen.push(one);
    }
  }
  return { chosen: chosen.map(({ option }) => option), outcomes };
}

/** Sex of the one candidate that the option stands for. */
export function sexOf({ candidates }: Pick<SeatOption, 'candidates'>): Sex {
  return candidates?.[0]?.sex ?? null;
}

/** Candidates with equal votes together, most votes first. */
function byVotes(candidates: readonly SeatOption[]): readonly (readonly SeatOption[])[] {
  const levels = Map.groupBy(candidates, ({ votes }) => votes);
  return [...levels].toSorted(([a], [b]) => b - a).map(([, level]) => level);
}

/** How many of these can be chosen at all before a sex has no more room. */
function placesFor(able: readonly SeatOption[], room: (sex: Sex) => number): number {
  const sexes = Map.groupBy(able, sexOf);
  return [...sexes].reduce((sum, [sex, ones]) => sum + Math.min(ones.length, room(sex)), 0);
}
