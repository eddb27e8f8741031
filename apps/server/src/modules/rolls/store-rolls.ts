import type { ExclusionReason } from '@ovoz/contract';
import type { ElectionMode, TerritoryPath } from '@ovoz/election-model';
import type { Queries } from '../../platform/database.ts';

/** The frozen list of one election, or the one that is being frozen. */
export type Roll = {
  readonly id: number;
  readonly election: string;
  readonly pack: string;
  /** Version of the geography that its stations are of. */
  readonly geography: number;
  readonly mode: ElectionMode;
  readonly votingDay: string;
  readonly approvedAt: Date;
  readonly status: 'freezing' | 'frozen';
  /** When it was decided who is on which roll; null until then, with all counts. */
  readonly selectedAt: Date | null;
  readonly stations: number | null;
  readonly voters: number | null;
  readonly excluded: number | null;
  readonly root: Buffer | null;
  readonly frozenAt: Date | null;
};

function rollColumns(queries: Queries) {
  return queries`
    id, election, pack, geography, mode, voting_day::text as "votingDay", approved_at as "approvedAt", status,
    selected_at as "selectedAt", stations, voters::float8 as voters, excluded::float8 as excluded, root,
    frozen_at as "frozenAt"`;
}

export async function findRoll(
  queries: Queries,
  election: string,
  { lock = false }: { readonly lock?: boolean } = {},
): Promise<Roll | null> {
  const [row] = await queries<Roll[]>`
    select ${rollColumns(queries)} from rolls where election = ${election}
    ${lock ? queries`for update` : queries``}`;
  return row ?? null;
}

/** Rolls in a state, the oldest first. */
export async function listRolls(
  queries: Queries,
  status: Roll['status'],
): Promise<readonly Roll[]> {
  return queries<Roll[]>`
    select ${rollColumns(queries)} from rolls where status = ${status} order by id`;
}

export async function insertRoll(
  queries: Queries,
  roll: Pick<Roll, 'election' | 'pack' | 'geography' | 'mode' | 'votingDay'> & {
    readonly proposalId: string;
  },
  now: Date,
): Promise<void> {
  const { election, pack, geography, mode, votingDay, proposalId } = roll;
  await queries`
    insert into rolls (election, pack, geography, mode, voting_day, proposal_id, approved_at)
    values (${election}, ${pack}, ${geography}, ${mode}, ${votingDay}, ${proposalId}, ${now})`;
}

/** From now on it is decided who is on which roll. */
export async function markSelected(
  queries: Queries,
  roll: number,
  counts: { readonly stations: number; readonly voters: number; readonly excluded: number },
  now: Date,
): Promise<void> {
  const { stations, voters, excluded } = counts;
  await queries`
    update rolls set selected_at = ${now}, stations = ${stations}, voters = ${voters}, excluded = ${excluded}
    where id = ${roll}`;
}

export async function markFrozen(
  queries: Queries,
  roll: number,
  root: Buffer,
  now: Date,
): Promise<void> {
  await queries`
    update rolls set status = 'frozen', root = ${root}, frozen_at = ${now} where id = ${roll}`;
}

/** The root of a station that is written. */
export type WrittenStation = {
  readonly station: string;
  readonly position: number;
  readonly territoryPath: TerritoryPath;
  readonly voters: number;
  readonly root: Buffer;
};

export type ListedStation = WrittenStation & {
  /** Voters whose station at home it is, and who are on the roll of a mission. */
  readonly abroad: number;
};

/** Roots of all stations that are written, in the order of their numbers. */
export async function listRoots(queries: Queries, roll: number): Promise<readonly ListedStation[]> {
  return queries<ListedStation[]>`
    select r.station, r.position, r.territory_path as "territoryPath", r.voters, r.root,
      coalesce(a.voters, 0) as abroad
    from roll_roots r left join roll_voters_abroad a on a.roll = r.roll and a.station = r.station
    where r.roll = ${roll} order by r.position`;
}

export async function findRoot(
  queries: Queries,
  roll: number,
  station: string,
): Promise<WrittenStation | null> {
  const [row] = await queries<WrittenStation[]>`
    select station, position, territory_path as "territoryPath", voters, root
    from roll_roots where roll = ${roll} and station = ${station}`;
  return row ?? null;
}

export async function countRoots(queries: Queries, roll: number): Promise<number> {
  const [row] = await queries<{ stations: number }[]>`
    select count(*)::integer as stations from roll_roots where roll = ${roll}`;
  return row?.stations ?? 0;
}

/** How many are on no roll, by reason. */
export async function countExclusions(
  queries: Queries,
  roll: number,
): Promise<readonly { readonly reason: ExclusionReason; readonly voters: number }[]> {
  return queries<{ reason: ExclusionReason; voters: number }[]>`
    select reason, count(*)::integer as voters from roll_exclusions
    where roll = ${roll} group by reason order by reason`;
}
