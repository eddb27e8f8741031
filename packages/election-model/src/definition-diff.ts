import type { BallotContent, Candidate, ElectionDefinition } from './election-definition.ts';
import { changedFields, type FieldChange } from './field-diff.ts';
import { type Comparable, diffItems, type ItemDiff } from './item-diff.ts';

/**
 * What two versions of a definition differ in. Keys: code of contest and party, `contest/district` of a
 * ballot, with `/party` of a list on it, with `/name` of a candidate: who moves to another number is
 * shown as moved, not as gone and come.
 */
export type DefinitionDiff = {
  /** Title, mode, days, pack, geography, languages. */
  readonly facts: readonly FieldChange[];
  readonly contests: ItemDiff;
  readonly parties: ItemDiff;
  readonly ballots: ItemDiff;
  readonly lists: ItemDiff;
  readonly candidates: ItemDiff;
};

/** What `after` changes; against nothing, all facts and items are new. */
export function diffDefinition(
  before: ElectionDefinition | null,
  after: ElectionDefinition,
): DefinitionDiff {
  const [old, now] = [before === null ? NOTHING : comparables(before), comparables(after)];
  return {
    facts: changedFields(old.facts, now.facts),
    contests: diffItems(old.contests, now.contests),
    parties: diffItems(old.parties, now.parties),
    ballots: diffItems(old.ballots, now.ballots),
    lists: diffItems(old.lists, now.lists),
    candidates: diffItems(old.candidates, now.candidates),
  };
}

type Comparables = { readonly facts: Comparable['fields'] } & {
  readonly [Kind in Exclude<keyof DefinitionDiff, 'facts'>]: readonly Comparable[];
};

const NOTHING: Comparables = {
  facts: {},
  contests: [],
  parties: [],
  ballots: [],
  lists: [],
  candidates: [],
};

function comparables(definition: ElectionDefinition): Comparables {
  const { contests, parties, ballots, ...facts } = definition;
  return {
    facts,
    contests: contests.map((one) => ({ key: one.code, name: one.title, fields: one })),
    parties: parties.map((one) => ({ key: one.code, name: one.name, fields: one })),
    ballots: ballots.map((one) => ({
      key: ballotKey(one),
      name: { en: ballotKey(one) },
      fields: {},
    })),
    lists: ballots.flatMap((ballot) =>
      ballot.lists.map(({ party, number }) => ({
        key: `${ballotKey(ballot)}/${party}`,
        name: parties.find((one) => one.code === party)?.name ?? { en: party },
        fields: { number },
      })),
    ),
    candidates: ballots.flatMap((ballot) => [
      ...ballot.lists.flatMap((list) =>
        candidateItems(`${ballotKey(ballot)}/${list.party}`, list.candidates),
      ),
      ...candidateItems(ballotKey(ballot), ballot.candidates),
    ]),
  };
}

function ballotKey(ballot: BallotContent): string {
  return ballot.district === null ? ballot.contest : `${ballot.contest}/${ballot.district}`;
}

function candidateItems(place: string, candidates: readonly Candidate[]): readonly Comparable[] {
  const counts = new Map<string, number>();
  return candidates.map((candidate) => {
    const count = (counts.get(candidate.name) ?? 0) + 1;
    counts.set(candidate.name, count);
    const name = count === 1 ? candidate.name : `${candidate.name} (${count})`;
    return { key: `${place}/${name}`, name: { en: name }, fields: candidate };
  });
}
