import {
  type Comparison,
  differentLevel,
  type Level,
  levelWeights,
  type MatchingModel,
  type MatchingSetup,
  MISSING,
} from '@ovoz/voter-register';

/*
 * A setup as SQL. Names of columns and levels come from setups in this repository, never from outside.
 * `case` evaluates a test only for the rows that no earlier test settled, so cheap tests stand first.
 */

/** The level of one comparison of the pair (a, b), a small whole number. */
function levelSql(comparison: Comparison): string {
  const [a, b] = [`a.${comparison.column}`, `b.${comparison.column}`];
  const tests = comparison.levels.map(
    (level, number) => `when ${testSql(level, comparison.column)} then ${number}`,
  );
  return `(case when ${a} is null or ${b} is null then ${MISSING} ${tests.join(' ')} else ${differentLevel(comparison)} end)::utinyint`;
}

function testSql({ test }: Level, column: string): string {
  const [a, b] = [`a.${column}`, `b.${column}`];
  switch (test.is) {
    case 'equal':
      return `${a} = ${b}`;
    case 'equal-ending':
      return `${a} = ${b} and suffix(${a}, '${test.ending}')`;
    case 'same':
      return `a.${test.column} = b.${test.column}`;
    case 'similar':
      return `jaro_winkler_similarity(${a}, ${b}, ${test.atLeast}) >= ${test.atLeast}`;
    case 'one-character':
      return oneCharacterSql(column);
    case 'one-ending':
      return `a.${test.same} = b.${test.same} and (suffix(${a}, '${test.ending}') or suffix(${b}, '${test.ending}'))`;
    case 'crossed':
      return `(${a} = b.${test.with} and a.${test.with} = ${b})`;
  }
}

/** `and` may evaluate both sides, and texts of different length have no Hamming distance; `case` does not. */
export function oneCharacterSql(column: string): string {
  const [a, b] = [`a.${column}`, `b.${column}`];
  return `(case when length(${a}) = length(${b}) then hamming(${a}, ${b}) = 1 else false end)`;
}

/** `l0, l1, …`: the levels of all comparisons. */
export function levelColumns({ comparisons }: MatchingSetup): string {
  return comparisons.map((comparison, at) => `${levelSql(comparison)} as l${at}`).join(',\n');
}

/** The levels packed as in `packLevels`. */
export function patternSql({ comparisons }: MatchingSetup): string {
  return comparisons.map((_, at) => `l${at}::bigint * ${16 ** at}`).join(' + ');
}

/** The weight of the pair without the prior, from its levels and the rarity of values that agree. */
export function weightSql(setup: MatchingSetup, model: MatchingModel): string {
  const parts = setup.comparisons.map((comparison, at) => {
    const learnt = model.comparisons[at];
    if (learnt === undefined) return '0';
    const cases = levelWeights(learnt).map((weight, level) => {
      const isByFrequency = comparison.levels[level]?.name === comparison.byFrequency;
      const value = isByFrequency
        ? `${Math.log2(learnt.m[level] as number).toFixed(4)} + f${at} / ${RARITY_STEPS}.0`
        : weight.toFixed(4);
      return `when ${level} then ${value}`;
    });
    return `(case l${at} ${cases.join(' ')} else 0 end)`;
  });
  return parts.join(' + ');
}

/** Rarity is kept as -log2 of a value's share, in steps of an eighth, in one byte. */
export const RARITY_STEPS = 8;

/** Names of the columns of the table `records`. */
export function rarityColumn(column: string): string {
  return `r_${column}`;
}

export function keyColumn(rule: number): string {
  return `k${rule}`;
}

/**
 * What a rule compares, as one number of 32 bits; null when a part is missing. Two values may share a number:
 * such a pair is looked at in vain, no pair is lost.
 */
export function keySql(columns: readonly string[], row: string): string {
  const missing = columns.map((column) => `${row}.${column} is null`).join(' or ');
  const values = columns.map((column) => `${row}.${column}`).join(', ');
  return `case when ${missing} then null else (hash(${values}) & 4294967295)::uinteger end`;
}
