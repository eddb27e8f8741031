import { Instant, PackCode } from '@ovoz/election-model';
import Type, { type Static } from 'typebox';
import { MatchLine, pairEntryFields } from './duplicates.ts';
import { operation } from './operation.ts';
import { Digits, Nothing, Nullable, Strict, Uuid } from './schemas.ts';

const packParams = Strict({ pack: PackCode });
const Count = Type.Integer({ minimum: 0 });
const Thousandths = Type.Integer({ minimum: 0, maximum: 1000 });

/**
 * Bands of weight, in thousandths of a bit from which they begin. Weight 0 is even odds; with 7 bits one in a hundred such pairs
 * is two people, with 17 one in a hundred thousand.
 */
export const PAIR_BANDS = [
  { band: 'weak', from: 0 },
  { band: 'fair', from: 7000 },
  { band: 'strong', from: 17_000 },
] as const;
export const PairBand = Type.Union([
  Type.Literal('weak'),
  Type.Literal('fair'),
  Type.Literal('strong'),
]);
export type PairBand = Static<typeof PairBand>;

/** What became of the pairs of a band that a search put to people. Those that are left are not decided. */
export const BandCounts = Strict({
  band: PairBand,
  proposed: Count,
  same: Count,
  different: Count,
  relatives: Count,
});
export type BandCounts = Static<typeof BandCounts>;

/** What the sample says about a band. */
export const BandQuality = Strict({
  band: PairBand,
  drawn: Count,
  /** By two people or more, each without the others' answers. */
  reviewed: Count,
  /** Reviewed, and the first two said the same. */
  agreed: Count,
  /** Reviewed, and a third person has yet to say. */
  disputed: Count,
  /** Reviewed, and settled as one person. `unsure` and disputed pairs are not among them. */
  same: Count,
  /** Where the share of one person lies among all pairs of the band, with 95 %: Wilson, rounded outwards. */
  precision: Nullable(Strict({ low: Thousandths, high: Thousandths })),
});
export type BandQuality = Static<typeof BandQuality>;

export const getDuplicateQuality = operation({
  id: 'getDuplicateQuality',
  module: 'duplicates',
  method: 'GET',
  path: '/api/packs/:pack/duplicate-quality',
  summary:
    'How good the last full search was: for each band of weight what was decided, and what a random sample says that two people reviewed, each alone.',
  access: { kind: 'roles', roles: ['central-member', 'auditor'] },
  params: packParams,
  answer: Strict({
    /** Null: no full search was done yet. */
    search: Nullable(
      Strict({
        id: Uuid,
        endedAt: Instant,
        bands: Type.Array(BandCounts, { maxItems: 3 }),
      }),
    ),
    sample: Nullable(
      Strict({
        /** Pairs of a band stand in the order of SHA-256 of seed, slash and number of the pair; the first are the sample. */
        seed: Type.String({ pattern: '^[0-9a-f]{64}$' }),
        pairsABand: Count,
        drawnAt: Instant,
        bands: Type.Array(BandQuality, { maxItems: 3 }),
      }),
    ),
  }),
  refusals: [],
});

export const drawDuplicateSample = operation({
  id: 'drawDuplicateSample',
  module: 'duplicates',
  method: 'POST',
  path: '/api/packs/:pack/duplicate-sample',
  summary: 'Draws the random sample of the last full search, once, by a seed that is recorded.',
  access: { kind: 'roles', roles: ['central-member'] },
  params: packParams,
  body: Strict({ pairsABand: Type.Integer({ minimum: 1, maximum: 500 }) }),
  answer: Strict({ pairs: Count }),
  refusals: ['nothing-to-sample', 'sample-drawn'],
});

const SampleEntry = Strict(pairEntryFields);

export const openSamplePair = operation({
  id: 'openSamplePair',
  module: 'duplicates',
  method: 'POST',
  path: '/api/packs/:pack/duplicate-sample/open',
  summary:
    'The next pair of the sample that needs a review of this person: without what others said or decided. The look is recorded.',
  access: { kind: 'roles', roles: ['central-member'] },
  params: packParams,
  answer: Strict({
    /** Pairs that need a review of this person, this one among them. */
    left: Count,
    pair: Nullable(
      Strict({
        id: Digits(15),
        weight: Type.Integer(),
        lines: Type.Array(MatchLine, { maxItems: 13 }),
        a: SampleEntry,
        b: SampleEntry,
        /** As in `openDuplicatePair`. */
        prior: Type.Integer(),
      }),
    ),
  }),
  refusals: ['sample-missing'],
});

export const SampleVerdict = Type.Union([
  Type.Literal('same'),
  Type.Literal('different'),
  Type.Literal('unsure'),
]);
export type SampleVerdict = Static<typeof SampleVerdict>;

export const reviewSamplePair = operation({
  id: 'reviewSamplePair',
  module: 'duplicates',
  method: 'POST',
  path: '/api/packs/:pack/duplicate-sample/:pair/review',
  summary:
    'Says what a pair of the sample is. It measures the search and decides nothing about anybody.',
  access: { kind: 'roles', roles: ['central-member'] },
  params: Strict({ pack: PackCode, pair: Digits(15) }),
  body: Strict({ verdict: SampleVerdict }),
  answer: Nothing,
  refusals: ['sample-missing', 'pair-reviewed'],
});
