import { present } from '@ovoz/basics';
import { type BandCounts, type BandQuality, PAIR_BANDS, type SampleVerdict } from '@ovoz/contract';
import type { Queries, Transaction } from '../../platform/database.ts';

/** Keeps what a full search found, so that a sample can be drawn of it. What no sample was drawn of goes with the next search. */
export async function keepFound(
  transaction: Transaction,
  runId: string,
  pack: string,
): Promise<void> {
  await transaction`
    delete from match_found f using match_runs r
    where r.id = f.run_id and r.pack = ${pack}
      and not exists (select from match_samples s where s.run_id = f.run_id)`;
  await transaction`
    insert into match_found (run_id, pair_id, weight)
    select ${runId}::uuid, p.id, f.weight
    from found_pairs f join match_pairs p on p.voter_a = f.a and p.voter_b = f.b
    where p.pack = ${pack}`;
}

/** Number of the band of a weight, from one on. */
function bandIn(queries: Queries, column: string) {
  const [, ...bounds] = PAIR_BANDS.map(({ from }) => from);
  return queries`1 + width_bucket(${queries(column)}, ${bounds}::integer[])`;
}

/** A row for each band, also for those in which there is nothing. */
function byBand<Row extends { readonly number: number }>(
  rows: readonly Row[],
  none: Omit<Row, 'number'>,
) {
  const known = new Map(rows.map(({ number, ...counts }) => [number, counts]));
  return PAIR_BANDS.map(({ band }, at) => ({ band, ...(known.get(at + 1) ?? none) }));
}

/** What became of the pairs of a full search. The transaction has opened the register of the country. */
export async function countDecided(
  queries: Queries,
  runId: string,
): Promise<readonly BandCounts[]> {
  type Counts = Omit<BandCounts, 'band'> & { readonly number: number };
  const rows = await queries<Counts[]>`
    select ${bandIn(queries, 'f.weight')} as number, count(*)::integer as proposed,
      count(*) filter (where d.outcome = 'same')::integer as same,
      count(*) filter (where d.outcome = 'different')::integer as different,
      count(*) filter (where d.outcome = 'relatives')::integer as relatives
    from match_found f join match_pairs p on p.id = f.pair_id
    left join lateral (
      select outcome from match_decisions m where m.pair_id = p.id and p.status = 'decided' order by number desc limit 1) d on true
    where f.run_id = ${runId} group by 1`;
  return byBand(rows, { proposed: 0, same: 0, different: 0, relatives: 0 });
}

type Sample = {
  readonly seed: string;
  readonly pairsABand: number;
  readonly drawnAt: Date;
};

export async function sampleOf(queries: Queries, runId: string): Promise<Sample | null> {
  const [row] = await queries<Sample[]>`
    select seed, pairs_a_band as "pairsABand", drawn_at as "drawnAt" from match_samples where run_id = ${runId}`;
  return row ?? null;
}

/**
 * Draws the sample of a search: of each band the first pairs in the order of SHA-256 of seed, slash and number; people see all of
 * them in that order.
 * @returns how many pairs; null when there is a sample of this search
 */
export async function insertSample(
  queries: Queries,
  {
    runId,
    seed,
    pairsABand,
    drawnBy,
  }: Omit<Sample, 'drawnAt'> & { runId: string; drawnBy: string },
  now: Date,
): Promise<number | null> {
  const drawn = await queries`
    insert into match_samples (run_id, seed, pairs_a_band, drawn_by, drawn_at)
    values (${runId}, ${seed}, ${pairsABand}, ${drawnBy}, ${now}) on conflict do nothing returning run_id`;
  if (drawn.length === 0) return null;
  const rows = await queries`
    insert into match_sample_pairs (run_id, pair_id, position, weight)
    select ${runId}::uuid, pair_id, row_number() over (order by key), weight from (
      select *, row_number() over (partition by band order by key) as place from (
        select f.pair_id, f.weight, ${bandIn(queries, 'f.weight')} as band,
          sha256(convert_to(${seed}::text || '/' || f.pair_id, 'UTF8')) as key
        from match_found f where f.run_id = ${runId}) keyed) placed
    where place <= ${pairsABand}::integer
    returning pair_id`;
  return rows.length;
}

/** The sample as far as it was reviewed. Who differ are settled by the third; until then the pair counts as two people. */
export async function countReviewed(
  queries: Queries,
  runId: string,
): Promise<readonly Omit<BandQuality, 'precision'>[]> {
  type Counts = Omit<BandQuality, 'band' | 'precision'> & { readonly number: number };
  const rows = await queries<Counts[]>`
    select ${bandIn(queries, 's.weight')} as number, count(*)::integer as drawn,
      count(*) filter (where two.verdict is not null)::integer as reviewed,
      count(*) filter (where one.verdict = two.verdict)::integer as agreed,
      count(*) filter (where one.verdict <> two.verdict and three.verdict is null)::integer as disputed,
      count(*) filter (where one.verdict = two.verdict and two.verdict = 'same' or three.verdict = 'same')::integer as same
    from match_sample_pairs s
    left join match_sample_reviews one on (one.run_id, one.pair_id, one.number) = (s.run_id, s.pair_id, 1)
    left join match_sample_reviews two on (two.run_id, two.pair_id, two.number) = (s.run_id, s.pair_id, 2)
    left join match_sample_reviews three on (three.run_id, three.pair_id, three.number) = (s.run_id, s.pair_id, 3)
    where s.run_id = ${runId} group by 1`;
  return byBand(rows, { drawn: 0, reviewed: 0, agreed: 0, disputed: 0, same: 0 });
}

/**
 * Pairs of the sample that need a review of this person, in their order: not reviewed by two who agree, nor by three, nor by this
 * person, who had no part in a decision about the pair either, and so has seen no other answer.
 */
export async function pairsToReview(
  queries: Queries,
  runId: string,
  person: string,
): Promise<readonly number[]> {
  const rows = await queries<{ pair: number }[]>`
    select s.pair_id::float8 as pair from match_sample_pairs s
    where s.run_id = ${runId}
      and not exists (select from match_sample_reviews r
        where r.run_id = s.run_id and r.pair_id = s.pair_id and r.reviewer = ${person})
      and not exists (select from match_decisions d
        where d.pair_id = s.pair_id and ${person}::uuid in (d.first_person, d.second_person))
      and (select count(*) < 2 or count(*) = 2 and min(r.verdict) <> max(r.verdict) from match_sample_reviews r
        where r.run_id = s.run_id and r.pair_id = s.pair_id)
    order by s.position`;
  return rows.map(({ pair }) => pair);
}

export async function insertReview(
  queries: Queries,
  review: {
    readonly runId: string;
    readonly pairId: number;
    readonly reviewer: string;
    readonly verdict: SampleVerdict;
  },
  now: Date,
): Promise<void> {
  const { runId, pairId, reviewer, verdict } = review;
  const rows = await queries`
    insert into match_sample_reviews (run_id, pair_id, number, reviewer, verdict, reviewed_at)
    select ${runId}::uuid, ${pairId}::bigint, 1 + count(*), ${reviewer}::uuid, ${verdict}, ${now}::timestamptz
    from match_sample_reviews where run_id = ${runId} and pair_id = ${pairId} returning number`;
  present(rows[0], 'a review is inserted');
}
