import { type MatchingModel, type MatchingSetup, priorWeight } from '@ovoz/voter-register';
import { keyColumn, levelColumns, patternSql, rarityColumn, weightSql } from './level-sql.ts';
import type { Matching } from './matching-database.ts';
import { notBefore, orderSql } from './samples.ts';
import { twinsSql, vetoSql } from './veto-sql.ts';

/**
 * Makes the table of pairs that a search finds: two numbers, weight, pattern, rule, whether the veto holds, and the
 * rarity of the values that agree.
 */
export async function createPairs(matching: Matching, setup: MatchingSetup): Promise<void> {
  const rarities = setup.comparisons.map((_, at) => `f${at} utinyint`).join(', ');
  await matching.run(`create or replace table pairs (
    a bigint not null, b bigint not null, weight real not null, pattern bigint not null,
    rule utinyint not null, vetoed boolean not null, ${rarities})`);
}

/** Scores the pairs that one rule brings together and keeps those at or above the floor. */
export async function scoreRule(
  matching: Matching,
  setup: MatchingSetup,
  model: MatchingModel,
  {
    rule,
    chunk,
    chunks,
    floor,
  }: {
    readonly rule: number;
    readonly chunk: number;
    readonly chunks: number;
    readonly floor: number;
  },
): Promise<void> {
  const key = keyColumn(rule);
  const part =
    chunks === 1 ? '' : `and a.${key} % ${chunks} = ${chunk} and b.${key} % ${chunks} = ${chunk}`;
  const pairs = `records a join records b on a.${key} = b.${key} and ${orderSql(setup)}
    where true ${part} and ${notBefore(setup, rule)}`;
  await matching.run(`insert into pairs ${scoredSql(setup, model, { pairs, rule, floor })}`);
}

/** The pairs of a `from` clause over (a, b), scored. */
export function scoredSql(
  setup: MatchingSetup,
  model: MatchingModel,
  { pairs, rule, floor }: { readonly pairs: string; readonly rule: number; readonly floor: number },
): string {
  const rarities = setup.comparisons
    .map(({ byFrequency, column }, at) =>
      byFrequency === null ? `null as f${at}` : `a.${rarityColumn(column)} as f${at}`,
    )
    .join(', ');
  const kept = setup.comparisons.map((_, at) => `f${at}`).join(', ');
  return `
    select a, b, weight, pattern, ${rule}, vetoed, ${kept} from (
      select a, b, (${priorWeight(model).toFixed(4)} + ${weightSql(setup, model)})::real as weight,
        ${patternSql(setup)} as pattern, ${vetoSql(setup)} as vetoed, ${kept}
      from (
        select a.id as a, b.id as b, ${levelColumns(setup)}, ${rarities}, ${twinsSql(setup)} as twins
        from ${pairs}
      ) levels
    ) where weight >= ${floor}`;
}
