import { present } from '@ovoz/basics';
import {
  levelName,
  levelsOf,
  levelWeights,
  type MatchingModel,
  type MatchingSetup,
  MISSING,
  type WeightLine,
} from '@ovoz/voter-register';
import { RARITY_STEPS } from './level-sql.ts';
import type { Matching } from './matching-database.ts';

/** A pair that is to be shown to people, with the reckoning. */
type FoundPair = {
  readonly a: number;
  readonly b: number;
  readonly weight: number;
  readonly lines: readonly WeightLine[];
};

const PAGE = 20_000;

/** Pairs at or above weight 0 that are not relatives, in pages. */
export async function* foundPairs(
  matching: Matching,
  setup: MatchingSetup,
  model: MatchingModel,
): AsyncGenerator<readonly FoundPair[]> {
  const rarities = setup.comparisons.map((_, at) => `f${at}::integer as f${at}`).join(', ');
  for (let from = 0; ; from += PAGE) {
    const rows = await matching.rows(`
      select a::double as a, b::double as b, weight::double as weight, pattern::double as pattern, ${rarities}
      from pairs where weight >= 0 and not vetoed order by a, b limit ${PAGE} offset ${from}`);
    if (rows.length === 0) return;
    yield rows.map((row) => ({
      a: Number(row['a']),
      b: Number(row['b']),
      weight: Number(row['weight']),
      lines: linesOf(setup, model, row),
    }));
  }
}

function linesOf(
  setup: MatchingSetup,
  model: MatchingModel,
  row: Readonly<Record<string, unknown>>,
): readonly WeightLine[] {
  const levels = levelsOf(setup, Number(row['pattern']));
  return setup.comparisons.map((comparison, at): WeightLine => {
    const level = present(levels[at], 'a pattern has a level for each comparison');
    const name = levelName(comparison, level);
    if (level === MISSING) return { comparison: comparison.name, level: name, weight: 0 };
    const learnt = present(model.comparisons[at], 'a model has all comparisons');
    const rarity = row[`f${at}`];
    const weight =
      name === comparison.byFrequency && typeof rarity === 'number'
        ? Math.log2(present(learnt.m[level], 'a level has a share')) + rarity / RARITY_STEPS
        : present(levelWeights(learnt)[level], 'a level has a weight');
    return { comparison: comparison.name, level: name, weight };
  });
}
