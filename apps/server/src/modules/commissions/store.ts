import type { Commission, Membership, TerritoryPath } from '@ovoz/election-model';
import type { Queries } from '../../platform/database.ts';
import { insideAny } from '../../platform/scope.ts';

export type StoredCommission = {
  readonly commission: Commission;
  readonly territoryPath: TerritoryPath;
};

export type StoredMembership = {
  readonly id: string;
  readonly pack: string;
  readonly membership: Membership;
  /** Why it was ended; null while it runs to the day that was set at first. */
  readonly endReason: string | null;
};

export type ListedCommission = {
  readonly commission: Commission;
  /** Members who serve on the day. */
  readonly members: number;
  readonly chair: string | null;
};

export type CommissionFilter = {
  readonly pack: string;
  /** Kinds of the pack, the highest first: commissions stand in this order. */
  readonly kinds: readonly string[];
  readonly inside: readonly TerritoryPath[];
  readonly kind: string | null;
  /** Part of code, name or address; folded. Empty finds all. */
  readonly search: string;
  /** Day for which members are counted, ISO 8601. */
  readonly today: string;
};

type CommissionRow = Commission & { readonly members: number; readonly chair: string | null };

/** Commissions by kind and number, those after one of them, with the number of all that fit. */
export async function pageOfCommissions(
  queries: Queries,
  filter: CommissionFilter,
  page: { readonly after: string | null; readonly size: number },
): Promise<{ readonly commissions: readonly ListedCommission[]; readonly total: number }> {
  const kinds = queries`${[...filter.kinds]}::text[]`;
  const fitting = queries`
    from commissions c
    where pack = ${filter.pack} and (${insideAny(queries, 'territory_path', filter.inside)})
      ${filter.kind === null ? queries`` : queries`and kind = ${filter.kind}`}
      ${filter.search === '' ? queries`` : queries`and strpos(search_text, ${filter.search}) > 0`}`;
  // A kind that the pack does not know any more stands last.
  const rank = queries`coalesce(array_position(${kinds}, kind), 1000)`;
  const after =
    page.after === null
      ? queries``
      : queries`and (${rank}, sort_key) > (
          select ${rank}, sort_key from commissions where pack = ${filter.pack} and code = ${page.after})`;
  const [rows, [count]] = await Promise.all([
    queries<CommissionRow[]>`
      select ${commissionColumns(queries)}, (
          select count(*)::integer from commission_memberships m
          where m.pack = c.pack and m.commission_code = c.code and ${servesOn(queries, filter.today)}
        ) as members, (
          select min(m.name) from commission_memberships m
          where m.pack = c.pack and m.commission_code = c.code and m.office = 'chair'
            and ${servesOn(queries, filter.today)}
        ) as chair
      ${fitting} ${after} order by ${rank}, sort_key limit ${page.size}`,
    queries<{ total: number }[]>`select count(*)::integer as total ${fitting}`,
  ]);
  const commissions = rows.map(({ members, chair, ...commission }) => ({
    commission,
    members,
    chair,
  }));
  return { commissions, total: count?.total ?? 0 };
}

export async function findCommission(
  queries: Queries,
  pack: string,
  code: string,
): Promise<StoredCommission | null> {
  const [row] = await queries<(Commission & { territoryPath: string })[]>`
    select ${commissionColumns(queries)}, territory_path as "territoryPath"
    from commissions c where pack = ${pack} and code = ${code}`;
  if (row === undefined) return null;
  const { territoryPath, ...commission } = row;
  return { commission, territoryPath };
}

/** Whoever changes commissions of a country comes one after the other, until the transaction ends. */
export async function lockCommissions(transaction: Queries, pack: string): Promise<void> {
  await transaction`select pg_advisory_xact_lock(hashtextextended(${`commissions/${pack}`}, 0))`;
}

export async function insertCommission(
  transaction: Queries,
  commission: Commission,
  more: {
    readonly territoryPath: TerritoryPath;
    readonly formedBy: string;
    readonly searchText: string;
    readonly sortKey: string;
  },
): Promise<void> {
  await transaction`
    insert into commissions (pack, code, kind, name, territory_code, territory_path, district_set,
      district_code, station_number, address, phone, formed_on, ends_on, generated, formed_by,
      search_text, sort_key)
    values (${commission.pack}, ${commission.code}, ${commission.kind},
      ${JSON.stringify(commission.name)}::text::jsonb, ${commission.territoryCode},
      ${more.territoryPath}, ${commission.districtSet}, ${commission.districtCode},
      ${commission.stationNumber}, ${commission.address}, ${commission.phone},
      ${commission.formedOn}::text::date, ${commission.endsOn}::text::date, ${commission.generated},
      ${more.formedBy}, ${more.searchText}, ${more.sortKey})`;
}

/** Members of a commission, past ones too: offices in their order, then by the first day. */
export async function listMemberships(
  queries: Queries,
  pack: string,
  code: string,
): Promise<readonly StoredMembership[]> {
  const rows = await queries<MembershipRow[]>`
    select ${membershipColumns(queries)} from commission_memberships
    where pack = ${pack} and commission_code = ${code}
    order by array_position(array['chair', 'deputy-chair', 'secretary', 'member'], office), valid_from, id`;
  return rows.map(toMembership);
}

export async function findMembership(
  queries: Queries,
  id: string,
): Promise<StoredMembership | null> {
  const [row] = await queries<MembershipRow[]>`
    select ${membershipColumns(queries)} from commission_memberships where id = ${id}`;
  return row === undefined ? null : toMembership(row);
}

export async function insertMembership(
  transaction: Queries,
  pack: string,
  membership: Membership,
  more: { readonly id: string; readonly appointedBy: string },
): Promise<void> {
  await transaction`
    insert into commission_memberships (id, pack, commission_code, name, office, nominated_by, valid_from,
      valid_until, generated, appointed_by)
    values (${more.id}, ${pack}, ${membership.commissionCode}, ${membership.name}, ${membership.office},
      ${membership.nominatedBy}, ${membership.from}::text::date, ${membership.until}::text::date,
      ${membership.generated}, ${more.appointedBy})`;
}

export async function setMembershipEnded(
  transaction: Queries,
  id: string,
  end: { readonly on: string; readonly reason: string },
): Promise<void> {
  await transaction`
    update commission_memberships set valid_until = ${end.on}::text::date, end_reason = ${end.reason}
    where id = ${id}`;
}

type MembershipRow = Membership & {
  readonly id: string;
  readonly pack: string;
  readonly endReason: string | null;
};

function toMembership({ id, pack, endReason, ...membership }: MembershipRow): StoredMembership {
  return { id, pack, membership, endReason };
}

/** The last day of a membership is a day of service. */
function servesOn(queries: Queries, day: string) {
  return queries`m.valid_from <= ${day}::text::date
    and (m.valid_until is null or m.valid_until >= ${day}::text::date)`;
}

function commissionColumns(queries: Queries) {
  return queries`c.pack, c.code, c.kind, c.name, c.territory_code as "territoryCode",
    c.district_set as "districtSet", c.district_code as "districtCode",
    c.station_number as "stationNumber", c.address, c.phone,
    to_char(c.formed_on, 'YYYY-MM-DD') as "formedOn", to_char(c.ends_on, 'YYYY-MM-DD') as "endsOn",
    c.generated`;
}

function membershipColumns(queries: Queries) {
  return queries`id, pack, commission_code as "commissionCode", name, office,
    nominated_by as "nominatedBy", to_char(valid_from, 'YYYY-MM-DD') as "from",
    to_char(valid_until, 'YYYY-MM-DD') as "until", generated, end_reason as "endReason"`;
}
