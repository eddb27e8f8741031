import type { TerritoryPath } from '@ovoz/election-model';
import type { EligibilityFact, SupplementReason } from '@ovoz/voter-register';
import type { Queries } from '../../platform/database.ts';
import type { SelectedVoter } from './store-entries.ts';

/** A voter of the register, with what the right to vote hangs on. */
export type RegisteredVoter = SelectedVoter & {
  readonly territoryPath: TerritoryPath;
  readonly sealed: Buffer;
  readonly status: string;
  readonly citizenship: string;
  readonly facts: readonly EligibilityFact[];
};

export async function registeredVoter(
  queries: Queries,
  voterId: string,
): Promise<RegisteredVoter | null> {
  const [row] = await queries<RegisteredVoter[]>`
    ${selectVoter(queries)} where v.id = ${voterId}`;
  return row ?? null;
}

/** @param nationalKey `RegisterKeys.nationalKey` of the national number */
export async function voterWithKey(
  queries: Queries,
  nationalKey: Buffer,
): Promise<RegisteredVoter | null> {
  const [row] = await queries<RegisteredVoter[]>`
    ${selectVoter(queries)} where v.national_key = ${nationalKey}`;
  return row ?? null;
}

function selectVoter(queries: Queries) {
  return queries`
    select v.id::text as "voterId", v.surname, v.given, v.patronymic, v.birth_date::text as "birthDate",
      v.territory_path as "territoryPath", v.sealed, a.locality, a.street, a.house, v.flat, v.status, v.citizenship,
      coalesce((select json_agg(json_build_object('kind', f.kind, 'validFrom', f.valid_from, 'validTo', f.valid_to,
        'revoked', f.revoked_at is not null)) from voter_facts f where f.voter_id = v.id), '[]') as facts
    from voters v left join addresses a on a.id = v.address_id`;
}

export type Supplement = {
  readonly station: string;
  readonly number: number;
  readonly voterId: string;
  readonly territoryPath: TerritoryPath;
  readonly reason: SupplementReason;
  readonly evidence: string;
  readonly surname: string;
  readonly given: string;
  readonly patronymic: string;
  readonly birthDate: string;
  readonly address: string;
  /** With a certificate: the line that is struck out at home. */
  readonly home: { readonly station: string; readonly line: number } | null;
  readonly salt: Buffer;
  readonly leaf: Buffer;
};

/** Until the transaction ends nobody else numbers a supplement of the station. */
export async function nextSupplement(
  queries: Queries,
  roll: number,
  station: string,
): Promise<number> {
  await queries`select pg_advisory_xact_lock(hashtextextended(${`supplement/${roll}/${station}`}, 0))`;
  const [row] = await queries<{ number: number }[]>`
    select coalesce(max(number), 0) + 1 as number from roll_supplements
    where roll = ${roll} and station = ${station}`;
  return row?.number ?? 1;
}

export async function insertSupplement(
  queries: Queries,
  roll: number,
  supplement: Supplement,
  { proposalId, now }: { readonly proposalId: string; readonly now: Date },
): Promise<void> {
  const { station, number, voterId, territoryPath, reason, evidence } = supplement;
  const { surname, given, patronymic, birthDate, address, home, salt, leaf } = supplement;
  await queries`
    insert into roll_supplements (roll, station, number, voter_id, territory_path, reason, evidence, surname, given,
      patronymic, birth_date, address, home_station, home_line, salt, leaf, proposal_id, added_at)
    values (${roll}, ${station}, ${number}, ${voterId}, ${territoryPath}, ${reason}, ${evidence}, ${surname}, ${given},
      ${patronymic}, ${birthDate}, ${address}, ${home?.station ?? null}, ${home?.line ?? null}, ${salt}, ${leaf},
      ${proposalId}, ${now})`;
}

export type ListedSupplement = Omit<Supplement, 'evidence' | 'salt' | 'leaf'> & {
  readonly addedAt: Date;
  /** Hexadecimal. */
  readonly salt: string;
};

/** What stands of a supplement on the sheet of its station. */
export type AddedVoter = Omit<
  ListedSupplement,
  'station' | 'voterId' | 'territoryPath' | 'addedAt'
>;

/** Who was added to a station, in the order of their numbers. */
export async function supplementsOf(
  queries: Queries,
  roll: number,
  station: string,
): Promise<readonly ListedSupplement[]> {
  return queries<ListedSupplement[]>`
    select station, number, voter_id::text as "voterId", territory_path as "territoryPath", reason, surname, given,
      patronymic, birth_date::text as "birthDate", address, added_at as "addedAt", encode(salt, 'hex') as salt,
      case when home_line is null then null
        else json_build_object('station', home_station, 'line', home_line) end as home
    from roll_supplements where roll = ${roll} and station = ${station} order by number`;
}

/** A line of a frozen roll whose voter votes elsewhere by a certificate. It names nobody. */
export type StruckLine = {
  readonly line: number;
  /** Where the voter votes. */
  readonly station: string;
  readonly addedAt: Date;
  /** Of the supplement there, hexadecimal. */
  readonly salt: string;
};

/** Lines of a station that are struck out, in their order. */
export async function struckLines(
  queries: Queries,
  roll: number,
  station: string,
): Promise<readonly StruckLine[]> {
  return queries<StruckLine[]>`
    select home_line as line, station, added_at as "addedAt", encode(salt, 'hex') as salt from roll_supplements
    where roll = ${roll} and home_station = ${station} order by home_line`;
}

/** Whether the voter was added after the freeze already. */
export async function isSupplemented(
  queries: Queries,
  roll: number,
  voterId: string,
): Promise<boolean> {
  const [row] = await queries`
    select 1 from roll_supplements where roll = ${roll} and voter_id = ${voterId}`;
  return row !== undefined;
}

/** How many were added at each station, by reason. The caller's scope covers the whole register. */
export async function supplementCounts(
  queries: Queries,
  roll: number,
): Promise<
  readonly {
    readonly station: string;
    readonly reason: SupplementReason;
    readonly supplements: number;
    readonly newest: Date;
  }[]
> {
  return queries<
    { station: string; reason: SupplementReason; supplements: number; newest: Date }[]
  >`
    select station, reason, count(*)::integer as supplements, max(added_at) as newest
    from roll_supplements where roll = ${roll} group by station, reason order by station, reason`;
}

/** A line of the sheets of all stations: somebody who was added, or a line that is struck out. */
export type AnySheetLine =
  | (AddedVoter & { readonly part: 'added'; readonly station: string })
  | {
      readonly part: 'struck';
      readonly station: string;
      readonly number: number;
      readonly votesAt: string;
      readonly salt: string;
    };

const LINES_AT_ONCE = 1000;

/** Lines of the sheets of all stations, station by station, each in its order. The caller's scope covers the whole register. */
export async function* sheetLines(
  queries: Queries,
  roll: number,
): AsyncGenerator<readonly AnySheetLine[]> {
  const rows = queries<AnySheetLine[]>`
    select 'added' as part, station, number, surname, given, patronymic, birth_date::text as "birthDate", address, reason,
      case when home_line is null then null
        else json_build_object('station', home_station, 'line', home_line) end as home,
      null as "votesAt", encode(salt, 'hex') as salt
    from roll_supplements where roll = ${roll}
    union all
    select 'struck', home_station, home_line, null, null, null, null, null, null, null, station, encode(salt, 'hex')
    from roll_supplements where roll = ${roll} and home_line is not null
    order by station, part, number`;
  yield* rows.cursor(LINES_AT_ONCE);
}
