import { present } from '@ovoz/basics';
import type { AnswerOf, DefinitionVersion, getDefinitionVersion } from '@ovoz/contract';
import type { DefinitionFinding } from '@ovoz/election-model';
import type { Queries } from '../../platform/database.ts';
import { namesOf } from '../access/public.ts';
import { actsOf, calendarOf, legalTime, packOf, permissionFor } from './calendar.ts';
import { calendarFinding, changesBetween, findingsOf } from './findings.ts';
import {
  type ElectionRecord,
  findSealedVersion,
  findStoredVersion,
  type VersionRecord,
  type WholeVersion,
} from './store.ts';

/** Versions with the names of the people behind them. */
export async function presentVersions(
  queries: Queries,
  versions: readonly VersionRecord[],
): Promise<DefinitionVersion[]> {
  const people = versions.flatMap(({ createdBy, proposedBy, approvedBy }) =>
    [createdBy, proposedBy, approvedBy].filter((id) => id !== null),
  );
  const names = await namesOf(queries, people);
  const nameOf = (id: string) => present(names.get(id), 'who works on a definition is known');
  return versions.map((version) => ({
    number: version.number,
    status: version.status,
    revision: version.revision,
    hash: version.hash.toString('hex'),
    reason: version.reason,
    createdBy: nameOf(version.createdBy),
    createdAt: version.createdAt.toISOString(),
    sealedBy:
      version.proposedBy === null || version.approvedBy === null
        ? []
        : [nameOf(version.proposedBy), nameOf(version.approvedBy)],
    sealedAt: version.sealedAt?.toISOString() ?? null,
  }));
}

/** A version whole, with what is wrong with it and what it changes; null when there is no such version. */
export async function presentWhole(
  queries: Queries,
  election: ElectionRecord,
  number: number,
  now: Date,
): Promise<AnswerOf<typeof getDefinitionVersion> | null> {
  const version = await findStoredVersion(queries, election.code, number, false);
  if (version === null) return null;
  const { definition } = version;
  const before = await findSealedVersion(queries, election.code, number);
  const findings = [
    ...(await calendarFindings(queries, election, version, before, now)),
    ...(await findingsOf(queries, definition)),
  ];
  const [shown] = await presentVersions(queries, [version]);
  return {
    version: present(shown, 'a version is presented as one'),
    definition,
    findings,
    changes: before === null ? [] : [...changesBetween(before.definition, definition)],
  };
}

/** What the calendar in force says to sealing an open version now. */
async function calendarFindings(
  queries: Queries,
  { clock }: ElectionRecord,
  { status, definition }: WholeVersion,
  before: WholeVersion | null,
  now: Date,
): Promise<readonly DefinitionFinding[]> {
  if (before === null || (status !== 'draft' && status !== 'proposed')) return [];
  const entries = calendarOf(before.definition, await packOf(queries, before.definition));
  const acts = actsOf(before.definition, definition);
  const said = permissionFor(entries, acts, legalTime(clock, now));
  if (said.outcome === 'allowed') return [];
  return [calendarFinding(said.entry, said.outcome === 'blocked' ? 'error' : 'warning')];
}
