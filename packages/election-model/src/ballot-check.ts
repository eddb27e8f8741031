import { compareByAlphabet } from './alphabet.ts';
import type { ContestTemplate, CountryPack } from './country-pack.ts';
import type { AddDefinitionFinding } from './definition-findings.ts';
import type { BallotContent, Candidate, ElectionDefinition } from './election-definition.ts';
import type { Geography } from './geography.ts';

/** Checks who stands where: parties, ballots of all districts, lists, numbers and names. */
export function checkBallots(
  definition: ElectionDefinition,
  pack: CountryPack,
  geography: Geography,
  add: AddDefinitionFinding,
): void {
  checkParties(definition, add);
  const compareNames = compareByAlphabet(pack.languages[0]?.alphabet ?? []);
  const known = new Set(definition.parties.map((party) => party.code));
  const seen = new Set<string>();
  for (const ballot of definition.ballots) {
    const place = ballotPlace(ballot);
    if (seen.has(place)) add('ballot-repeated', place, 'the district has another ballot already');
    seen.add(place);
    const contest = definition.contests.find((one) => one.code === ballot.contest);
    if (contest === undefined) {
      add('contest-unknown', place, `the definition has no contest ${ballot.contest}`);
      continue;
    }
    checkDistrict(ballot, contest, geography, place, add);
    checkKind(ballot, contest, place, add);
    checkLists(ballot, contest, place, add);
    checkNumbers(ballot.candidates, place, add);
    checkNames(ballot.candidates, compareNames, place, add);
    checkKnownParties(ballot, known, place, add);
  }
  for (const contest of definition.contests) {
    checkEveryDistrict(contest, geography, seen, add);
    checkNobodyTwice(definition, contest, add);
  }
}

function ballotPlace(ballot: {
  readonly contest: string;
  readonly district: string | null;
}): string {
  return `ballots/${ballot.contest}${ballot.district === null ? '' : `/${ballot.district}`}`;
}

function checkParties(definition: ElectionDefinition, add: AddDefinitionFinding): void {
  const used = new Set(definition.ballots.flatMap(partiesOf));
  const seen = new Set<string>();
  for (const { code } of definition.parties) {
    if (seen.has(code)) add('party-repeated', `parties/${code}`, `${code} stands there twice`);
    else if (!used.has(code)) add('party-unused', `parties/${code}`, `${code} stands nowhere`);
    seen.add(code);
  }
}

function partiesOf(ballot: BallotContent): readonly string[] {
  const candidates = [...ballot.lists.flatMap((list) => list.candidates), ...ballot.candidates];
  return [
    ...ballot.lists.map((list) => list.party),
    ...candidates.flatMap((candidate) => candidate.party ?? []),
  ];
}

function checkKnownParties(
  ballot: BallotContent,
  known: ReadonlySet<string>,
  place: string,
  add: AddDefinitionFinding,
): void {
  for (const party of new Set(partiesOf(ballot))) {
    if (!known.has(party)) add('party-unknown', place, `there is no party ${party}`);
  }
}

function districtCodes(contest: ContestTemplate, geography: Geography): readonly (string | null)[] {
  if (contest.districtSet === null) return [null];
  return geography.districts
    .filter((district) => district.set === contest.districtSet)
    .map((district) => district.code);
}

function checkDistrict(
  ballot: BallotContent,
  contest: ContestTemplate,
  geography: Geography,
  place: string,
  add: AddDefinitionFinding,
): void {
  if (districtCodes(contest, geography).includes(ballot.district)) return;
  const set = contest.districtSet ?? 'a contest of the whole nation';
  add('district-unknown', place, `there is no district ${ballot.district ?? '(none)'} in ${set}`);
}

function checkEveryDistrict(
  contest: ContestTemplate,
  geography: Geography,
  seen: ReadonlySet<string>,
  add: AddDefinitionFinding,
): void {
  for (const district of districtCodes(contest, geography)) {
    const place = ballotPlace({ contest: contest.code, district });
    if (!seen.has(place)) add('ballot-missing', place, 'there is no ballot');
  }
}

function checkKind(
  ballot: BallotContent,
  contest: ContestTemplate,
  place: string,
  add: AddDefinitionFinding,
): void {
  const [options, others] =
    contest.kind === 'list'
      ? [ballot.lists.length, ballot.candidates.length]
      : [ballot.candidates.length, ballot.lists.length];
  if (others > 0) add('ballot-kind', place, `the contest is one of kind ${contest.kind}`);
  if (options === 0) add('ballot-empty', place, 'nobody stands on the ballot');
  if (options === 1) add('no-choice', place, 'only one stands on the ballot');
}

function checkLists(
  ballot: BallotContent,
  contest: ContestTemplate,
  place: string,
  add: AddDefinitionFinding,
): void {
  checkNumbers(ballot.lists, `${place} lists`, add);
  const seen = new Set<string>();
  for (const { party, candidates } of ballot.lists) {
    const own = `${place} ${party}`;
    if (seen.has(party)) add('party-repeated', own, `${party} has another list on this ballot`);
    seen.add(party);
    checkNumbers(candidates, own, add);
    checkRepeatedNames(candidates, own, add);
    if (contest.listSize === undefined) continue;
    const { minimum, maximum } = contest.listSize;
    if (candidates.length >= minimum && candidates.length <= maximum) continue;
    add(
      'list-size',
      own,
      `${candidates.length} candidates; the law asks for ${minimum} to ${maximum}`,
    );
  }
}

/** Numbers run from 1 without repeats and without gaps. */
function checkNumbers(
  items: readonly { readonly number: number }[],
  place: string,
  add: AddDefinitionFinding,
): void {
  const numbers = new Set<number>();
  for (const { number } of items) {
    if (numbers.has(number))
      add('number-repeated', place, `the number ${number} stands there twice`);
    numbers.add(number);
  }
  for (let number = 1; number <= numbers.size; number += 1) {
    if (numbers.has(number)) continue;
    add('number-gap', place, `the number ${number} is missing`);
    return;
  }
}

function checkNames(
  candidates: readonly Candidate[],
  compareNames: (a: string, b: string) => number,
  place: string,
  add: AddDefinitionFinding,
): void {
  checkRepeatedNames(candidates, place, add);
  const names = candidates.toSorted((a, b) => a.number - b.number).map((one) => one.name);
  for (const [index, name] of names.entries()) {
    const next = names[index + 1];
    if (next === undefined || compareNames(name, next) <= 0) continue;
    add('not-alphabetical', place, `${name} stands before ${next}`);
    return;
  }
}

function checkRepeatedNames(
  candidates: readonly Candidate[],
  place: string,
  add: AddDefinitionFinding,
): void {
  const names = new Set<string>();
  for (const { name } of candidates) {
    if (names.has(name)) add('name-repeated', place, `${name} stands there twice`);
    names.add(name);
  }
}

/** The same name and year of birth on two ballots or lists of a contest. */
function checkNobodyTwice(
  definition: ElectionDefinition,
  contest: ContestTemplate,
  add: AddDefinitionFinding,
): void {
  const places = new Map<string, string>();
  for (const ballot of definition.ballots) {
    if (ballot.contest !== contest.code) continue;
    const groups: readonly [string, readonly Candidate[]][] = [
      [ballotPlace(ballot), ballot.candidates],
      ...ballot.lists.map((list): [string, readonly Candidate[]] => [
        `${ballotPlace(ballot)} ${list.party}`,
        list.candidates,
      ]),
    ];
    for (const [place, candidates] of groups) {
      for (const { name, birthYear } of candidates) {
        const person = `${name}, born ${birthYear}`;
        const earlier = places.get(person) ?? place;
        if (birthYear !== null && earlier !== place) {
          add('candidate-twice', place, `${person}, stands at ${earlier} too`);
        }
        places.set(person, earlier);
      }
    }
  }
}
