import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type postgres from 'postgres';
import { addPerson } from '../../testing/people.ts';
import { type Clone, cloneTemplate, emptyDatabase } from '../../testing/template-database.ts';
import { openDatabase } from '../platform/database.ts';

const NOW = new Date('2026-11-21T10:00:00Z');
/** Whatever COPY's text format has to write in a special way. */
const DIFFICULT = 'tab\there\\.\nnext "line"\r\\N Ўзбекистон 🗳';

export type TestDatabase = Clone & { readonly owner: postgres.Sql };

/** A database that goes with the test: `empty`, or with the schema, or also with rows. */
export async function databaseFor(
  t: TestContext,
  kind: 'empty' | 'migrated' | 'filled',
): Promise<TestDatabase> {
  const clone = kind === 'empty' ? await emptyDatabase() : await cloneTemplate();
  const owner = openDatabase(clone.url, 'owner');
  t.after(async () => {
    await owner.end({ timeout: 1 });
    await clone.drop();
  });
  if (kind === 'filled') await fill(owner);
  return { ...clone, owner };
}

export function folderFor(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'ovoz-backup-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'backup');
}

/** Rows that came about by acts which the triggers would refuse as they now stand. */
async function fill(owner: postgres.Sql): Promise<void> {
  await owner`insert into installation (id, kind, created_at) values (${randomUUID()}, 'demo', ${NOW})`;
  const { personId } = await addPerson(owner, 'central-member', 'UZ', NOW);
  await addPerson(owner, 'auditor', 'UZ', NOW);
  await owner`insert into sessions (id, token_hash, person_id, level, device, started_at, last_seen_at, expires_at)
    values (${randomUUID()}, ${Buffer.alloc(32, 1)}, ${personId}, 'demo', 'test', ${NOW}, ${NOW}, ${NOW})`;
  for (const index of [0, null]) {
    await owner`insert into evidence_facts (id, log, event_type, territory_path, subject, recorded_at, bytes, hash, leaf_index)
      values (${randomUUID()}, 'public', 'test', 'UZ', ${DIFFICULT}, ${NOW}, ${Buffer.from(DIFFICULT)}, sha256(${Buffer.from(DIFFICULT)}::bytea), ${index})`;
  }
  await insertVoter(owner);
  const hash = Buffer.alloc(32, 3);
  await owner`insert into election_packs (hash, pack) values (${hash}, '{}')`;
  await owner`insert into elections (code, pack, territory_path, mode, created_at, created_by, clock_set_at, clock_shows, clock_speed)
    values ('test', 'uzbekistan', 'UZ', 'training', ${NOW}, ${personId}, ${NOW}, ${NOW}, 1)`;
  const definition = '{"title":"Test"}';
  await owner`insert into election_versions (election, number, status, revision, definition, hash, pack_hash, reason, created_at, created_by)
    values ('test', 1, 'draft', 1, ${definition}, sha256(convert_to(${definition}, 'UTF8')), ${hash}, 'first', ${NOW}, ${personId})`;
  await owner`update election_versions set status = 'discarded'`;
}

/** Adds a voter. @returns the running number that it was given */
export async function insertVoter(owner: postgres.Sql): Promise<number> {
  const [row] = await owner<{ id: number }[]>`
    insert into voters (sealed, surname, given, patronymic, sex, birth_date, citizenship, search_key, skeleton_key,
      territory_path, region_path, status)
    values ('x', ${DIFFICULT}, 'B', '', 'f', '1990-01-01', 'UZ', 'a b', 'a b', 'UZ/1', 'UZ/1', 'registered')
    returning id::integer as id`;
  return row?.id ?? 0;
}

/** Every row of every table as text, without what a backup leaves out. */
export async function contentOf(owner: postgres.Sql): Promise<Record<string, string[]>> {
  const tables = await owner<{ name: string }[]>`
    select tablename as name from pg_tables where schemaname = 'public'
      and tablename not in ('schema_migrations', 'sessions') order by 1`;
  const content: Record<string, string[]> = {};
  for (const { name } of tables) {
    const rows = await owner<{ row: string }[]>`
      select row_to_json(t)::text as row from ${owner(name)} t order by 1`;
    content[name] = rows.map(({ row }) => row);
  }
  return content;
}
