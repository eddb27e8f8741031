import type { Candidate, Party } from '@ovoz/election-model';
import type { ElectionView } from './election-view.ts';

/** What a party does in an election. */
export type PartyFacts = {
  readonly party: Party;
  /** Number of its list on the ballot; null without a list. */
  readonly listNumber: number | null;
  readonly list: readonly Candidate[];
  readonly women: number;
  /** Its candidates in electoral districts, with the district. */
  readonly inDistricts: readonly DistrictCandidate[];
};

export type DistrictCandidate = {
  readonly candidate: Candidate;
  readonly set: string;
  readonly district: string;
};

/** The parties in the order of the ballot; those without a list come last, in the order of the file. */
export function partyFacts(view: ElectionView): readonly PartyFacts[] {
  const { ballots, parties } = view.election.definition;
  const lists = ballots.flatMap((ballot) => ballot.lists);
  const standing = districtCandidates(view);
  const facts = parties.map((party) => {
    const list = lists.find((one) => one.party === party.code);
    const candidates = list?.candidates ?? [];
    return {
      party,
      listNumber: list?.number ?? null,
      list: candidates,
      women: candidates.filter(({ sex }) => sex === 'female').length,
      inDistricts: standing.filter(({ candidate }) => candidate.party === party.code),
    };
  });
  const last = Number.MAX_SAFE_INTEGER;
  return facts.toSorted((left, right) => (left.listNumber ?? last) - (right.listNumber ?? last));
}

/** False where every seat is won by a candidate in a district. */
export function hasLists(view: ElectionView): boolean {
  return view.election.definition.contests.some(({ kind }) => kind === 'list');
}

/** Candidates in districts who stand for no party. */
export function independentCandidates(view: ElectionView): readonly DistrictCandidate[] {
  return districtCandidates(view).filter(({ candidate }) => candidate.party === null);
}

/** In the order of the districts, not of the definition's ballots, which stand as text: 1, 10, 101. */
function districtCandidates(view: ElectionView): readonly DistrictCandidate[] {
  const { ballots, contests } = view.election.definition;
  const places = new Map(
    view.districts.map(({ district: { set, code } }, place) => [`${set} ${code}`, place]),
  );
  const place = (one: DistrictCandidate) => places.get(`${one.set} ${one.district}`) ?? 0;
  const standing = ballots.flatMap(({ contest, district, candidates }) => {
    const set = contests.find(({ code }) => code === contest)?.districtSet ?? null;
    if (set === null || district === null) return [];
    return candidates.map((candidate) => ({ candidate, set, district }));
  });
  return standing.toSorted((left, right) => place(left) - place(right));
}
