import type { Ballot, Form, SealedElection } from '../election-types.ts';

/** What a protocol of a contest in a district is written on: its form, and the options of its ballot. */
export type Paper = {
  readonly contest: string;
  readonly district: string | null;
  readonly ballot: Ballot;
  readonly form: Form;
  /** In the order of the ballot. */
  readonly options: readonly string[];
  /** Seats that the contest gives in this district. */
  readonly seats: number;
  /** Marks that one valid ballot holds. */
  readonly marksPerBallot: number;
};

/** Papers of an election by `paperKey`; a ballot of a contest or with a form that is not there has none. */
export function papersOf(sealed: SealedElection): ReadonlyMap<string, Paper> {
  const { definition, pack, districts } = sealed;
  const papers = new Map<string, Paper>();
  for (const ballot of definition.ballots) {
    const contest = definition.contests.find(({ code }) => code === ballot.contest);
    const form = pack.forms.find(({ code }) => code === contest?.form);
    if (contest === undefined || form === undefined) continue;
    const { code, districtSet } = contest;
    const district = districts.find(
      (one) => one.set === districtSet && one.code === ballot.district,
    );
    const seats = district?.seats ?? contest.seats;
    papers.set(paperKey(code, ballot.district), {
      contest: code,
      district: ballot.district,
      ballot,
      form,
      options: optionsOf(form, ballot),
      seats,
      marksPerBallot: form.marksPerBallot === 'one' ? 1 : seats,
    });
  }
  return papers;
}

/** A contest in a district; in the nation with null. */
export function paperKey(contest: string, district: string | null): string {
  return `${contest}/${district ?? ''}`;
}

/** The paper that a station votes on in a contest, or null when the contest is not held there. */
export function paperAt(
  { definition }: Pick<SealedElection, 'definition'>,
  papers: ReadonlyMap<string, Paper>,
  contest: string,
  districts: Readonly<Record<string, string>>,
): Paper | null {
  const set = definition.contests.find(({ code }) => code === contest)?.districtSet ?? null;
  const district = set === null ? null : districts[set];
  if (district === undefined) return null;
  return papers.get(paperKey(contest, district)) ?? null;
}

function optionsOf({ againstAll }: Form, { lists, candidates }: Ballot): readonly string[] {
  return [
    ...lists.map(({ party }) => party),
    ...candidates.map(({ number }) => `candidate-${number}`),
    ...(againstAll ? ['against-all'] : []),
  ];
}
