import { type JsonValue, present } from '@ovoz/basics';
import type { BallotContent } from '@ovoz/election-model';
import type { Queries } from '../../platform/database.ts';
import { changesBetween, findingsOf } from './findings.ts';
import { findSealedVersion, findStoredVersion, type WholeVersion } from './store.ts';

/** What a second person approves: the definition by its hash, and what to look at first. */
export type SealContent = {
  readonly election: string;
  readonly version: number;
  readonly hash: string;
  readonly summary: {
    readonly title: string;
    readonly mode: string;
    readonly votingDay: string;
    readonly geographyVersion: number;
    readonly parties: number;
    readonly candidates: number;
  };
};

export function contentOf({ definition, election, number, hash }: WholeVersion): JsonValue {
  const content: SealContent = {
    election,
    version: number,
    hash: hash.toString('hex'),
    summary: {
      title: definition.title.en,
      mode: definition.mode,
      votingDay: definition.votingDay,
      geographyVersion: definition.geography.version,
      parties: definition.parties.length,
      candidates: countCandidates(definition.ballots),
    },
  };
  return content;
}

/** Changes and warnings beyond this are counted; the linked page lists them all. */
const MAX_LISTED = 40;
const MAX_VALUE = 2000;

type Row = { readonly label: string; readonly value: string };

/** The definition as rows to read: what it is, what it changes, and what the checks warn about. */
export async function rowsOf(
  queries: Queries,
  { election, version: number }: SealContent,
): Promise<readonly Row[]> {
  const version = await findStoredVersion(queries, election, number, false);
  const whole = present(version, 'a proposal is about a version that is there');
  const before = await findSealedVersion(queries, election, number);
  const findings = await findingsOf(queries, whole.definition);
  const changes = before === null ? [] : changesBetween(before.definition, whole.definition);
  const rows = [
    ...factRows(whole),
    ...listed('Change', changes.length, (index) => {
      const change = changes[index];
      return change && `${change.place}: ${change.before ?? '—'} → ${change.after ?? '—'}`;
    }),
    ...listed('Check', findings.length, (index) => {
      const finding = findings[index];
      return finding && `${finding.severity}, ${finding.place}: ${finding.reason}`;
    }),
  ];
  return rows.map(({ label, value }) => ({ label, value: value.slice(0, MAX_VALUE) }));
}

function factRows({ definition, number, hash, reason }: WholeVersion): readonly Row[] {
  const { pack, geography, contests, parties, ballots } = definition;
  return [
    { label: 'Election', value: definition.code },
    { label: 'Title', value: definition.title.en },
    { label: 'Mode', value: definition.mode },
    { label: 'Version', value: String(number) },
    { label: 'Reason', value: reason },
    { label: 'Hash', value: hash.toString('hex') },
    { label: 'Called on', value: definition.calledOn },
    { label: 'Voting day', value: `${definition.votingDay}, ${definition.timeZone}` },
    { label: 'Languages', value: definition.languages.join(', ') },
    { label: 'Law', value: `${pack.code} of ${pack.version}, ${pack.hash}` },
    { label: 'Geography', value: `version ${geography.version}, ${geography.hash}` },
    ...contests.map(({ title, seats }) => ({ label: 'Contest', value: `${title.en}: ${seats}` })),
    { label: 'Parties', value: String(parties.length) },
    { label: 'Ballots', value: String(ballots.length) },
    { label: 'Candidates', value: countOf(definition) },
  ];
}

function countOf({ ballots, generatedCandidates }: WholeVersion['definition']): string {
  return `${countCandidates(ballots)}${generatedCandidates ? ', made by a program' : ''}`;
}

function listed(
  label: string,
  count: number,
  textAt: (index: number) => string | undefined,
): readonly Row[] {
  const shown = Math.min(count, MAX_LISTED);
  const rows = Array.from({ length: shown }, (_, index) => ({
    label,
    value: textAt(index) ?? '',
  }));
  if (count === shown) return rows;
  return [...rows, { label, value: `and ${count - shown} more` }];
}

function countCandidates(ballots: readonly BallotContent[]): number {
  return ballots.reduce(
    (sum, { lists, candidates }) =>
      sum + candidates.length + lists.reduce((all, list) => all + list.candidates.length, 0),
    0,
  );
}
