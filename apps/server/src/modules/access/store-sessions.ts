import { randomUUID } from 'node:crypto';
import type { ActiveGrant, SignedIn } from '../../platform/actor.ts';
import type { Database, Queries } from '../../platform/database.ts';
import { sha256 } from '../../platform/evidence.ts';
import {
  type NewSignIn,
  SESSION_IDLE_MS,
  SESSION_LIFETIME_MS,
  type SessionRecords,
} from '../../platform/sessions.ts';

/** How exactly "last seen" is kept: a write a minute, not one for each call. */
const LAST_SEEN_STEP_MS = 60 * 1000;

/** Sessions in the database: the hash of the id, the person, the times. */
export function sessionRecords(database: Database, now: () => Date): SessionRecords {
  return {
    load: (token) => loadSession(database, token, now()),
    save: (token, signIn) => saveSession(database, token, signIn, now()),
    end: async (token) => {
      await database`delete from sessions where token_hash = ${sha256(token)}`;
    },
  };
}

type SessionRow = {
  id: string;
  person_id: string;
  level: SignedIn['level'];
  name: string;
  username: string;
  home_territory: string;
  started_at: Date;
  last_seen_at: Date;
  expires_at: Date;
  grants: ActiveGrant[];
};

async function loadSession(database: Database, token: string, now: Date): Promise<SignedIn | null> {
  const [row] = await database<SessionRow[]>`
    select s.id, s.person_id, s.level, s.started_at, s.last_seen_at, s.expires_at, p.name, p.username, p.home_territory,
      coalesce((
        select json_agg(json_build_object(
          'id', g.id, 'role', g.role, 'territoryPath', g.territory_path, 'election', g.election))
        from role_grants g
        where g.person_id = p.id and g.ended_at is null and g.valid_from <= ${now}::timestamptz::date
          and (g.valid_until is null or g.valid_until >= ${now}::timestamptz::date)), '[]') as grants
    from sessions s join people p on p.id = s.person_id
    where s.token_hash = ${sha256(token)} and p.status = 'active'
      and s.expires_at > ${now} and s.last_seen_at > ${new Date(now.getTime() - SESSION_IDLE_MS)}`;
  if (row === undefined) return null;
  if (now.getTime() - row.last_seen_at.getTime() > LAST_SEEN_STEP_MS) {
    await database`update sessions set last_seen_at = ${now} where id = ${row.id}`;
  }
  return {
    sessionId: row.id,
    personId: row.person_id,
    personName: row.name,
    username: row.username,
    homeTerritory: row.home_territory,
    level: row.level,
    startedAt: row.started_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
    grants: row.grants,
  };
}

async function saveSession(
  database: Database,
  token: string,
  { personId, level, device }: NewSignIn,
  now: Date,
): Promise<void> {
  await database`
    insert into sessions (id, token_hash, person_id, level, device, started_at, last_seen_at, expires_at)
    values (${randomUUID()}, ${sha256(token)}, ${personId}, ${level}, ${device}, ${now}, ${now},
      ${new Date(now.getTime() + SESSION_LIFETIME_MS)})
    on conflict (token_hash) do nothing`;
}

export type SessionOverview = {
  readonly id: string;
  readonly level: SignedIn['level'];
  readonly device: string;
  readonly startedAt: Date;
  readonly lastSeenAt: Date;
  readonly expiresAt: Date;
};

/** Sessions of a person that have not run out, the newest first. */
export async function listSessionsOf(
  queries: Queries,
  personId: string,
  now: Date,
): Promise<readonly SessionOverview[]> {
  return queries<SessionOverview[]>`
    select id, level, device, started_at as "startedAt", last_seen_at as "lastSeenAt",
      expires_at as "expiresAt"
    from sessions where person_id = ${personId} and expires_at > ${now}
      and last_seen_at > ${new Date(now.getTime() - SESSION_IDLE_MS)}
    order by started_at desc`;
}

/** True when the person had such a session. */
export async function endSession(queries: Queries, personId: string, id: string): Promise<boolean> {
  const { count } = await queries`
    delete from sessions where id = ${id} and person_id = ${personId}`;
  return count === 1;
}

export async function endAllSessions(queries: Queries, personId: string): Promise<void> {
  await queries`delete from sessions where person_id = ${personId}`;
}

/** Removes what has run out. @returns how many. */
export async function sweepSessions(queries: Queries, now: Date): Promise<number> {
  const { count } = await queries`
    delete from sessions where expires_at <= ${now}
      or last_seen_at <= ${new Date(now.getTime() - SESSION_IDLE_MS)}`;
  return count;
}
