import { ok } from '@ovoz/basics';
import {
  drawDuplicateSample,
  getDuplicateQuality,
  openSamplePair,
  reviewSamplePair,
} from '@ovoz/contract';
import type { FastifyInstance } from 'fastify';
import type { SubjectPlace } from '../../platform/actor.ts';
import { serve } from '../../platform/operations.ts';
import type { Platform } from '../../platform/platform.ts';
import type { RegisterKeys } from '../voter-register/public.ts';
import { drawSample, openNext, qualityOf, reviewPair } from './quality.ts';

/** How good searches are: a sample, reviewed by two people, each alone. @param placeOfPack the root of a country */
export function registerQuality(
  app: FastifyInstance,
  platform: Platform,
  keys: RegisterKeys,
  placeOfPack: (pack: string) => Promise<SubjectPlace | null>,
): void {
  const { database } = platform;

  serve(app, platform, getDuplicateQuality, {
    placeOf: ({ params }) => placeOfPack(params.pack),
    handle: async ({ params: { pack }, place }) =>
      ok(await qualityOf(database, { pack, root: place.territoryPath })),
  });

  serve(app, platform, drawDuplicateSample, {
    placeOf: ({ params }) => placeOfPack(params.pack),
    handle: ({ params: { pack }, body: { pairsABand }, actor, place, now }) =>
      drawSample(database, actor, now, { pack, root: place.territoryPath, pairsABand }),
  });

  serve(app, platform, openSamplePair, {
    placeOf: ({ params }) => placeOfPack(params.pack),
    handle: ({ params: { pack }, actor, place, now }) =>
      openNext(database, keys, actor, now, { pack, root: place.territoryPath }),
  });

  serve(app, platform, reviewSamplePair, {
    placeOf: ({ params }) => placeOfPack(params.pack),
    handle: ({ params: { pack, pair }, body: { verdict }, actor, place, now }) =>
      reviewPair(database, actor, now, { pack, root: place.territoryPath, pair, verdict }),
  });
}
