import { present } from '@ovoz/basics';
import type { Duty, ElectionSummary } from '@ovoz/contract';
import { covers, dutyState, type Role } from '@ovoz/election-model';
import { grantsOf, type SignedIn } from '../../platform/actor.ts';
import type { Queries } from '../../platform/database.ts';
import { calendarOf, legalTime, packOf } from './calendar.ts';
import {
  type ElectionRecord,
  findStoredElection,
  listStoredElections,
  listStoredVersions,
  type VersionRecord,
} from './store.ts';

/** An election with all versions of its definition, newest first, without their long parts. */
export type ElectionView = {
  readonly election: ElectionRecord;
  readonly versions: readonly VersionRecord[];
};

/**
 * An election concerns everybody who works in its country, in whatever part of it; a grant for one
 * election shows that one only.
 */
function mayRead(
  signedIn: SignedIn,
  roles: readonly Role[],
  { territoryPath, code }: ElectionRecord,
): boolean {
  return grantsOf(signedIn, roles).some(
    (grant) =>
      (covers(grant.territoryPath, territoryPath) || covers(territoryPath, grant.territoryPath)) &&
      (grant.election === null || grant.election === code),
  );
}

export async function readableElections(
  queries: Queries,
  signedIn: SignedIn,
  roles: readonly Role[],
): Promise<readonly ElectionView[]> {
  const elections = await listStoredElections(queries);
  const readable = elections.filter((election) => mayRead(signedIn, roles, election));
  if (readable.length === 0) return [];
  const byElection = Map.groupBy(await listStoredVersions(queries, null), (one) => one.election);
  return readable.map((election) => ({ election, versions: byElection.get(election.code) ?? [] }));
}

/** The election, or null when there is none that this person may read. */
export async function findReadable(
  queries: Queries,
  signedIn: SignedIn,
  roles: readonly Role[],
  code: string,
): Promise<ElectionView | null> {
  const election = await findStoredElection(queries, code, false);
  if (election === null || !mayRead(signedIn, roles, election)) return null;
  return { election, versions: await listStoredVersions(queries, code) };
}

/** The version in force; while nothing is sealed the one that is open, else the last that was put aside. */
export function versionToShow({ versions }: ElectionView): VersionRecord {
  const found =
    sealedOf(versions) ?? openOf(versions) ?? present(versions[0], 'an election has a version');
  return found;
}

function sealedOf(versions: readonly VersionRecord[]): VersionRecord | undefined {
  return versions.find(({ status }) => status === 'sealed');
}

function openOf(versions: readonly VersionRecord[]): VersionRecord | undefined {
  return versions.find(({ status }) => status === 'draft' || status === 'proposed');
}

export function summaryOf(view: ElectionView, isDemo: boolean, now: Date): ElectionSummary {
  const { election, versions } = view;
  const { outline } = versionToShow(view);
  const sealed = sealedOf(versions);
  const open = openOf(versions);
  return {
    code: election.code,
    title: outline.title,
    mode: election.mode,
    pack: election.pack,
    votingDay: outline.votingDay,
    sealedVersion: sealed?.number ?? null,
    sealedHash: sealed?.hash.toString('hex') ?? null,
    openVersion: open === undefined ? null : { number: open.number, status: open.status },
    clock: election.clock,
    legalTime: legalTime(election.clock, now).toISOString(),
    demo: isDemo,
  };
}

/** The next voting day first, then the past ones, the last of them first. Past is by each one's legal time. */
export function inOrder(summaries: readonly ElectionSummary[]): readonly ElectionSummary[] {
  const isPast = ({ votingDay, legalTime: time }: ElectionSummary) => votingDay < time.slice(0, 10);
  const byDay = summaries.toSorted((a, b) =>
    a.votingDay === b.votingDay ? compare(a.code, b.code) : compare(a.votingDay, b.votingDay),
  );
  return [...byDay.filter((one) => !isPast(one)), ...byDay.filter(isPast).toReversed()];
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** How many duties of an election a home page shows that are behind and before it. */
const LAST_DUTIES = 3;
const NEXT_DUTIES = 10;

/** Duties around now of an election: today's, those open, the last and the next, in the order of the calendar. */
export async function dutiesAround(
  queries: Queries,
  view: ElectionView,
  now: Date,
): Promise<readonly Duty[]> {
  const { election } = view;
  const sealed = sealedOf(view.versions);
  if (sealed === undefined) return [];
  const { outline } = sealed;
  const legalMs = legalTime(election.clock, now).getTime();
  const duties = calendarOf(outline, await packOf(queries, outline)).map((entry) => ({
    election: election.code,
    electionTitle: outline.title,
    mode: election.mode,
    entry,
    state: dutyState(entry, legalMs, outline.timeZone),
  }));
  const past = duties.filter(({ state }) => state === 'past').slice(-LAST_DUTIES);
  const next = duties.filter(({ state }) => state === 'upcoming').slice(0, NEXT_DUTIES);
  return duties.filter(
    (duty) =>
      duty.state === 'today' || duty.state === 'open' || past.includes(duty) || next.includes(duty),
  );
}
