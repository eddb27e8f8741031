import type { PublishedArea } from '@ovoz/contract';
import type { LocalizedText } from '@ovoz/election-model';
import type { ElectionView } from './election-view.ts';
import { contestOf, formOf, validVotes } from './result-facts.ts';

/** An election with the result of its nation. */
export type ComparedSide = { readonly view: ElectionView; readonly nation: PublishedArea };

/** A party in one of two elections. */
export type PartyResult = {
  readonly votes: number;
  readonly whole: number;
  readonly seats: number;
};

export type PartyComparison = {
  readonly code: string;
  readonly name: LocalizedText;
  /** Null where the party did not stand. */
  readonly one: PartyResult | null;
  readonly other: PartyResult | null;
  /** Difference of the shares in percentage points, to one decimal; null where a share is missing. */
  readonly points: number | null;
};

/** The parties of two elections by their code, in the order of the first, then of the other. */
export function compareParties(one: ComparedSide, other: ComparedSide): readonly PartyComparison[] {
  const [first, second] = [partiesIn(one), partiesIn(other)];
  return [...new Set([...first.keys(), ...second.keys()])].map((code) => {
    const sides = { one: first.get(code) ?? null, other: second.get(code) ?? null };
    const party = one.view.parties.get(code) ?? other.view.parties.get(code);
    return { code, name: party?.shortName ?? { en: code }, ...sides, points: pointsOf(sides) };
  });
}

/** Voters on the lists and voters who took part, of the first contest; null where it is unknown. */
export function turnoutIn({ nation }: ComparedSide) {
  const [totals] = nation.totals;
  const known = (sum: { sum: number; unknown: number } | null | undefined) =>
    sum == null || sum.unknown > 0 ? null : sum.sum;
  return {
    registered: known(totals?.registered),
    tookPart: known(totals?.tookPart),
    counted: totals?.stationsCounted ?? 0,
    due: totals?.stationsDue ?? 0,
  };
}

/** Votes for lists, and seats of all contests. */
function partiesIn({ view, nation }: ComparedSide): ReadonlyMap<string, PartyResult> {
  const totals = nation.totals.find(({ contest }) => contestOf(view, contest)?.kind === 'list');
  const contest = totals === undefined ? null : contestOf(view, totals.contest);
  const form = contest === null ? null : formOf(view, contest);
  const whole = totals === undefined ? 0 : validVotes(form, totals);
  const seats = new Map(nation.seats?.parties.map((one) => [one.party, one.seats]));
  return new Map(
    view.election.definition.parties.map(({ code }) => [
      code,
      { votes: totals?.votes[code]?.sum ?? 0, whole, seats: seats.get(code) ?? 0 },
    ]),
  );
}

function pointsOf({ one, other }: Pick<PartyComparison, 'one' | 'other'>): number | null {
  if (one === null || other === null || one.whole === 0 || other.whole === 0) return null;
  // Cross-multiplied, so that only the last step leaves whole numbers.
  const difference =
    BigInt(one.votes) * BigInt(other.whole) - BigInt(other.votes) * BigInt(one.whole);
  return (
    Math.round(Number((difference * 100_000n) / (BigInt(one.whole) * BigInt(other.whole))) / 100) /
    10
  );
}
