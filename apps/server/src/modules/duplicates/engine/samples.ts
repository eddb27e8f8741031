import type { MatchingSetup, PatternCount, Samples } from '@ovoz/voter-register';
import { keyColumn, levelColumns, oneCharacterSql, patternSql } from './level-sql.ts';
import type { Matching } from './matching-database.ts';
import { twinsSql, vetoSql } from './veto-sql.ts';

/** More random pairs learn nothing new: the rarest level that matters comes once in some ten thousand. */
const RANDOM_PAIRS = 1_000_000;
/** Of a small population fewer are drawn: its records would only meet again and again. */
const RANDOM_PAIRS_A_RECORD = 50;
/** How many partners each drawn record of a large population is paired with. */
const PARTNERS = 5;
/** Blocks are learnt from a part of their keys, so that learning costs the same for every population. */
const LEARNING_PAIRS = 100_000;

/** Looks at pairs to learn from: a few million, whatever the population. */
export async function drawSamples(matching: Matching, setup: MatchingSetup): Promise<Samples> {
  const [{ population } = { population: 0 }] = (await matching.rows(
    'select count(*)::double as population from people',
  )) as { population: number }[];
  const sizes = await blockSizes(matching, setup);
  const share = Math.min(1, LEARNING_PAIRS / Math.max(1, ...sizes));
  const blocks: (readonly PatternCount[])[] = [];
  for (const rule of setup.blocking.keys()) {
    const part = Math.min(1, LEARNING_PAIRS / Math.max(1, sizes[rule] ?? 0));
    blocks.push(await countPatterns(matching, setup, [blockSql(setup, rule, part)]));
  }
  const candidates = await countPatterns(
    matching,
    setup,
    setup.blocking.map((_, rule) => `${blockSql(setup, rule, share)} ${notBefore(setup, rule)}`),
  );
  return {
    random: await countPatterns(
      matching,
      setup,
      [await randomPairs(matching, setup, population)],
      'all',
    ),
    certain: await countPatterns(matching, setup, [certainSql(setup)]),
    blocks,
    candidates,
    candidateShare: share,
    possiblePairs: await possiblePairs(matching, setup, population),
  };
}

/** Pairs that each rule brings together, without looking at one. */
async function blockSizes(matching: Matching, setup: MatchingSetup): Promise<readonly number[]> {
  const sizes: number[] = [];
  for (const rule of setup.blocking.keys()) {
    const [row] = await matching.rows(`
      select coalesce(sum(n * (n - 1) / 2), 0)::double as pairs
      from (select count(*) as n from people where ${keyColumn(rule)} is not null group by ${keyColumn(rule)})`);
    sizes.push(Number(row?.['pairs'] ?? 0));
  }
  return sizes;
}

/** Condition that no rule before this one brings the pair together. */
export function notBefore(setup: MatchingSetup, rule: number): string {
  return setup.blocking
    .slice(0, rule)
    .map((_, earlier) => `and a.${keyColumn(earlier)} = b.${keyColumn(earlier)} is not true`)
    .join(' ');
}

/** Which two records make a pair; each pair once. */
export function orderSql({ acrossOnly }: MatchingSetup): string {
  return acrossOnly === null ? 'a.id < b.id' : `a.${acrossOnly} < b.${acrossOnly}`;
}

function blockSql(setup: MatchingSetup, rule: number, share: number): string {
  const key = keyColumn(rule);
  const part =
    share >= 1
      ? ''
      : ['a', 'b']
          .map((row) => `and hash(${row}.${key}, ${rule}) < ${thresholdOf(share)}`)
          .join(' ');
  return `from people a join people b on a.${key} = b.${key} and ${orderSql(setup)} where true ${part}`;
}

/** Below it lies this share of all hashes of 64 bits. */
function thresholdOf(share: number): bigint {
  return BigInt(Math.floor(share * 2 ** 32)) << 32n;
}

function certainSql(setup: MatchingSetup): string {
  const { columns, oneCharacter } = setup.certain;
  const equal = columns.map((column) => `a.${column} = b.${column}`).join(' and ');
  const near = oneCharacter === null ? '' : `and ${oneCharacterSql(oneCharacter)}`;
  return `from people a join people b on ${equal} and ${orderSql(setup)} where true ${near}`;
}

/** Records drawn by a hash of their number, the same with every run; each with the next few in another order. */
async function randomPairs(
  matching: Matching,
  setup: MatchingSetup,
  population: number,
): Promise<string> {
  const share = Math.min(1, RANDOM_PAIRS / PARTNERS / Math.max(1, population));
  const drawn = share >= 1 ? 'true' : `hash(id, 'u') < ${thresholdOf(share)}`;
  await matching.run(`create or replace temp table drawn as
    select row_number() over (order by hash(id, 'order')) as place, people.* from people where ${drawn}`);
  const across =
    setup.acrossOnly === null ? 'true' : `a.${setup.acrossOnly} <> b.${setup.acrossOnly}`;
  const [row] = await matching.rows('select count(*)::double as n from drawn');
  const size = Math.max(1, Number(row?.['n'] ?? 1));
  const partners = Math.min(RANDOM_PAIRS_A_RECORD, Math.ceil(RANDOM_PAIRS / size));
  // Joined in two steps: together, DuckDB tries every record with every other.
  await matching.run(`create or replace temp table shifted as
    select drawn.*, place + shift as partner from drawn, range(1, ${partners + 1}) s(shift)`);
  return `from shifted a join drawn b on b.place = a.partner where ${across}`;
}

async function possiblePairs(
  matching: Matching,
  { acrossOnly }: MatchingSetup,
  population: number,
): Promise<number> {
  if (acrossOnly === null) return (population * (population - 1)) / 2;
  const rows = await matching.rows(
    `select count(*)::double as n from people group by ${acrossOnly}`,
  );
  const sizes = rows.map(({ n }) => Number(n));
  const all = sizes.reduce((sum, n) => sum + n, 0);
  return (all ** 2 - sizes.reduce((sum, n) => sum + n ** 2, 0)) / 2;
}

/**
 * Relatives stay outside: they would teach that one person has two given names.
 * @param sources `from` clauses over two rows, `a` and `b`
 */
async function countPatterns(
  matching: Matching,
  setup: MatchingSetup,
  sources: readonly string[],
  which: 'all' | 'without-relatives' = 'without-relatives',
): Promise<readonly PatternCount[]> {
  const levels = sources.map(
    (source) => `(select ${levelColumns(setup)}, ${twinsSql(setup)} as twins ${source})`,
  );
  const rows = await matching.rows(`
    select (${patternSql(setup)})::double as pattern, count(*)::double as count
    from (${levels.join(' union all ')}) ${which === 'all' ? '' : `where not ${vetoSql(setup)}`} group by 1`);
  return rows.map(({ pattern, count }) => ({ pattern: Number(pattern), count: Number(count) }));
}
