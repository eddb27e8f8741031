import { present } from '@ovoz/basics';
import type { CountryPack, ElectionDefinition, FormRoles, SeatRule } from '@ovoz/election-model';
import type { IndependentSum } from './independent-sum.ts';

type Base = SeatRule['thresholds'][number]['base'];

const ROLE_OF: Readonly<Record<Base, keyof FormRoles>> = {
  'valid-votes': 'valid',
  'votes-cast': 'votesCast',
  'voters-who-took-part': 'tookPart',
  'registered-voters': 'registered',
};

/** The threshold of each list contest: the percentage of the law, and the number that it is a percentage of. */
export function plainThresholds(
  sum: IndependentSum,
  { contests }: Pick<ElectionDefinition, 'contests'>,
  pack: CountryPack,
): ReadonlyMap<string, { readonly percent: number; readonly of: number }> {
  const lists = contests.filter(({ kind }) => kind === 'list');
  return new Map(
    lists.map((contest) => {
      const rule = present(
        pack.seatRules.find(({ code }) => code === contest.seatRule),
        'a contest names a rule of its pack',
      );
      const form = present(
        pack.forms.find(({ code }) => code === contest.form),
        'a contest names a form of its pack',
      );
      const [threshold, ...more] = rule.thresholds;
      if (threshold === undefined || more.length > 0 || threshold.scope !== 'nation') {
        throw new RangeError(`${rule.code}: only one national threshold is worked out plainly`);
      }
      const { share, base } = threshold;
      const { counts, votes } = sum.nation(contest.code);
      const allVotes = Object.values(votes).reduce((before, own) => before + own, 0);
      const of = form.roles[ROLE_OF[base]]
        .map((field) => (field === 'votes' ? allVotes : (counts[field] ?? 0)))
        .reduce((before, own) => before + own, 0);
      return [contest.code, { percent: (share.numerator * 100) / share.denominator, of }] as const;
    }),
  );
}
