import { type Fraction, fraction } from '@ovoz/basics';
import type { Count, FormRoles, ProtocolContent, ResultForm } from '@ovoz/election-model';
import { sumOfVotes } from './check-protocol.ts';
import type { ContestTotals } from './tabulate.ts';

/** Counts of a protocol or an area by field, and the sum of all votes; null where unknown. */
export type Figures = {
  readonly counts: Readonly<Record<string, Count>>;
  readonly votes: number | null;
};

export type Turnout = {
  readonly registered: number | null;
  readonly tookPart: number | null;
  /** Took part ÷ registered; null when either is unknown or nobody is registered. */
  readonly share: Fraction | null;
};

/** Figures of one protocol. */
export function figuresOf(content: ProtocolContent): Figures {
  return { counts: content.counts, votes: sumOfVotes(content) };
}

/** Figures of an area. A sum is unknown when one counted station leaves it unknown. */
export function figuresOfTotals({ counts, validVotes }: ContestTotals): Figures {
  return {
    counts: Object.fromEntries(
      Object.entries(counts).map(([field, { sum, unknown }]) => [field, unknown > 0 ? null : sum]),
    ),
    votes: validVotes.unknown > 0 ? null : validVotes.sum,
  };
}

/** The quantity that the form's fields for this role come to; null when one of them is unknown. */
export function roleCount(
  { roles }: Pick<ResultForm, 'roles'>,
  role: keyof FormRoles,
  { counts, votes }: Figures,
): number | null {
  let sum = 0;
  for (const field of roles[role]) {
    const count = field === 'votes' ? votes : (counts[field] ?? null);
    if (count === null) return null;
    sum += count;
  }
  return sum;
}

/** Turnout by the form's own definition of who is registered and who took part. */
export function turnoutOf(
  form: Pick<ResultForm, 'roles'>,
  counts: Figures['counts'],
  votes: number | null = null,
): Turnout {
  const registered = roleCount(form, 'registered', { counts, votes });
  const tookPart = roleCount(form, 'tookPart', { counts, votes });
  const known = registered !== null && tookPart !== null && registered > 0;
  return { registered, tookPart, share: known ? fraction(tookPart, registered) : null };
}
