import { ok } from '@ovoz/basics';
import {
  getStationKeyStatus,
  listStationKeys,
  PAGE_SIZE,
  proposeStationKeys,
  requestStationKey,
  revokeStationKey,
  type StationKey,
} from '@ovoz/contract';
import type { TerritoryPath } from '@ovoz/election-model';
import type { FastifyInstance } from 'fastify';
import { grantsOf } from '../../platform/actor.ts';
import type { Queries } from '../../platform/database.ts';
import { serve } from '../../platform/operations.ts';
import type { Platform } from '../../platform/platform.ts';
import { namesOf } from '../access/public.ts';
import { findElection } from '../elections/public.ts';
import { placesInElection, proposeKeys } from './certifying.ts';
import { requestKey } from './requesting.ts';
import { revokeKey } from './revoking.ts';
import { countKeys, findKey, isRequested, type ListedKey, listKeys } from './store.ts';

/** Keys of the stations' devices: asked for, certified by two officers, revoked by one. */
export function registerStationKeys(app: FastifyInstance, platform: Platform): void {
  registerForDevices(app, platform);
  const { database } = platform;

  serve(app, platform, listStationKeys, {
    lists: true,
    handle: async ({ params, query, signedIn }) => {
      const grants = grantsOf(signedIn, listStationKeys.access.roles);
      const filter = {
        election: params.code,
        inside: grants
          .filter(({ election }) => election === null || election === params.code)
          .map(({ territoryPath }) => territoryPath),
        station: query.station ?? '',
      };
      const found = await listKeys(database, filter, query.cursor ?? '', PAGE_SIZE + 1);
      const shown = found.slice(0, PAGE_SIZE);
      const counts = await countKeys(database, filter);
      const next = found.length > PAGE_SIZE ? (shown.at(-1)?.place ?? null) : null;
      return ok({ keys: await present(database, shown), next, ...counts });
    },
  });

  serve(app, platform, proposeStationKeys, {
    placeOf: async ({ params, body }) => {
      const election = await findElection(database, params.code);
      if (election === null) return null;
      const stations = body.keys.map(({ station }) => station);
      const places = await placesInElection(database, params.code, stations);
      const territoryPath = commonPath([...places.values()]) ?? election.territoryPath;
      return { territoryPath, election: params.code };
    },
    handle: ({ params, body, actor, place, now }) =>
      proposeKeys(database, actor, now, params.code, place.territoryPath, body),
  });

  serve(app, platform, revokeStationKey, {
    placeOf: async ({ params }) => {
      const key = await findKey(database, params.code, params.fingerprint);
      return key && { territoryPath: key.territoryPath, election: params.code };
    },
    handle: ({ params, body, actor, now }) => {
      const { code: election, fingerprint } = params;
      return revokeKey(database, actor, now, { election, fingerprint, reason: body.reason });
    },
  });
}

function registerForDevices(app: FastifyInstance, platform: Platform): void {
  const { database } = platform;

  serve(app, platform, requestStationKey, {
    handle: ({ params, body, now }) => requestKey(database, now, params.code, body),
  });

  serve(app, platform, getStationKeyStatus, {
    handle: async ({ params: { code, fingerprint } }) => {
      const key = await findKey(database, code, fingerprint);
      if (key === null) {
        const status = (await isRequested(database, code, fingerprint)) ? 'requested' : 'unknown';
        return ok({ status, validFrom: null, validUntil: null });
      }
      return ok({
        status: key.revokedAt === null ? 'certified' : 'revoked',
        validFrom: key.validFrom.toISOString(),
        validUntil: key.validUntil.toISOString(),
      });
    },
  });
}

/** The lowest territory that holds all of them; null for none. */
function commonPath(paths: readonly TerritoryPath[]): TerritoryPath | null {
  const [first, ...others] = paths.map((path) => path.split('/'));
  if (first === undefined) return null;
  const length = first.findIndex((code, at) => others.some((other) => other[at] !== code));
  return first.slice(0, length === -1 ? first.length : length).join('/');
}

async function present(queries: Queries, keys: readonly ListedKey[]): Promise<StationKey[]> {
  const names = await namesOf(
    queries,
    keys.flatMap(({ certifiedBy }) => certifiedBy),
  );
  return keys.map((key) => ({
    fingerprint: key.fingerprint,
    station: key.station,
    publicKey: key.publicKey.toString('base64url'),
    status: key.status,
    requestedAt: key.requestedAt?.toISOString() ?? null,
    validFrom: key.validFrom?.toISOString() ?? null,
    validUntil: key.validUntil?.toISOString() ?? null,
    certifiedBy: key.certifiedBy.flatMap((id) => names.get(id) ?? []),
    revokedAt: key.revokedAt?.toISOString() ?? null,
    revokeReason: key.revokeReason,
  }));
}
