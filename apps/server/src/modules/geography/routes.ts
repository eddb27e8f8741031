import { ok, refused } from '@ovoz/basics';
import {
  getBoundaries,
  getPack,
  getStation,
  getStationPoints,
  listDistricts,
  listPacks,
  listStations,
  listTerritories,
  PAGE_SIZE,
} from '@ovoz/contract';
import type { FastifyInstance } from 'fastify';
import { serve } from '../../platform/operations.ts';
import type { Platform } from '../../platform/platform.ts';
import { notModified, readyJson } from '../../platform/ready-json.ts';
import { commonScope } from '../../platform/scope.ts';
import { foldForSearch } from '../../platform/search-text.ts';
import type { MayAct } from './calendar.ts';
import { districtsInScope, territoriesWithStations } from './counts.ts';
import type { CountryPacks } from './packs.ts';
import {
  findWholeStation,
  pageOfStations,
  stationPointsJson,
  type WholeStation,
} from './store-stations.ts';
import { findStoredTerritory } from './store-territories.ts';
import { currentVersions } from './store-versions.ts';
import { registerVersions } from './version-routes.ts';
import { mayReadStatus, versionInScope } from './visible-version.ts';

/** Country packs, territories, polling stations, districts, and the versions of them. */
export function registerGeography(
  app: FastifyInstance,
  platform: Platform,
  packs: CountryPacks,
  mayAct: MayAct,
): void {
  registerPacks(app, platform, packs);
  registerPlaces(app, platform, packs);
  registerStations(app, platform, packs);
  registerVersions(app, platform, packs, mayAct);
}

function registerPacks(app: FastifyInstance, platform: Platform, packs: CountryPacks): void {
  serve(app, platform, listPacks, {
    handle: async () => {
      const versions = await currentVersions(platform.database);
      return ok({
        packs: [...packs.values()].map(({ pack, hash }) => ({
          code: pack.code,
          name: pack.name,
          version: pack.version,
          hash,
          geographyVersion: versions.get(pack.code) ?? null,
        })),
      });
    },
  });

  serve(app, platform, getPack, {
    handle: async ({ params }) => {
      const loaded = packs.get(params.pack);
      if (loaded === undefined) return refused('pack-unknown');
      return ok({ pack: loaded.pack, hash: loaded.hash });
    },
  });

  serve(app, platform, getBoundaries, {
    handle: async ({ params, request, reply }) => {
      const loaded = packs.get(params.pack);
      if (loaded === undefined) return refused('pack-unknown');
      const boundaries = loaded.boundaries.get(Number(params.level));
      if (boundaries === undefined) return refused('not-found');
      // Half a megabyte that changes with a new version of the pack: kept, and asked for by its tag.
      reply.header('cache-control', 'private, no-cache').header('etag', boundaries.etag);
      const isKept = request.headers['if-none-match']?.includes(boundaries.etag) ?? false;
      return isKept ? notModified(reply) : readyJson(reply, boundaries.bytes);
    },
  });
}

function registerPlaces(app: FastifyInstance, platform: Platform, packs: CountryPacks): void {
  const { database } = platform;

  serve(app, platform, listTerritories, {
    lists: true,
    handle: async ({ params, query, signedIn, scope }) => {
      const asked = { pack: params.pack, version: query.version };
      const visible = await versionInScope(database, packs, signedIn, asked, scope);
      if (!visible.ok) return visible;
      const { inside, ...version } = visible.value;
      return ok({ territories: [...(await territoriesWithStations(database, version, inside))] });
    },
  });

  serve(app, platform, listDistricts, {
    lists: true,
    handle: async ({ params, query, signedIn, scope }) => {
      const asked = { pack: params.pack, version: query.version };
      const visible = await versionInScope(database, packs, signedIn, asked, scope);
      if (!visible.ok) return visible;
      const districts = await districtsInScope(database, packs, visible.value, query.set ?? null);
      return ok({ districts: [...districts] });
    },
  });
}

function registerStations(app: FastifyInstance, platform: Platform, packs: CountryPacks): void {
  const { database } = platform;

  serve(app, platform, listStations, {
    lists: true,
    handle: async ({ params, query, signedIn, scope }) => {
      const asked = { pack: params.pack, version: query.version };
      const visible = await versionInScope(database, packs, signedIn, asked, scope);
      if (!visible.ok) return visible;
      const { inside, ...version } = visible.value;
      const after = query.after === undefined ? -1 : readPosition(query.after);
      if (after === null) return refused(wrongCursor);
      const part = await narrow(version, inside, query.territory);
      if (part === null) return refused('not-found');
      const page = await pageOfStations(
        database,
        version,
        {
          inside: part,
          kind: query.kind ?? null,
          search: foldForSearch(query.search ?? '').trim(),
        },
        { after, size: PAGE_SIZE + 1 },
      );
      const shown = page.stations.slice(0, PAGE_SIZE);
      const last = page.stations.length > PAGE_SIZE ? shown.at(-1) : undefined;
      return ok({
        stations: shown.map(({ station }) => station),
        total: page.total,
        next: last === undefined ? null : String(last.position),
      });
    },
  });

  serve(app, platform, getStationPoints, {
    lists: true,
    handle: async ({ params, query, signedIn, scope, reply }) => {
      const asked = { pack: params.pack, version: query.version };
      const visible = await versionInScope(database, packs, signedIn, asked, scope);
      if (!visible.ok) return visible;
      const { inside, ...version } = visible.value;
      return readyJson(reply, await stationPointsJson(database, version, inside));
    },
  });

  serve<typeof getStation, WholeStation>(app, platform, getStation, {
    placeOf: ({ params, query }) => {
      const asked = query.version === undefined ? null : Number(query.version);
      return findWholeStation(database, params.pack, asked, params.number);
    },
    handle: async ({ params, actor, place }) => {
      const loaded = packs.get(params.pack);
      if (loaded === undefined) return refused('pack-unknown');
      if (!mayReadStatus(actor, loaded.pack.root, place.status)) return refused('not-found');
      const { station, territories, districts } = place;
      return ok({ station, territories: [...territories], districts: [...districts] });
    },
  });

  /** The part of the caller's territories that lies in the one that is asked for; null when there is none. */
  async function narrow(
    version: { readonly pack: string; readonly number: number },
    inside: readonly string[],
    code: string | undefined,
  ): Promise<readonly string[] | null> {
    if (code === undefined) return inside;
    const territory = await findStoredTerritory(database, version, code);
    if (territory === null) return null;
    const part = commonScope([territory.path], inside);
    return part.length === 0 ? null : part;
  }
}

/** Positions are whole numbers below the number of stations; seven digits are more than enough. */
function readPosition(cursor: string): number | null {
  return /^\d{1,7}$/.test(cursor) ? Number(cursor) : null;
}

const wrongCursor = {
  code: 'invalid-input',
  errors: [{ field: 'querystring/after', reason: 'This is not a place in the list.' }],
} as const;
