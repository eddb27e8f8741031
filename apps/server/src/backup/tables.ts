import { assert } from '@ovoz/basics';
import type { Queries } from '../platform/database.ts';

export type BackupTable = {
  readonly name: string;
  /** Without generated columns, which the database makes again. */
  readonly columns: readonly string[];
  /** Tables that its rows refer to. */
  readonly refersTo: readonly string[];
};

/** What a backup does not carry, and why. */
export const LEFT_OUT: Readonly<Record<string, string>> = {
  schema_migrations: 'The restore migrates the database itself; the list stands in the manifest.',
  sessions: 'A session that was ended after the backup must not come to life again.',
};

/** Our tables, each after those that it refers to. */
export async function tablesInOrder(queries: Queries): Promise<readonly BackupTable[]> {
  const tables = await queries<BackupTable[]>`
    select relname as name,
      array(select attname::text from pg_attribute
        where attrelid = pg_class.oid and attnum > 0 and not attisdropped and attgenerated = ''
        order by attnum) as columns,
      array(select distinct target.relname::text from pg_constraint
        join pg_class target on target.oid = confrelid
        where conrelid = pg_class.oid and contype = 'f' and confrelid <> conrelid) as "refersTo"
    from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'
    order by relname collate "C"`;
  return inOrder(tables.filter(({ name }) => LEFT_OUT[name] === undefined));
}

/** Exported for its test. Stable: the order depends on the names and references alone. */
export function inOrder(tables: readonly BackupTable[]): readonly BackupTable[] {
  const ordered: BackupTable[] = [];
  const waiting = new Set(tables);
  while (waiting.size > 0) {
    const names = new Set([...waiting].map(({ name }) => name));
    const ready = [...waiting].filter((table) => !table.refersTo.some((name) => names.has(name)));
    assert(ready.length > 0, `tables refer to each other in a circle: ${[...names].join(', ')}`);
    for (const table of ready) waiting.delete(table);
    ordered.push(...ready);
  }
  return ordered;
}
