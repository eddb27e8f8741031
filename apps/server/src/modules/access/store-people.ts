import type { Role } from '@ovoz/election-model';
import type { Queries } from '../../platform/database.ts';

export type PersonRow = {
  readonly id: string;
  readonly username: string;
  readonly name: string;
  readonly homeTerritory: string;
  readonly status: 'invited' | 'active' | 'suspended';
  readonly roles: Role[];
};

/** The columns of a person with the roles of the grants that are valid on the day. */
const personColumns = (queries: Queries, now: Date) => queries`
  p.id, p.username, p.name, p.home_territory as "homeTerritory", p.status,
  array(select distinct g.role from role_grants g where g.person_id = p.id and g.ended_at is null
    and g.valid_from <= ${now}::timestamptz::date
    and (g.valid_until is null or g.valid_until >= ${now}::timestamptz::date) order by 1) as roles`;

export async function findPerson(
  queries: Queries,
  id: string,
  now: Date,
): Promise<PersonRow | null> {
  const [row] = await queries<PersonRow[]>`
    select ${personColumns(queries, now)} from people p where p.id = ${id}`;
  return row ?? null;
}

export async function findPersonByUsername(
  queries: Queries,
  username: string,
  now: Date,
): Promise<PersonRow | null> {
  const [row] = await queries<PersonRow[]>`
    select ${personColumns(queries, now)} from people p where p.username = ${username}`;
  return row ?? null;
}

/** People whose home lies in one of the territories, by account name, from after a name on. */
export async function listPeopleIn(
  queries: Queries,
  now: Date,
  filter: {
    readonly scope: readonly string[];
    readonly search: string;
    readonly after: string;
    readonly limit: number;
  },
): Promise<readonly PersonRow[]> {
  const pattern = `%${filter.search.replaceAll(/[\\%_]/g, '\\$&')}%`;
  return queries<PersonRow[]>`
    select ${personColumns(queries, now)} from people p
    where p.username > ${filter.after}
      and (p.name ilike ${pattern} or p.username ilike ${pattern})
      and exists (select from unnest(${[...filter.scope]}::text[]) as s(path)
        where s.path = '' or p.home_territory = s.path or starts_with(p.home_territory, s.path || '/'))
    order by p.username limit ${filter.limit}`;
}

export async function insertPerson(
  queries: Queries,
  person: {
    readonly id: string;
    readonly username: string;
    readonly name: string;
    readonly homeTerritory: string;
    readonly createdAt: Date;
    readonly createdBy: string | null;
    readonly status: PersonRow['status'];
  },
): Promise<void> {
  await queries`
    insert into people (id, username, name, home_territory, status, created_at, created_by)
    values (${person.id}, ${person.username}, ${person.name}, ${person.homeTerritory}, ${person.status},
      ${person.createdAt}, ${person.createdBy})`;
}

export async function setStatus(
  queries: Queries,
  id: string,
  status: PersonRow['status'],
): Promise<void> {
  await queries`update people set status = ${status} where id = ${id}`;
}

/** Names for screens, by id. */
export async function namesOf(
  queries: Queries,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await queries<{ id: string; name: string }[]>`
    select id, name from people where id = any(${[...new Set(ids)]}::uuid[])`;
  return new Map(rows.map(({ id, name }) => [id, name]));
}
