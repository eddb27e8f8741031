import { assert } from '@ovoz/basics';
import type { Queries } from './database.ts';

/**
 * The schema as text that people read and a test compares: every table of `public` with columns,
 * constraints, indexes, triggers and grants, then the functions. The same on PostgreSQL 15 to 18.
 *
 * Read from the catalogs because the PostgreSQL that npm brings has no pg_dump. Not-null constraints
 * are left to the columns (from 18 on the catalog lists them among the constraints as well), the
 * owner's own privileges are left out (17 added one). The queue's schema is its library's.
 */
export async function dumpSchema(queries: Queries): Promise<string> {
  await refuseUnknownKinds(queries);
  const tables = await readTables(queries);
  const functions = await readFunctions(queries);
  return [HEADING, ...tables.map(tableText), ...functions.map(functionText)].join('\n');
}

const HEADING = `-- The database as the migrations leave it, read from the catalogs. Do not edit:
-- node apps/server/src/platform/dump-schema-command.ts writes it, and a test compares it.
`;

type TableRow = {
  readonly name: string;
  readonly columns: readonly string[];
  readonly constraints: readonly string[];
  readonly indexes: readonly string[];
  readonly triggers: readonly string[];
  readonly grants: readonly { readonly privileges: string; readonly to: string }[];
};

type FunctionRow = {
  readonly signature: string;
  readonly definition: string;
  readonly open: boolean;
  readonly grantees: readonly string[];
};

function tableText(table: TableRow): string {
  const lines = [...table.columns, ...table.constraints].map((line) => `  ${line}`);
  const grants = table.grants.map(
    ({ privileges, to }) => `grant ${privileges} on ${table.name} to ${to}`,
  );
  const after = [...table.indexes, ...table.triggers, ...grants].map((line) => `${line};`);
  return `create table ${table.name} (\n${lines.join(',\n')}\n);\n${after.map((line) => `${line}\n`).join('')}`;
}

function functionText({ signature, definition, open, grantees }: FunctionRow): string {
  const revoke = open ? [] : [`revoke all on function ${signature} from public;`];
  const grants = grantees.map((to) => `grant execute on function ${signature} to ${to};`);
  return `${[`${definition.trimEnd()};`, ...revoke, ...grants].join('\n')}\n`;
}

/** Sorted by bytes, so that the database's own collation has no say. */
function readTables(queries: Queries): Promise<readonly TableRow[]> {
  return queries<TableRow[]>`
    select t.relname as name,
      array(
        select concat_ws(' ', quote_ident(a.attname), format_type(a.atttypid, a.atttypmod),
          case when a.attgenerated = 's' then 'generated always as ' || pg_get_expr(d.adbin, d.adrelid) || ' stored'
               else 'default ' || pg_get_expr(d.adbin, d.adrelid) end,
          case when a.attnotnull then 'not null' end)
        from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
        where a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
        order by a.attnum) as columns,
      array(
        select 'constraint ' || quote_ident(conname) || ' ' || pg_get_constraintdef(oid)
        from pg_constraint where conrelid = t.oid and contype in ('p', 'u', 'c', 'f', 'x')
        order by position(contype::text in 'pucxf'), conname collate "C") as constraints,
      array(
        select pg_get_indexdef(indexrelid) from pg_index
        where indrelid = t.oid and not exists (select from pg_constraint where conindid = indexrelid and conrelid = t.oid)
        order by indexrelid::regclass::text collate "C") as indexes,
      array(
        select pg_get_triggerdef(oid) || case when tgenabled = 'O' then '' else ' /* not enabled */' end
        from pg_trigger where tgrelid = t.oid and not tgisinternal
        order by tgname collate "C") as triggers,
      coalesce((
        select jsonb_agg(jsonb_build_object('privileges', privileges, 'to', grantee)
          order by grantee collate "C", whole desc, privileges collate "C")
        from (
          select true as whole, grantee::regrole::text as grantee,
            string_agg(lower(privilege_type), ', ' order by privilege_type) as privileges
          from aclexplode(t.relacl) where grantee <> t.relowner group by grantee
          union all
          select false, grantee::regrole::text,
            lower(privilege_type) || ' (' || string_agg(quote_ident(attname), ', ' order by attnum) || ')'
          from pg_attribute, aclexplode(attacl)
          where attrelid = t.oid and grantee <> t.relowner group by grantee, privilege_type
        ) every_grant), '[]') as grants
    from pg_class t
    where t.relnamespace = 'public'::regnamespace and t.relkind = 'r'
    order by t.relname collate "C"`;
}

function readFunctions(queries: Queries): Promise<readonly FunctionRow[]> {
  return queries<FunctionRow[]>`
    select oid::regprocedure::text as signature, pg_get_functiondef(oid) as definition,
      proacl is null or exists (select from aclexplode(proacl) where grantee = 0) as open,
      array(select grantee::regrole::text from aclexplode(proacl)
        where grantee <> 0 and grantee <> proowner order by 1) as grantees
    from pg_proc
    where pronamespace = 'public'::regnamespace
      and not exists (select from pg_depend where objid = pg_proc.oid and deptype = 'e')
    order by 1`;
}

/** What the migrations have never made is not described here; the day they do, this says so. */
async function refuseUnknownKinds(queries: Queries): Promise<void> {
  const unknown = await queries<{ name: string }[]>`
    select oid::regclass::text as name from pg_class
    where relnamespace = 'public'::regnamespace and relkind not in ('r', 'i')
    union all
    select polrelid::regclass::text from pg_policy
    union all
    select typname from pg_type
    where typnamespace = 'public'::regnamespace and typtype in ('e', 'd', 'r')`;
  const names = unknown.map(({ name }) => name).join(', ');
  assert(names === '', `the dump of the schema describes every kind of object, also of: ${names}`);
}
