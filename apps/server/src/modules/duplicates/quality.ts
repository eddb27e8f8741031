import { randomBytes } from 'node:crypto';
import { ok, type Result, refused } from '@ovoz/basics';
import type {
  AnswerOf,
  BandQuality,
  getDuplicateQuality,
  openSamplePair,
  RefusalCode,
  reviewSamplePair,
  SampleVerdict,
} from '@ovoz/contract';
import type { TerritoryPath } from '@ovoz/election-model';
import { wilsonInterval } from '@ovoz/voter-register';
import type { Actor } from '../../platform/actor.ts';
import { type Database, inTransaction } from '../../platform/database.ts';
import { recordFact } from '../../platform/evidence.ts';
import { openRegister } from '../../platform/register-scope.ts';
import type { RegisterKeys } from '../voter-register/public.ts';
import { sampleDrawn, sampleReviewed } from './events.ts';
import { comparedOf, lookAtPair } from './pairs.ts';
import { findPair } from './store-pairs.ts';
import {
  countDecided,
  countReviewed,
  insertReview,
  insertSample,
  pairsToReview,
  sampleOf,
} from './store-quality.ts';
import { lastFullRun } from './store-runs.ts';

type Outcome<Value> = Promise<Result<Value, RefusalCode>>;

/** Of which register, and the highest place of it. */
export type WholeRegister = { readonly pack: string; readonly root: TerritoryPath };

const SEED_BYTES = 32;

/** What was decided of the pairs of the last full search, and what its sample says. */
export async function qualityOf(
  database: Database,
  { pack, root }: WholeRegister,
): Promise<AnswerOf<typeof getDuplicateQuality>> {
  return database.begin('isolation level repeatable read', async (transaction) => {
    await openRegister(transaction, [root]);
    const run = await lastFullRun(transaction, pack);
    if (run === null) return { search: null, sample: null };
    const sample = await sampleOf(transaction, run.id);
    return {
      search: {
        id: run.id,
        endedAt: run.endedAt.toISOString(),
        bands: [...(await countDecided(transaction, run.id))],
      },
      sample: sample && {
        ...sample,
        drawnAt: sample.drawnAt.toISOString(),
        bands: (await countReviewed(transaction, run.id)).map(withPrecision),
      },
    };
  });
}

function withPrecision(band: Omit<BandQuality, 'precision'>): BandQuality {
  if (band.reviewed === 0) return { ...band, precision: null };
  const { low, high } = wilsonInterval(band.same, band.reviewed);
  return { ...band, precision: { low: Math.floor(1000 * low), high: Math.ceil(1000 * high) } };
}

/** Draws the sample of the last full search. The seed is public, so that everybody with the pairs draws the same. */
export async function drawSample(
  database: Database,
  actor: Actor,
  now: Date,
  { pack, root, pairsABand }: WholeRegister & { readonly pairsABand: number },
): Outcome<{ pairs: number }> {
  return inTransaction(database, async (transaction): Outcome<{ pairs: number }> => {
    const run = await lastFullRun(transaction, pack);
    if (run === null) return refused('nothing-to-sample');
    const seed = randomBytes(SEED_BYTES).toString('hex');
    const sample = { runId: run.id, seed, pairsABand, drawnBy: actor.personId };
    const pairs = await insertSample(transaction, sample, now);
    if (pairs === null) return refused('sample-drawn');
    if (pairs === 0) return refused('nothing-to-sample');
    await recordFact(
      transaction,
      sampleDrawn,
      {
        now,
        actor: actor.actingAs,
        election: null,
        territoryPath: root,
        subject: `${pack}/duplicates/${run.id}`,
      },
      { seed, pairsABand, pairs, person: actor.personId },
    );
    return ok({ pairs });
  });
}

/** Shows the next pair that this person is to review, for the purpose of duplicates. */
export async function openNext(
  database: Database,
  keys: RegisterKeys,
  actor: Actor,
  now: Date,
  { pack, root }: WholeRegister,
): Outcome<AnswerOf<typeof openSamplePair>> {
  return inTransaction(database, async (transaction): Outcome<AnswerOf<typeof openSamplePair>> => {
    await openRegister(transaction, [root]);
    const runId = (await lastFullRun(transaction, pack))?.id;
    if (runId === undefined || (await sampleOf(transaction, runId)) === null) {
      return refused('sample-missing');
    }
    const waiting = await pairsToReview(transaction, runId, actor.personId);
    const [next] = waiting;
    if (next === undefined) return ok({ left: 0, pair: null });
    const pair = await findPair(transaction, next);
    if (pair === null) return refused('not-found');
    const asked = { pair, purpose: 'duplicate', words: '' } as const;
    const look = await lookAtPair(transaction, actor, now, asked);
    if (look === null) return refused('not-found');
    const { id, weight, lines, versionA, versionB } = pair;
    const a = comparedOf(keys, look.a, versionA);
    const b = comparedOf(keys, look.b, versionB);
    const shown = { id: String(id), weight, lines: [...lines], a, b, prior: look.prior };
    return ok({ left: waiting.length, pair: shown });
  });
}

/** Keeps what somebody says of a pair of the sample. */
export async function reviewPair(
  database: Database,
  actor: Actor,
  now: Date,
  {
    pack,
    root,
    pair,
    verdict,
  }: WholeRegister & { readonly pair: string; readonly verdict: SampleVerdict },
): Outcome<AnswerOf<typeof reviewSamplePair>> {
  return inTransaction(
    database,
    async (transaction): Outcome<AnswerOf<typeof reviewSamplePair>> => {
      await openRegister(transaction, [root]);
      const runId = (await lastFullRun(transaction, pack))?.id;
      if (runId === undefined || (await sampleOf(transaction, runId)) === null) {
        return refused('sample-missing');
      }
      // Two who review it at the same time come one after the other.
      const locked = await findPair(transaction, pair, { lock: true });
      const waiting = await pairsToReview(transaction, runId, actor.personId);
      if (locked === null || !waiting.includes(locked.id)) return refused('pair-reviewed');
      const review = { runId, pairId: locked.id, reviewer: actor.personId, verdict };
      await insertReview(transaction, review, now);
      await recordFact(
        transaction,
        sampleReviewed,
        {
          now,
          actor: actor.actingAs,
          election: null,
          territoryPath: root,
          subject: `${pack}/duplicates/${runId}`,
        },
        { verdict, pair, person: actor.personId },
      );
      return ok({});
    },
  );
}
