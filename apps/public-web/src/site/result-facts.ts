import type { ContestTotals } from '@ovoz/contract';
import type { FormRoles, ProtocolContent, ResultForm, SeatRule } from '@ovoz/election-model';
import { AGAINST_ALL, candidateOption } from '@ovoz/election-model';
import { NO_PARTY_COLOR, partyColor } from '@ovoz/ui';
import { ballotOf, type ElectionView } from './election-view.ts';

export type Contest = ElectionView['election']['definition']['contests'][number];
export type Sum = ContestTotals['votes'][string];

/** What stands on a ballot: a list, a candidate, or "against all". */
export type ResultOption = {
  readonly code: string;
  /** Code of the list's or the candidate's party; null without one. */
  readonly party: string | null;
  /** Name of the candidate; null for lists and "against all". */
  readonly candidate: string | null;
  readonly color: string;
};

export function contestOf(view: ElectionView, code: string): Contest | null {
  return view.election.definition.contests.find((one) => one.code === code) ?? null;
}

export function formOf(view: ElectionView, contest: Contest): ResultForm | null {
  return view.election.pack.forms.find(({ code }) => code === contest.form) ?? null;
}

export function ruleOf(view: ElectionView, contest: Contest): SeatRule | null {
  return view.election.pack.seatRules.find(({ code }) => code === contest.seatRule) ?? null;
}

/** The options of a contest in a district (null: the nation), in the order of the ballot. */
export function optionsOf(
  view: ElectionView,
  contest: Contest,
  district: string | null,
): readonly ResultOption[] {
  const ballot = ballotOf(view, contest.code, district);
  if (ballot === null) return [];
  const named = [
    ...ballot.lists.map(({ party }) => ({ code: party, party, candidate: null })),
    ...ballot.candidates.map(({ number, name, party }) => ({
      code: candidateOption(number),
      party,
      candidate: name,
    })),
    ...(formOf(view, contest)?.againstAll === true
      ? [{ code: AGAINST_ALL, party: null, candidate: null }]
      : []),
  ];
  return named.map((option) => ({ ...option, color: colorOf(view, option.party) }));
}

/** Parties keep the colour of their place in the definition on every page. */
export function colorOf(view: ElectionView, party: string | null): string {
  const place = view.election.definition.parties.findIndex(({ code }) => code === party);
  return place < 0 ? NO_PARTY_COLOR : partyColor(place);
}

/** The quantity of a role of the form, summed; null where it is unknown in a counted protocol. */
export function roleSum(
  form: ResultForm | null,
  role: keyof FormRoles,
  totals: ContestTotals,
): number | null {
  if (form === null) return null;
  let whole = 0;
  for (const field of form.roles[role]) {
    const sum = field === 'votes' ? sumOf(Object.values(totals.votes)) : totals.counts[field];
    if (sum === undefined || sum.unknown > 0) return null;
    whole += sum.sum;
  }
  return whole;
}

/** The quantity of a role of the form in one protocol; null where the paper leaves it open. */
export function roleCount(
  form: ResultForm | null,
  role: keyof FormRoles,
  { counts, votes }: ProtocolContent,
): number | null {
  if (form === null) return null;
  const values = form.roles[role].flatMap((field) =>
    field === 'votes' ? Object.values(votes) : [counts[field] ?? null],
  );
  return values.reduce<number | null>(
    (sum, value) => (sum === null || value === null ? null : sum + value),
    0,
  );
}

/** What shares of the votes are shares of: the valid ballots, or all votes where those are unknown. */
export function validVotes(form: ResultForm | null, totals: ContestTotals): number {
  return roleSum(form, 'valid', totals) ?? sumOf(Object.values(totals.votes)).sum;
}

/** The option with the most votes; null when nothing is counted or two are equal. */
export function leaderOf(votes: ContestTotals['votes']): string | null {
  const [first, second] = Object.entries(votes)
    .filter(([option]) => option !== AGAINST_ALL)
    .toSorted(([, left], [, right]) => right.sum - left.sum);
  if (first === undefined || first[1].sum === 0) return null;
  return first[1].sum === second?.[1].sum ? null : first[0];
}

export function totalsFor(totals: readonly ContestTotals[], contest: string): ContestTotals | null {
  return totals.find((one) => one.contest === contest) ?? null;
}

/** True where the same stations vote in all contests and stand equally in all: one line says it. */
export function isOneCoverage(totals: readonly ContestTotals[]): boolean {
  const [first] = totals;
  return totals.every(
    (one) =>
      one.stationsDue === first?.stationsDue &&
      one.stationsCounted === first.stationsCounted &&
      one.stationsAnnulled === first.stationsAnnulled,
  );
}

function sumOf(sums: readonly Sum[]): Sum {
  return sums.reduce(
    (whole, { sum, unknown }) => ({ sum: whole.sum + sum, unknown: whole.unknown + unknown }),
    { sum: 0, unknown: 0 },
  );
}
