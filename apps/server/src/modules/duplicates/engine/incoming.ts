import type { MatchingSetup } from '@ovoz/voter-register';
import type { Matching } from './matching-database.ts';

const SQL_TYPES = { text: 'varchar', whole: 'bigint' } as const;
/** Text that is handed over before DuckDB takes it apart. */
const MAX_WAITING_BYTES = 64 * 1024 * 1024;

/** Takes rows in for the population. */
export type Incoming = {
  /**
   * Lines joined by line feeds, each the number and the values of the setup's columns, joined by tabs; empty: not
   * known. Whole blocks of text: value by value, DuckDB's interface took four times as long.
   */
  readonly append: (block: string) => Promise<void>;
  readonly finish: () => Promise<void>;
};

/** Makes the empty table `incoming`, with a number and the columns of the setup. */
export async function openIncoming(matching: Matching, setup: MatchingSetup): Promise<Incoming> {
  const columns = setup.columns.map(({ name, type }) => `${name} ${SQL_TYPES[type]}`);
  await matching.run(
    `create or replace table incoming (id bigint not null, ${columns.join(', ')})`,
  );
  await matching.run('create or replace temp table blocks (block varchar)');
  let waiting = 0;
  const takeApart = async () => {
    if (waiting === 0) return;
    waiting = 0;
    const values = setup.columns.map(
      ({ type }, at) => `nullif(v[${at + 2}], '')::${SQL_TYPES[type]}`,
    );
    await matching.run(`
      insert into incoming select v[1]::bigint, ${values.join(', ')}
      from (select string_split(line, chr(9)) as v
            from (select unnest(string_split(block, chr(10))) as line from blocks))`);
    await matching.run('delete from blocks');
  };
  return {
    append: async (block) => {
      if (block === '') return;
      const appender = await matching.connection.createAppender('blocks', 'main', 'temp');
      appender.appendVarchar(block);
      appender.endRow();
      appender.closeSync();
      waiting += block.length;
      if (waiting >= MAX_WAITING_BYTES) await takeApart();
    },
    finish: async () => {
      await takeApart();
      await matching.run('drop table blocks');
    },
  };
}

/** A line for `append`. What separates values and lines has no place in a value. */
export function incomingLine(id: number | string, values: readonly string[]): string {
  return `${id}\t${values.join('\t')}`;
}
