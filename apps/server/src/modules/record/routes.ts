import { join } from 'node:path';
import { ok, refused } from '@ovoz/basics';
import {
  addCosignature,
  getEntryAnchor,
  getLog,
  getPackageAnchor,
  getRecordState,
  proposeWitness,
  proposeWitnessRemoval,
} from '@ovoz/contract';
import { formatNote, formatVkey } from '@ovoz/public-log';
import type { FastifyInstance } from 'fastify';
import type { SubjectPlace } from '../../platform/actor.ts';
import { serve } from '../../platform/operations.ts';
import type { Platform } from '../../platform/platform.ts';
import type { RateLimits } from '../../platform/rate-limit.ts';
import type { CountryPacks } from '../geography/public.ts';
import { factOfPackage } from '../result-protocols/public.ts';
import { anchorOf } from './anchor.ts';
import { keepCosignature } from './cosignatures.ts';
import { type LogIdentity, logIdentity } from './log-identity.ts';
import { recordState } from './record-state.ts';
import { CHECKPOINT, PUBLIC_CHECKPOINT, readCheckpoint } from './signed-state.ts';
import { proposeNewWitness, proposeRemoval } from './witnesses.ts';

/** The public record: its log for devices and witnesses, its state and its witnesses for the administration. */
export function registerRecord(
  app: FastifyInstance,
  platform: Platform,
  packs: CountryPacks,
  limits: RateLimits,
): void {
  const identity = logIdentity(platform, 'public');
  registerForEverybody(app, platform, identity, limits);
  const { database } = platform;
  const placeOf = async (pack: string): Promise<SubjectPlace | null> => {
    const root = packs.get(pack)?.pack.root;
    return root === undefined ? null : { territoryPath: root, election: null };
  };

  serve(app, platform, getRecordState, {
    lists: true,
    handle: async () => ok(await recordState(platform, identity)),
  });

  serve(app, platform, proposeWitness, {
    placeOf: ({ params }) => placeOf(params.pack),
    handle: ({ body, actor, place, now }) =>
      proposeNewWitness(database, actor, now, place.territoryPath, body),
  });

  serve(app, platform, proposeWitnessRemoval, {
    placeOf: ({ params }) => placeOf(params.pack),
    handle: ({ body, actor, place, now }) =>
      proposeRemoval(database, actor, now, place.territoryPath, body),
  });
}

function registerForEverybody(
  app: FastifyInstance,
  platform: Platform,
  identity: LogIdentity,
  limits: RateLimits,
): void {
  const { database } = platform;

  serve(app, platform, getLog, {
    handle: async () => {
      const [checkpoint, publicCheckpoint] = await Promise.all(
        [CHECKPOINT, PUBLIC_CHECKPOINT].map((name) => noteIn(identity, name)),
      );
      return ok({
        origin: identity.origin,
        vkey: formatVkey(identity.key),
        checkpoint: checkpoint ?? null,
        publicCheckpoint: publicCheckpoint ?? null,
      });
    },
  });

  serve(app, platform, getPackageAnchor, {
    handle: async ({ params }) => {
      const fact = await factOfPackage(database, params.hash);
      if (fact === null) return refused('package-unknown');
      const anchor = await anchorOf(identity, fact);
      return ok(
        anchor === null
          ? { state: 'received' as const, fact }
          : { state: 'anchored' as const, fact, anchor },
      );
    },
  });

  serve(app, platform, getEntryAnchor, {
    handle: async ({ params }) => {
      const anchor = await anchorOf(identity, params.hash);
      return anchor === null ? refused('not-found') : ok(anchor);
    },
  });

  serve(app, platform, addCosignature, {
    handle: async ({ body, request, reply, now }) => {
      const outcome = await keepCosignature(database, identity, now, body);
      if (outcome.ok) return outcome;
      if (await limits.admit({ kind: 'stranger', address: request.ip }, request.method)) {
        return outcome;
      }
      reply.header('retry-after', '10');
      return refused('too-many-requests');
    },
  });
}

async function noteIn(identity: LogIdentity, name: string): Promise<string | null> {
  const found = await readCheckpoint(identity, join(identity.folder, name));
  return found === null || found === 'damaged' ? null : formatNote(found.note);
}
