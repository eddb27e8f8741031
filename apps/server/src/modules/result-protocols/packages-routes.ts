import { ok, refused } from '@ovoz/basics';
import {
  getCount,
  openCount,
  proposeSettlement,
  submitPackage,
  uploadPackages,
} from '@ovoz/contract';
import { covers, type Role } from '@ovoz/election-model';
import type { FastifyInstance } from 'fastify';
import { grantsOf, type SignedIn } from '../../platform/actor.ts';
import { serve } from '../../platform/operations.ts';
import type { Platform } from '../../platform/platform.ts';
import type { RateLimits } from '../../platform/rate-limit.ts';
import { type ElectionRecord, findElection, legalTime } from '../elections/public.ts';
import { openCount as open } from './opening.ts';
import { proposeSettling } from './settle.ts';
import { findAlarm } from './store-alarms.ts';
import { findCount } from './store-counts.ts';
import { submitPackage as submit } from './submission.ts';

/** The count of an election, and the signed packages that come in. */
export function registerPackages(
  app: FastifyInstance,
  platform: Platform,
  limits: RateLimits,
): void {
  registerCount(app, platform);
  const { database } = platform;

  serve(app, platform, submitPackage, {
    handle: async ({ params, body, request, reply, now }) => {
      const { outcome, signer } = await submit(database, params.code, body.package, null, now);
      if (outcome.ok || (signer !== null && !signer.revoked)) return outcome;
      if (await limits.admit({ kind: 'stranger', address: request.ip }, request.method)) {
        return outcome;
      }
      reply.header('retry-after', '10');
      return refused('too-many-requests');
    },
  });

  serve(app, platform, proposeSettlement, {
    placeOf: async ({ params }) => {
      const alarm = await findAlarm(database, params.code, params.id);
      if (alarm !== null) return { territoryPath: alarm.territoryPath, election: params.code };
      // While there is no count, who may act in the country is told so.
      const isOpen = (await findCount(database, params.code)) !== null;
      const election = isOpen ? null : await findElection(database, params.code);
      return election && { territoryPath: election.territoryPath, election: election.code };
    },
    handle: ({ params, body, actor, now }) => proposeSettling(database, actor, now, params, body),
  });

  serve(app, platform, uploadPackages, {
    lists: true,
    handle: async ({ params, body, signedIn, now }) => {
      const { roles } = uploadPackages.access;
      const election = await findReadable(platform, signedIn, roles, params.code);
      if (election === null) return refused('not-found');
      if ((await findCount(database, params.code)) === null) return refused('count-not-open');
      const outcomes = [];
      // One after the other: versions of one protocol stand in the file in their order.
      for (const text of body.packages) {
        const bearer = { signedIn, roles };
        const { outcome } = await submit(database, params.code, text, bearer, now);
        outcomes.push(
          outcome.ok
            ? { ok: true as const, receipt: outcome.value }
            : {
                ok: false as const,
                code: outcome.refusal.code,
                detail: outcome.refusal.detail ?? null,
              },
        );
      }
      return ok({ outcomes });
    },
  });
}

function registerCount(app: FastifyInstance, platform: Platform): void {
  const { database, keys } = platform;

  serve(app, platform, openCount, {
    placeOf: async ({ params }) => {
      const election = await findElection(database, params.code);
      return election && { territoryPath: election.territoryPath, election: election.code };
    },
    handle: ({ params, actor, now }) => open(database, keys, actor, now, params.code),
  });

  serve(app, platform, getCount, {
    lists: true,
    handle: async ({ params, signedIn, now }) => {
      const election = await findReadable(platform, signedIn, getCount.access.roles, params.code);
      if (election === null) return refused('not-found');
      const count = await findCount(database, params.code);
      if (count === null) return ok({ count: null });
      const legal = legalTime(election.clock, now);
      return ok({
        count: {
          election: election.code,
          mode: election.mode,
          definitionHash: count.definitionHash.toString('hex'),
          definitionVersion: count.definitionVersion,
          legalCount: count.legalCount,
          openedAt: count.openedAt.toISOString(),
          releaseAt: count.releaseAt.toISOString(),
          legalTime: legal.toISOString(),
          released: legal >= count.releaseAt,
        },
      });
    },
  });
}

/** The election, when the person holds one of the roles somewhere in its country. */
async function findReadable(
  { database }: Platform,
  signedIn: SignedIn,
  roles: readonly Role[],
  code: string,
): Promise<ElectionRecord | null> {
  const election = await findElection(database, code);
  if (election === null) return null;
  const { territoryPath } = election;
  const fits = grantsOf(signedIn, roles).some(
    (grant) =>
      (covers(grant.territoryPath, territoryPath) || covers(territoryPath, grant.territoryPath)) &&
      (grant.election === null || grant.election === code),
  );
  return fits ? election : null;
}
