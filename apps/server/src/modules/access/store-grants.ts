import type { Grant } from '@ovoz/contract';
import type { Role } from '@ovoz/election-model';
import type { Queries } from '../../platform/database.ts';

export type NewGrant = {
  readonly id: string;
  readonly personId: string;
  readonly role: Role;
  readonly territoryPath: string;
  readonly territoryName: string;
  readonly election: string | null;
  readonly from: string;
  readonly until: string | null;
  /** Null only for the founders of an installation. */
  readonly proposalId: string | null;
  readonly proposedBy: string;
  readonly approvedBy: string;
  readonly grantedAt: Date;
};

export async function insertGrant(queries: Queries, grant: NewGrant): Promise<void> {
  await queries`
    insert into role_grants (id, person_id, role, territory_path, territory_name, election, valid_from,
      valid_until, proposal_id, proposed_by, approved_by, granted_at)
    values (${grant.id}, ${grant.personId}, ${grant.role}, ${grant.territoryPath}, ${grant.territoryName},
      ${grant.election}, ${grant.from}, ${grant.until}, ${grant.proposalId}, ${grant.proposedBy},
      ${grant.approvedBy}, ${grant.grantedAt})`;
}

/** All grants of a person, the newest first; `active` as of the day. */
export async function listGrants(
  queries: Queries,
  personId: string,
  now: Date,
): Promise<readonly Grant[]> {
  const rows = await queries<(Omit<Grant, 'endedAt'> & { endedAt: Date | null })[]>`
    select g.id, g.role, g.territory_path as "territoryPath", g.territory_name as "territoryName",
      g.election, to_char(g.valid_from, 'YYYY-MM-DD') as "from",
      to_char(g.valid_until, 'YYYY-MM-DD') as until,
      (g.ended_at is null and g.valid_from <= ${now}::timestamptz::date
        and (g.valid_until is null or g.valid_until >= ${now}::timestamptz::date)) as active,
      g.ended_at as "endedAt", a.name as "proposedBy", b.name as "approvedBy"
    from role_grants g join people a on a.id = g.proposed_by join people b on b.id = g.approved_by
    where g.person_id = ${personId} order by g.granted_at desc, g.id`;
  return rows.map((row) => ({ ...row, endedAt: row.endedAt?.toISOString() ?? null }));
}

/** Rights that a person has, or will have on a later day. */
export async function listStandingGrants(
  queries: Queries,
  personId: string,
  now: Date,
): Promise<readonly Pick<StoredGrant, 'role' | 'territoryPath' | 'election'>[]> {
  return queries<Pick<StoredGrant, 'role' | 'territoryPath' | 'election'>[]>`
    select role, territory_path as "territoryPath", election from role_grants
    where person_id = ${personId} and ended_at is null
      and (valid_until is null or valid_until >= ${now}::timestamptz::date)`;
}

export type StoredGrant = {
  readonly id: string;
  readonly personId: string;
  readonly role: Role;
  readonly territoryPath: string;
  readonly election: string | null;
  readonly ended: boolean;
};

export async function findGrant(
  queries: Queries,
  id: string,
  lock: boolean,
): Promise<StoredGrant | null> {
  const [row] = await queries<StoredGrant[]>`
    select id, person_id as "personId", role, territory_path as "territoryPath", election,
      ended_at is not null as ended
    from role_grants where id = ${id} ${lock ? queries`for update` : queries``}`;
  return row ?? null;
}

export async function setGrantEnded(
  queries: Queries,
  id: string,
  end: { readonly at: Date; readonly by: string; readonly reason: string },
): Promise<void> {
  await queries`
    update role_grants set ended_at = ${end.at}, ended_by = ${end.by}, end_reason = ${end.reason}
    where id = ${id}`;
}
