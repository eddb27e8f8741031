import { present } from '@ovoz/basics';
import {
  type ActPermission,
  type CalendarEntry,
  type CountryPack,
  type GovernedAct,
  localDay,
} from '@ovoz/election-model';
import type { Queries } from '../../platform/database.ts';
import { calendarOf, legalTime, packOf, permissionFor } from './calendar.ts';
import { type ElectionInForce, electionInForce } from './sealed-election.ts';
import {
  type ElectionRecord,
  findSealedVersion,
  findStoredElection,
  findStoredVersion,
  listStoredElections,
  listStoredVersions,
  type WholeVersion,
} from './store.ts';

export { legalTime, packOf } from './calendar.ts';
export { importIntoDraft } from './candidates.ts';
export { moveClock } from './clock.ts';
export { create as createElection } from './commands.ts';
export { type ElectionInForce, electionInForce } from './sealed-election.ts';
export { proposeSealing, sealDefinitionHandler } from './sealing.ts';
export { clockJson, type ElectionRecord, type WholeVersion } from './store.ts';
export { isLevelEnough } from './version-lock.ts';

/** Code, country, mode and clock of an election, or null; locked when the caller fixes what rests on it. */
export async function findElection(
  queries: Queries,
  code: string,
  { lock = false }: { readonly lock?: boolean } = {},
): Promise<ElectionRecord | null> {
  return findStoredElection(queries, code, lock);
}

/** A version of a definition, sealed or not. */
export async function definitionVersion(
  queries: Queries,
  code: string,
  number: number,
): Promise<WholeVersion> {
  const found = await findStoredVersion(queries, code, number, false);
  return present(found, 'a version of a definition stays');
}

/** What the calendar says to an act, and for which election. */
export type ActAnswer = ActPermission & { readonly election: string | null };

/**
 * Whether the calendars of a country let an act happen now. All sealed elections whose voting day is
 * not past are asked, each at its own legal time, and the most restrictive answer counts.
 */
export async function actAllowed(
  queries: Queries,
  packCode: string,
  act: GovernedAct,
  now: Date,
): Promise<ActAnswer> {
  const elections = await listStoredElections(queries);
  const versions = await listStoredVersions(queries, null);
  const answers: ActAnswer[] = [];
  for (const { outline, election } of versions.filter(({ status }) => status === 'sealed')) {
    const { clock, pack } = present(
      elections.find(({ code }) => code === election),
      'a version belongs to an election',
    );
    const legal = legalTime(clock, now);
    if (pack !== packCode || localDay(legal.getTime(), outline.timeZone) > outline.votingDay) {
      continue;
    }
    const entries = calendarOf(outline, await packOf(queries, outline));
    answers.push({ ...permissionFor(entries, [act], legal), election });
  }
  return (
    answers.find(({ outcome }) => outcome === 'blocked') ??
    answers.find(({ outcome }) => outcome === 'warned') ?? { outcome: 'allowed', election: null }
  );
}

/**
 * The sealed election of a country that is voted on next by its own clock; a live one goes before exercises. Null
 * while none is called.
 */
export async function upcomingElection(
  queries: Queries,
  packCode: string,
  now: Date,
): Promise<ElectionInForce | null> {
  const elections = await listStoredElections(queries);
  const coming: ElectionInForce[] = [];
  for (const { code } of elections.filter(({ pack }) => pack === packCode)) {
    const found = await electionInForce(queries, code);
    if (found === null || found.version === null) continue;
    const { votingDay, timeZone } = found.version.definition;
    const today = localDay(legalTime(found.election.clock, now).getTime(), timeZone);
    if (today <= votingDay) coming.push(found);
  }
  const rank = ({ election, version }: ElectionInForce) =>
    `${election.mode === 'live' ? 0 : 1} ${version.definition.votingDay} ${election.code}`;
  return coming.toSorted((a, b) => (rank(a) < rank(b) ? -1 : 1))[0] ?? null;
}

/** An election as the public may see it. */
export type SealedElection = {
  readonly election: ElectionRecord;
  readonly version: WholeVersion;
  readonly pack: CountryPack;
  readonly calendar: readonly CalendarEntry[];
  readonly sealedAt: Date;
};

/** Every election that has a sealed definition, by code. */
export async function sealedElections(queries: Queries): Promise<readonly SealedElection[]> {
  const elections = await listStoredElections(queries);
  const sealed: SealedElection[] = [];
  for (const election of elections.toSorted((a, b) => (a.code < b.code ? -1 : 1))) {
    const version = await findSealedVersion(queries, election.code);
    if (version === null) continue;
    const pack = await packOf(queries, version.outline);
    const calendar = calendarOf(version.outline, pack);
    const sealedAt = present(version.sealedAt, 'a sealed version has its time');
    sealed.push({ election, version, pack, calendar, sealedAt });
  }
  return sealed;
}
