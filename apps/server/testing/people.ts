import { randomUUID } from 'node:crypto';
import type { Role, TerritoryPath } from '@ovoz/election-model';
import type postgres from 'postgres';

const FROM = '2020-01-01';

/**
 * Puts a person with one role into the database, behind the server's back but past all of the
 * database's own rules: the grant has an approved proposal by two other people.
 */
export async function addPerson(
  owner: postgres.Sql,
  role: Role,
  territoryPath: TerritoryPath,
  now: Date,
  election: string | null = null,
): Promise<{ personId: string; username: string; name: string }> {
  const personId = randomUUID();
  const mark = personId.slice(0, 8);
  const username = `demo.${role}.${mark}`.slice(0, 40);
  const name = `${role} ${mark}`;
  await owner`insert into people (id, username, name, home_territory, status, created_at)
    values (${personId}, ${username}, ${name}, ${territoryPath}, 'active', ${now})`;
  await addGrant(owner, personId, role, territoryPath, now, election);
  return { personId, username, name };
}

/** Gives a person a role more, in the same way. */
export async function addGrant(
  owner: postgres.Sql,
  personId: string,
  role: Role,
  territoryPath: TerritoryPath,
  now: Date,
  election: string | null = null,
): Promise<void> {
  const proposalId = randomUUID();
  const content = { person: personId, role, territoryPath, election, from: FROM, until: null };
  await owner.begin(async (sql) => {
    const [first, second] = await founders(sql, now);
    await sql`insert into proposals (id, kind, subject, subject_key, territory_path, reason, content,
        content_hash, proposed_by, proposed_at, expires_at, status)
      values (${proposalId}, 'grant-role', 'test', ${proposalId}, ${territoryPath}, 'for a test',
        ${JSON.stringify(content)}, ${Buffer.alloc(32)}, ${first}, ${now}, ${new Date(now.getTime() + 1000)},
        'waiting')`;
    await sql`update proposals set status = 'approved', decided_by = ${second}, decided_at = ${now}
      where id = ${proposalId}`;
    await sql`insert into role_grants (id, person_id, role, territory_path, territory_name, election,
        valid_from, proposal_id, proposed_by, approved_by, granted_at)
      values (${randomUUID()}, ${personId}, ${role}, ${territoryPath}, 'test', ${election}, ${FROM}, ${proposalId},
        ${first}, ${second}, ${now})`;
  });
}

/** Two people without a role who stand as the ones who granted. */
async function founders(sql: postgres.TransactionSql, now: Date): Promise<[string, string]> {
  const ids = ['founder-one', 'founder-two'];
  for (const username of ids) {
    await sql`insert into people (id, username, name, home_territory, status, created_at)
      values (${randomUUID()}, ${username}, ${username}, 'UZ', 'active', ${now}) on conflict do nothing`;
  }
  const rows = await sql<{ id: string }[]>`
    select id from people where username = any(${ids}) order by username`;
  const [first, second] = rows;
  if (first === undefined || second === undefined) throw new Error('founders are missing');
  return [first.id, second.id];
}
