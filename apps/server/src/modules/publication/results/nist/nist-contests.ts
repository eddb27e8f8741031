import type { JsonValue } from '@ovoz/basics';
import {
  AGAINST_ALL,
  type BallotContent,
  type ContestTemplate,
  candidateOption,
  type ElectionDefinition,
} from '@ovoz/election-model';
import type { AreaContent } from '../area-content.ts';
import { type NistPart, nistText, partyId, unitId } from './nist-parts.ts';

type Contests = {
  readonly contests: readonly JsonValue[];
  readonly candidates: readonly JsonValue[];
};

/**
 * Contests whose votes are known for the area: those of the nation, and of electoral districts in the file of
 * the district and of the nation. Votes for candidate 1 of one district and of another are never summed.
 */
export function nistContests(
  definition: ElectionDefinition,
  content: AreaContent,
  parts: readonly NistPart[],
): Contests {
  const contests: JsonValue[] = [];
  const candidates: JsonValue[] = [];
  for (const ballot of definition.ballots) {
    const template = definition.contests.find(({ code }) => code === ballot.contest);
    const reporting = reportingParts(ballot, content, parts);
    if (template === undefined || reporting.length === 0) continue;
    contests.push(writtenContest(template, ballot, content, reporting));
    candidates.push(...ballot.candidates.map((candidate) => candidateOf(ballot, candidate)));
  }
  return { contests, candidates };
}

function reportingParts(
  { contest, district }: BallotContent,
  content: AreaContent,
  parts: readonly NistPart[],
): readonly NistPart[] {
  const ofContest = parts.filter(({ figures }) => figures.some((one) => one.contest === contest));
  if (district === null) {
    // Districts of another contest have no figures of this one.
    return ofContest.filter(({ kind }) => kind !== 'electoral-district');
  }
  const own = `district:${district}`;
  if (content.area === own) return ofContest;
  return ofContest.filter(({ code }) => code === own);
}

function writtenContest(
  template: ContestTemplate,
  ballot: BallotContent,
  content: AreaContent,
  parts: readonly NistPart[],
): JsonValue {
  const id = contestId(ballot);
  const seats = seatsOf(content, ballot);
  const base = {
    '@id': id,
    ElectionDistrictId:
      ballot.district === null ? 'unit-nation' : unitId(`district:${ballot.district}`),
    Name: ballot.district === null ? template.title.en : `${template.title.en}, ${ballot.district}`,
    ContestSelection: [...selections(ballot, parts, seats)],
  };
  return template.kind === 'list'
    ? { '@type': 'ElectionResults.PartyContest', ...base, VoteVariation: 'proportional' }
    : {
        '@type': 'ElectionResults.CandidateContest',
        ...base,
        VotesAllowed: 1,
        NumberElected: ballot.district === null ? template.seats : 1,
      };
}

/** Seats by option in the nation’s or the district’s own file, once they are given. */
function seatsOf({ seats }: AreaContent, ballot: BallotContent): ReadonlyMap<string, number> {
  const found = seats?.districts.find(
    ({ contest: code, district }) => code === ballot.contest && district === ballot.district,
  );
  return new Map(found?.allocation?.options.map(({ option, seats: won }) => [option, won]) ?? []);
}

function selections(
  ballot: BallotContent,
  parts: readonly NistPart[],
  seats: ReadonlyMap<string, number>,
): readonly JsonValue[] {
  const counts = (option: string): JsonValue[] => [
    ...parts.flatMap(({ id, figures }) => {
      const votes = figures.find(({ contest: code }) => code === ballot.contest)?.votes[option];
      return votes === undefined || votes === null ? [] : [voteCount(id, 'total', votes)];
    }),
    ...(seats.has(option)
      ? [voteCount(parts[0]?.id ?? 'unit-nation', 'seats', seats.get(option) ?? 0)]
      : []),
  ];
  const lists = ballot.lists.map(({ party }) => ({
    '@type': 'ElectionResults.PartySelection',
    '@id': `${contestId(ballot)}-${party}`,
    PartyIds: [partyId(party)],
    VoteCounts: counts(party),
  }));
  const people = ballot.candidates.map(({ number }) => ({
    '@type': 'ElectionResults.CandidateSelection',
    '@id': `${contestId(ballot)}-${candidateOption(number)}`,
    CandidateIds: [candidateId(ballot, number)],
    VoteCounts: counts(candidateOption(number)),
  }));
  const against = counts(AGAINST_ALL);
  const nobody = {
    '@type': 'ElectionResults.BallotMeasureSelection',
    '@id': `${contestId(ballot)}-${AGAINST_ALL}`,
    Selection: nistText({ en: 'Against all' }),
    VoteCounts: against,
  };
  return [...lists, ...people, ...(against.length > 0 ? [nobody] : [])];
}

function voteCount(unit: string, Type: 'total' | 'seats', Count: number): JsonValue {
  return { '@type': 'ElectionResults.VoteCounts', GpUnitId: unit, Type, Count };
}

function candidateOf(
  ballot: BallotContent,
  { number, name, party }: BallotContent['candidates'][number],
): JsonValue {
  return {
    '@type': 'ElectionResults.Candidate',
    '@id': candidateId(ballot, number),
    BallotName: nistText({ en: name }),
    ...(party === null ? {} : { PartyId: partyId(party) }),
  };
}

function contestId({ contest: code, district }: BallotContent): string {
  return district === null ? `contest-${code}` : `contest-${code}-${district}`;
}

function candidateId(ballot: BallotContent, number: number): string {
  return `candidate-${contestId(ballot)}-${number}`;
}
