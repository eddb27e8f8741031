import type { MatchingSetup } from '@ovoz/voter-register';
import { keyColumn, keySql, RARITY_STEPS, rarityColumn } from './level-sql.ts';
import type { Matching } from './matching-database.ts';

/** A value that occurs once in the largest population: log2(2^31) steps still fit a byte. */
const MAX_RARITY = 255;

/** Makes the population out of what came in, with keys of the rules and the rarity of names. */
export async function buildPopulation(matching: Matching, setup: MatchingSetup): Promise<void> {
  const frequent = frequencyColumns(setup);
  for (const column of frequent) {
    await matching.run(`create or replace table rarity_${column} as
      select ${column} as value,
        least(round(-log2(count(*) / sum(count(*)) over ()) * ${RARITY_STEPS}), ${MAX_RARITY})::utinyint as rarity
      from incoming where ${column} is not null group by 1`);
  }
  await matching.run(`create or replace table records as ${peopleSql(setup, 'incoming')}`);
  await matching.run('drop table incoming');
}

/** Puts what came in in the place of what was there about the same people, and takes away who is gone. */
export async function replacePeople(
  matching: Matching,
  setup: MatchingSetup,
  gone: readonly number[],
): Promise<void> {
  await matching.run('create or replace temp table gone (id bigint)');
  const appender = await matching.connection.createAppender('gone', 'main', 'temp');
  for (const id of gone) {
    appender.appendBigInt(BigInt(id));
    appender.endRow();
  }
  appender.closeSync();
  await matching.run(
    'delete from records where id in (select id from gone union all select id from incoming)',
  );
  await matching.run('drop table gone');
  await matching.run(`insert into records ${peopleSql(setup, 'incoming')}`);
}

function frequencyColumns({ comparisons }: MatchingSetup): readonly string[] {
  return comparisons.flatMap(({ byFrequency, column }) => (byFrequency === null ? [] : [column]));
}

/** A value that the population did not know is as rare as one that occurs once. */
function peopleSql(setup: MatchingSetup, source: string): string {
  const frequent = frequencyColumns(setup);
  const keys = setup.blocking.map(
    ({ columns }, rule) => `${keySql(columns, 'i')} as ${keyColumn(rule)}`,
  );
  const rarities = frequent.map(
    (column) =>
      `coalesce(t_${column}.rarity, (select max(rarity) from rarity_${column}))::utinyint as ${rarityColumn(column)}`,
  );
  const joins = frequent.map(
    (column) => `left join rarity_${column} t_${column} on t_${column}.value = i.${column}`,
  );
  const columns = setup.columns.map(({ name }) => `i.${name}`);
  return `select i.id, ${[...columns, ...keys, ...rarities].join(', ')} from ${source} i ${joins.join(' ')}`;
}
