import type { MatchingSetup, PartOfPairs, PatternCount, Samples } from '@ovoz/voter-register';
import { keyColumn, levelColumns, oneCharacterSql, patternSql } from './level-sql.ts';
import type { Matching } from './matching-database.ts';
import { twinsSql, vetoSql } from './veto-sql.ts';

/** More random pairs learn nothing new: the rarest level that matters comes once in some ten thousand. */
const RANDOM_PAIRS = 1_000_000;
/** Of a small population fewer are drawn: its records would only meet again and again. */
const RANDOM_PAIRS_A_RECORD = 50;
/** How many partners each drawn record of a large population is paired with. */
const PARTNERS = 10;
/** Blocks are learnt from a part of their keys, so that learning costs the same for every population. */
const LEARNING_PAIRS = 100_000;

/** Looks at pairs to learn from: a few million, whatever the population. */
export async function drawSamples(matching: Matching, setup: MatchingSetup): Promise<Samples> {
  const [{ population } = { population: 0 }] = (await matching.rows(
    'select count(*)::double as population from records',
  )) as { population: number }[];
  const sizes = await blockSizes(matching, setup);
  const blocks: PartOfPairs[] = [];
  const candidates: PatternCount[] = [];
  for (const rule of setup.blocking.keys()) {
    const share = Math.min(1, LEARNING_PAIRS / Math.max(1, sizes[rule] ?? 0));
    const counted = await countPatterns(matching, setup, blockSql(setup, rule, share), {
      isFirst: `(${notBefore(setup, rule)})`,
    });
    blocks.push({ counts: counted, share });
    for (const { pattern, count, isFirst } of counted) {
      if (isFirst) candidates.push({ pattern, count: count / share });
    }
  }
  const random = await randomPairs(matching, setup, population);
  return {
    random: await countPatterns(matching, setup, random, { withRelatives: true }),
    certain: await countPatterns(matching, setup, certainSql(setup)),
    blocks,
    candidates,
    possiblePairs: await possiblePairs(matching, setup, population),
  };
}

/** Pairs that each rule brings together, without looking at one. */
async function blockSizes(matching: Matching, setup: MatchingSetup): Promise<readonly number[]> {
  const sizes: number[] = [];
  for (const rule of setup.blocking.keys()) {
    const [row] = await matching.rows(`
      select coalesce(sum(n * (n - 1) / 2), 0)::double as pairs
      from (select count(*) as n from records where ${keyColumn(rule)} is not null group by ${keyColumn(rule)})`);
    sizes.push(Number(row?.['pairs'] ?? 0));
  }
  return sizes;
}

/** Condition that no rule before this one brings the pair together: so each pair is looked at once. */
export function notBefore(setup: MatchingSetup, rule: number): string {
  return setup.blocking
    .slice(0, rule)
    .map((_, earlier) => `and a.${keyColumn(earlier)} = b.${keyColumn(earlier)} is not true`)
    .reduce((all, one) => `${all} ${one}`, 'true');
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
  return `from records a join records b on a.${key} = b.${key} and ${orderSql(setup)} where true ${part}`;
}

/** Below it lies this share of all hashes of 64 bits. */
function thresholdOf(share: number): bigint {
  return BigInt(Math.floor(share * 2 ** 32)) << 32n;
}

function certainSql(setup: MatchingSetup): string {
  const { columns, oneCharacter } = setup.certain;
  const equal = columns.map((column) => `a.${column} = b.${column}`).join(' and ');
  const near = oneCharacter === null ? '' : `and ${oneCharacterSql(oneCharacter)}`;
  return `from records a join records b on ${equal} and ${orderSql(setup)} where true ${near}`;
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
    select row_number() over (order by hash(id, 'order')) as place, records.* from records where ${drawn}`);
  const across =
    setup.acrossOnly === null ? 'true' : `a.${setup.acrossOnly} <> b.${setup.acrossOnly}`;
  const [row] = await matching.rows('select count(*)::double as n from drawn');
  const size = Math.max(1, Number(row?.['n'] ?? 1));
  const partners = Math.min(RANDOM_PAIRS_A_RECORD, Math.ceil(RANDOM_PAIRS / size));
  // Joined in two steps: together, DuckDB tries every record with every other.
  await matching.run(`create or replace temp table met as
    select place as one, place + shift as other from drawn, range(1, ${partners + 1}) s(shift)`);
  return `from met join drawn a on a.place = met.one join drawn b on b.place = met.other where ${across}`;
}

async function possiblePairs(
  matching: Matching,
  { acrossOnly }: MatchingSetup,
  population: number,
): Promise<number> {
  if (acrossOnly === null) return (population * (population - 1)) / 2;
  const rows = await matching.rows(
    `select count(*)::double as n from records group by ${acrossOnly}`,
  );
  const sizes = rows.map(({ n }) => Number(n));
  const all = sizes.reduce((sum, n) => sum + n, 0);
  return (all ** 2 - sizes.reduce((sum, n) => sum + n ** 2, 0)) / 2;
}

type Counting = {
  /** Relatives stay outside otherwise: they would teach that one person has two given names. */
  readonly withRelatives?: boolean;
  readonly isFirst?: string;
};

/** @param source a `from` clause over two rows, `a` and `b` */
async function countPatterns(
  matching: Matching,
  setup: MatchingSetup,
  source: string,
  { withRelatives = false, isFirst = 'true' }: Counting = {},
): Promise<readonly (PatternCount & { readonly isFirst: boolean })[]> {
  const rows = await matching.rows(`
    select (${patternSql(setup)})::double as pattern, is_first, count(*)::double as count
    from (select ${levelColumns(setup)}, ${twinsSql(setup)} as twins, ${isFirst} as is_first ${source})
    ${withRelatives ? '' : `where not ${vetoSql(setup)}`} group by 1, 2`);
  return rows.map(({ pattern, count, is_first: first }) => ({
    pattern: Number(pattern),
    count: Number(count),
    isFirst: first === true,
  }));
}
