import { assert } from '@ovoz/basics';
import type {
  CountryPack,
  DefinitionStatus,
  ElectionClock,
  ElectionDefinition,
  ElectionMode,
} from '@ovoz/election-model';
import type { Queries } from '../../platform/database.ts';
import { sha256 } from '../../platform/evidence.ts';

export type ElectionRecord = {
  readonly code: string;
  readonly pack: string;
  /** Path of the country. */
  readonly territoryPath: string;
  readonly mode: ElectionMode;
  readonly clock: ElectionClock | null;
};

/** A definition without its long parts. */
export type Outline = Omit<ElectionDefinition, 'parties' | 'ballots'>;

export type VersionRecord = {
  readonly election: string;
  readonly number: number;
  readonly status: DefinitionStatus;
  readonly revision: number;
  readonly hash: Buffer;
  readonly outline: Outline;
  readonly reason: string;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly proposalId: string | null;
  readonly proposedBy: string | null;
  readonly approvedBy: string | null;
  readonly sealedAt: Date | null;
};

/** A version with its definition: the text that is hashed, and what it says. */
export type WholeVersion = VersionRecord & {
  readonly text: string;
  readonly definition: ElectionDefinition;
};

/** Definitions are parsed from text that was checked before it was written. */
export const MAX_DEFINITION_LENGTH = 8_000_000;

export async function insertElection(
  queries: Queries,
  election: ElectionRecord,
  createdBy: string,
  now: Date,
): Promise<boolean> {
  const rows = await queries`
    insert into elections (code, pack, territory_path, mode, created_at, created_by,
      clock_set_at, clock_shows, clock_speed)
    values (${election.code}, ${election.pack}, ${election.territoryPath}, ${election.mode}, ${now},
      ${createdBy}, ${election.clock?.setAt ?? null}, ${election.clock?.shows ?? null},
      ${election.clock?.speed ?? null})
    on conflict (code) do nothing returning code`;
  return rows.length === 1;
}

type ElectionRow = Omit<ElectionRecord, 'clock'> & {
  readonly setAt: Date | null;
  readonly shows: Date | null;
  readonly speed: number | null;
};

export async function listStoredElections(queries: Queries): Promise<readonly ElectionRecord[]> {
  const rows = await queries<ElectionRow[]>`select ${electionColumns(queries)} from elections`;
  return rows.map(toElection);
}

export async function findStoredElection(
  queries: Queries,
  code: string,
  lock: boolean,
): Promise<ElectionRecord | null> {
  const [row] = await queries<ElectionRow[]>`
    select ${electionColumns(queries)} from elections where code = ${code}
    ${lock ? queries`for update` : queries``}`;
  return row === undefined ? null : toElection(row);
}

export async function updateClock(
  queries: Queries,
  code: string,
  clock: ElectionClock,
): Promise<void> {
  await queries`
    update elections set clock_set_at = ${clock.setAt}, clock_shows = ${clock.shows},
      clock_speed = ${clock.speed}
    where code = ${code}`;
}

/** The clock as a value within a query of another module, so that a busy door asks once: `ElectionClock` or null. */
export function clockJson(queries: Queries, code: string) {
  return queries`(select case when clock_set_at is not null then json_build_object(
      'setAt', clock_set_at, 'shows', clock_shows, 'speed', clock_speed) end
    from elections where code = ${code})`;
}

/** Whether the count is open: from then on the definition rests. */
export async function isCounting(queries: Queries, code: string): Promise<boolean> {
  const rows = await queries`select from result_counts where election = ${code}`;
  return rows.length === 1;
}

function electionColumns(queries: Queries) {
  return queries`code, pack, territory_path as "territoryPath", mode, clock_set_at as "setAt",
    clock_shows as shows, clock_speed as speed`;
}

function toElection({ setAt, shows, speed, ...election }: ElectionRow): ElectionRecord {
  if (setAt === null || shows === null || speed === null) return { ...election, clock: null };
  return { ...election, clock: { setAt: setAt.toISOString(), shows: shows.toISOString(), speed } };
}

export async function keepPack(queries: Queries, pack: CountryPack, hash: string): Promise<void> {
  await queries`
    insert into election_packs (hash, pack) values (${Buffer.from(hash, 'hex')}, ${JSON.stringify(pack)})
    on conflict (hash) do nothing`;
}

/** The pack as it was when an election was drafted from it. */
export async function findKeptPack(queries: Queries, hash: string): Promise<CountryPack | null> {
  const [row] = await queries<{ pack: string }[]>`
    select pack from election_packs where hash = ${Buffer.from(hash, 'hex')}`;
  return row === undefined ? null : (JSON.parse(row.pack) as CountryPack);
}

export async function insertDraft(
  queries: Queries,
  draft: {
    readonly election: string;
    readonly number: number;
    readonly text: string;
    readonly packHash: string;
    readonly reason: string;
    readonly createdBy: string;
    readonly createdAt: Date;
  },
): Promise<void> {
  await queries`
    insert into election_versions (election, number, status, revision, definition, hash, pack_hash,
      reason, created_at, created_by)
    values (${draft.election}, ${draft.number}, 'draft', 1, ${draft.text}, ${sha256(draft.text)},
      ${Buffer.from(draft.packHash, 'hex')}, ${draft.reason}, ${draft.createdAt}, ${draft.createdBy})`;
}

/** Writes the next revision of a draft that the caller has locked. */
export async function updateDraft(
  queries: Queries,
  { election, number, revision }: Pick<VersionRecord, 'election' | 'number' | 'revision'>,
  text: string,
): Promise<void> {
  await queries`
    update election_versions
    set definition = ${text}, hash = ${sha256(text)}, revision = ${revision + 1}
    where election = ${election} and number = ${number}`;
}

type VersionKey = Pick<VersionRecord, 'election' | 'number'>;

export async function discardStored(
  queries: Queries,
  { election, number }: VersionKey,
): Promise<void> {
  await queries`
    update election_versions set status = 'discarded'
    where election = ${election} and number = ${number}`;
}

export async function markProposed(
  queries: Queries,
  { election, number }: VersionKey,
  proposalId: string,
  proposedBy: string,
): Promise<void> {
  await queries`
    update election_versions
    set status = 'proposed', proposal_id = ${proposalId}, proposed_by = ${proposedBy}
    where election = ${election} and number = ${number}`;
}

export async function backToDraft(
  queries: Queries,
  { election, number }: VersionKey,
): Promise<void> {
  await queries`
    update election_versions set status = 'draft', proposal_id = null, proposed_by = null
    where election = ${election} and number = ${number} and status = 'proposed'`;
}

/** Puts the version in force and the one before it out of force. */
export async function sealStored(
  queries: Queries,
  { election, number }: VersionKey,
  approvedBy: string,
  sealedAt: Date,
): Promise<void> {
  await queries`
    update election_versions set status = 'superseded'
    where election = ${election} and status = 'sealed'`;
  await queries`
    update election_versions
    set status = 'sealed', approved_by = ${approvedBy}, sealed_at = ${sealedAt}
    where election = ${election} and number = ${number}`;
}

/** Versions without their long parts, newest first; of one election, or of all. */
export async function listStoredVersions(
  queries: Queries,
  election: string | null,
): Promise<readonly VersionRecord[]> {
  return queries<VersionRecord[]>`
    select ${versionColumns(queries)} from election_versions
    ${election === null ? queries`` : queries`where election = ${election}`}
    order by election, number desc`;
}

export async function findStoredVersion(
  queries: Queries,
  election: string,
  number: number,
  lock: boolean,
): Promise<WholeVersion | null> {
  const [row] = await queries<(VersionRecord & { text: string })[]>`
    select ${versionColumns(queries)}, definition as text from election_versions
    where election = ${election} and number = ${number} ${lock ? queries`for update` : queries``}`;
  return row === undefined ? null : toWhole(row);
}

/** The version in force; with `below`, the last one that was sealed before the version of that number. */
export async function findSealedVersion(
  queries: Queries,
  election: string,
  below: number | null = null,
): Promise<WholeVersion | null> {
  const [row] = await queries<(VersionRecord & { text: string })[]>`
    select ${versionColumns(queries)}, definition as text from election_versions
    where election = ${election} and sealed_at is not null
      ${below === null ? queries`` : queries`and number < ${below}`}
    order by number desc limit 1`;
  return row === undefined ? null : toWhole(row);
}

/** Hash of the version in force, lower-case hex; null while none was sealed. */
export async function sealedHash(queries: Queries, election: string): Promise<string | null> {
  const [row] = await queries<{ hash: string }[]>`
    select encode(hash, 'hex') as hash from election_versions
    where election = ${election} and sealed_at is not null order by number desc limit 1`;
  return row?.hash ?? null;
}

function versionColumns(queries: Queries) {
  return queries`election, number, status, revision, hash, outline, reason, created_by as "createdBy",
    created_at as "createdAt", proposal_id as "proposalId", proposed_by as "proposedBy",
    approved_by as "approvedBy", sealed_at as "sealedAt"`;
}

function toWhole(row: VersionRecord & { text: string }): WholeVersion {
  assert(
    sha256(row.text).equals(row.hash),
    'a stored definition has the hash that is kept with it',
  );
  return { ...row, definition: JSON.parse(row.text) as ElectionDefinition };
}
