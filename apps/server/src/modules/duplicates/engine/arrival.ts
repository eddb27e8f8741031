import type { MatchingModel, MatchingSetup } from '@ovoz/voter-register';
import { keyColumn } from './level-sql.ts';
import type { Matching } from './matching-database.ts';
import { scoredSql } from './score.ts';

/**
 * Scores everybody in `changed` (a table of numbers) against the whole population, into `pairs`: each rule reads one
 * column of keys, and the records that are brought together are read once.
 */
export async function checkChanged(
  matching: Matching,
  setup: MatchingSetup,
  model: MatchingModel,
  floor: number,
): Promise<void> {
  const keys = setup.blocking.map((_, rule) => keyColumn(rule));
  await matching.run(`create or replace temp table changed_keys as
    select id, ${keys.join(', ')} from records where id in (select id from changed)`);
  await matching.run('create or replace temp table candidates (a bigint, b bigint)');
  for (const key of keys) {
    await matching.run(`insert into candidates
      select least(c.id, p.id), greatest(c.id, p.id)
      from records p join changed_keys c on p.${key} = c.${key} where p.id <> c.id`);
  }
  await matching.run(`create or replace temp table met as select distinct a, b from candidates`);
  await matching.run(`create or replace temp table involved as
    select * from records where id in (select a from met union select b from met)`);
  const pairs = 'met join involved a on a.id = met.a join involved b on b.id = met.b';
  await matching.run(`insert into pairs ${scoredSql(setup, model, { pairs, rule: 0, floor })}`);
  for (const table of ['changed_keys', 'candidates', 'met', 'involved']) {
    await matching.run(`drop table ${table}`);
  }
}
