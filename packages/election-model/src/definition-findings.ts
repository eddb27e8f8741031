import type { DefinitionFinding } from './election-definition.ts';

/** What a definition can get wrong, whether it stops the sealing, and what it means. Codes are public and stable. */
export const DEFINITION_FINDINGS = {
  'ballot-empty': ['error', 'Nobody stands on the ballot.'],
  'ballot-kind': [
    'error',
    'A contest of lists has lists on its ballot, another one has candidates.',
  ],
  'ballot-missing': ['error', 'A district of the contest has no ballot.'],
  'ballot-repeated': ['error', 'A district has two ballots in one contest.'],
  'calendar-undatable': ['error', 'The calendar cannot be dated.'],
  'called-after-voting': ['error', 'The election is called on or after the day of voting.'],
  'candidate-twice': ['warning', 'Somebody seems to stand twice in one contest.'],
  'contest-differs': ['error', 'The contest is not as the country pack has it.'],
  'contest-missing': ['error', 'A contest of the electoral system is missing.'],
  'contest-unknown': ['error', 'The electoral system has no such contest.'],
  'deadline-before-call': ['warning', 'A deadline passes before the election is called.'],
  'district-unknown': ['error', 'The geography has no such district.'],
  'districts-differ': ['error', 'The districts or seats are not as many as the law has.'],
  'generated-in-live': ['error', 'A live election rests on data that a program made up.'],
  'language-missing': ['error', 'A text or the election lacks the main language of the country.'],
  'language-unknown': ['error', 'The country pack has no such language.'],
  'list-size': ['error', 'A list has fewer or more candidates than the law allows.'],
  'name-repeated': ['warning', 'Two candidates on one ballot have the same name.'],
  'no-choice': ['warning', 'Only one list or candidate stands on the ballot.'],
  'not-alphabetical': ['warning', 'The names on the ballot are not in the order of the alphabet.'],
  'number-gap': ['error', 'The numbers do not run from 1 without gaps.'],
  'number-repeated': ['error', 'A number stands there twice.'],
  'pack-mismatch': ['error', 'The definition names another pack or another version of it.'],
  'party-repeated': [
    'error',
    'Two parties have the same code, or one party has two lists on a ballot.',
  ],
  'party-unknown': ['error', 'There is no such party in the definition.'],
  'party-unused': ['warning', 'The party has no list and no candidate.'],
  'system-unknown': ['error', 'The country pack has no such electoral system.'],
} as const;

export type DefinitionFindingCode = keyof typeof DEFINITION_FINDINGS;

/** Notes a finding: where, and a sentence with the value. */
export type AddDefinitionFinding = (
  code: DefinitionFindingCode,
  place: string,
  reason: string,
) => void;

/** More than people read before they mend the first. */
export const MAX_DEFINITION_FINDINGS = 1000;

const MAX_PLACE = 200;
const MAX_REASON = 500;

/** Runs the checks and gives what they found: errors first, each kind in the order found. */
export function gatherDefinitionFindings(
  check: (add: AddDefinitionFinding) => void,
): readonly DefinitionFinding[] {
  const found: DefinitionFinding[] = [];
  check((code, place, reason) => {
    found.push({
      code,
      severity: DEFINITION_FINDINGS[code][0],
      place: place.slice(0, MAX_PLACE),
      reason: reason.slice(0, MAX_REASON),
    });
  });
  const errors = found.filter((finding) => finding.severity === 'error');
  const warnings = found.filter((finding) => finding.severity === 'warning');
  return [...errors, ...warnings].slice(0, MAX_DEFINITION_FINDINGS);
}
