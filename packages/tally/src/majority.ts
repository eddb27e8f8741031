import { present } from '@ovoz/basics';
import type { OptionCode, SeatAllocation, ShareBase } from '@ovoz/election-model';
import { chooseByVotes } from './candidate-seats.ts';
import { written } from './fraction-text.ts';
import type { SeatOption } from './seat-request.ts';
import type { Working } from './seat-working.ts';

type Decision = {
  readonly seats?: ReadonlyMap<OptionCode, number>;
  readonly status?: 'second-round' | 'repeat-election';
  readonly runoff?: SeatAllocation['runoff'];
};

/** More than half elects. Otherwise the first two go on to a second round, or all begins anew. */
export function decideByMajority(
  candidates: readonly SeatOption[],
  base: ShareBase,
  baseVotes: number,
  working: Working,
): Decision {
  const first = present(
    candidates.toSorted((a, b) => b.votes - a.votes)[0],
    'somebody was voted for',
  );
  const reached = 2 * first.votes > baseVotes;
  working.steps.push({
    kind: 'majority',
    base,
    baseVotes,
    half: written(baseVotes, 2),
    option: first.option,
    votes: first.votes,
    reached,
  });
  if (reached) return { seats: new Map([[first.option, 1]]) };
  if (candidates.length < 2) return { status: 'repeat-election' };
  const { chosen } = chooseByVotes(candidates, 2, undefined, working, 'runoff');
  const [one, other] = chosen;
  if (one === undefined || other === undefined) return {};
  working.steps.push({ kind: 'second-round', options: [one, other] });
  return { status: 'second-round', runoff: [one, other] };
}
