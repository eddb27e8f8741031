import type { Candidate, ElectionDefinition } from '@ovoz/election-model';
import { foldText } from '@ovoz/ui';

export type FoundCandidate = {
  readonly contest: string;
  readonly district: string | null;
  readonly listParty: string | null;
  readonly candidate: Candidate;
};

/** Candidates whose name holds every word, whatever the case, accents and apostrophes. */
export function searchCandidates(
  definition: Pick<ElectionDefinition, 'ballots'>,
  search: string,
): readonly FoundCandidate[] {
  const words = foldText(search).split(' ').filter(Boolean);
  if (words.length === 0) return [];
  const all = definition.ballots.flatMap(({ contest, district, lists, candidates }) => [
    ...lists.flatMap((list) =>
      list.candidates.map((candidate) => ({ contest, district, listParty: list.party, candidate })),
    ),
    ...candidates.map((candidate) => ({ contest, district, listParty: null, candidate })),
  ]);
  return all.filter(({ candidate }) => {
    const name = foldText(candidate.name);
    return words.every((word) => name.includes(word));
  });
}
