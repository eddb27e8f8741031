import { ok, present, refused } from '@ovoz/basics';
import {
  discardGeographyVersion,
  getGeographyContent,
  getGeographyVersion,
  importGeography,
  listGeographyImports,
  listGeographyVersions,
  proposeGeographyVersion,
} from '@ovoz/contract';
import type { GeographyVersionSummary } from '@ovoz/election-model';
import type { FastifyInstance } from 'fastify';
import type { SubjectPlace } from '../../platform/actor.ts';
import { serve } from '../../platform/operations.ts';
import type { Platform } from '../../platform/platform.ts';
import { readyJson } from '../../platform/ready-json.ts';
import { namesOf } from '../access/public.ts';
import type { MayAct } from './calendar.ts';
import { importGeography as importFiles } from './commands.ts';
import { discardVersion, proposeVersion } from './decisions.ts';
import type { CountryPacks, LoadedPack } from './packs.ts';
import { contentJson } from './store-content.ts';
import {
  findDifference,
  findVersion,
  listImports,
  listVersions,
  type StoredVersion,
} from './store-versions.ts';
import { mayReadStatus, packInScope, readableNumber } from './visible-version.ts';

/** Imports, drafts, and what a second person decides about them. */
export function registerVersions(
  app: FastifyInstance,
  platform: Platform,
  packs: CountryPacks,
  mayAct: MayAct,
): void {
  const { database } = platform;
  /** Acts on the geography of a country need a right over the whole of it. */
  const placeOf = async ({
    params,
  }: {
    readonly params: { readonly pack: string };
  }): Promise<SubjectPlace | null> => {
    const loaded = packs.get(params.pack);
    return loaded === undefined ? null : { territoryPath: loaded.pack.root, election: null };
  };

  serve(app, platform, importGeography, {
    placeOf,
    handle: async ({ params, body, actor, now }) =>
      importFiles(database, packOf(packs, params.pack), mayAct, actor, now, body),
  });

  serve(app, platform, listGeographyImports, {
    placeOf,
    handle: async ({ params }) => {
      const imports = await listImports(database, params.pack);
      const names = await namesOf(
        database,
        imports.map(({ by }) => by),
      );
      return ok({
        imports: imports.map((done) => ({
          ...done,
          at: done.at.toISOString(),
          by: names.get(done.by) ?? '',
        })),
      });
    },
  });

  serve(app, platform, proposeGeographyVersion, {
    placeOf,
    handle: async ({ params, body, actor, now }) =>
      proposeVersion(database, mayAct, actor, now, {
        loaded: packOf(packs, params.pack),
        number: Number(params.version),
        reason: body.reason,
      }),
  });

  serve(app, platform, discardGeographyVersion, {
    placeOf,
    handle: async ({ params, body, actor, now }) =>
      discardVersion(database, actor, now, {
        loaded: packOf(packs, params.pack),
        number: Number(params.version),
        reason: body.reason,
      }),
  });

  serve(app, platform, getGeographyContent, {
    placeOf,
    handle: async ({ params, query, actor, reply }) => {
      const loaded = packOf(packs, params.pack);
      const number = await readableNumber(database, loaded, actor, query.version);
      if (!number.ok) return number;
      return readyJson(reply, await contentJson(database, params.pack, number.value));
    },
  });

  serve(app, platform, listGeographyVersions, {
    lists: true,
    handle: async ({ params, signedIn, scope }) => {
      const found = packInScope(packs, params.pack, scope);
      if (!found.ok) return found;
      const { root } = found.value.loaded.pack;
      const stored = await listVersions(database, params.pack);
      const readable = stored.filter(({ status }) => mayReadStatus(signedIn, root, status));
      return ok({ versions: await summaries(platform, readable) });
    },
  });

  serve(app, platform, getGeographyVersion, {
    lists: true,
    handle: async ({ params, signedIn, scope }) => {
      const found = packInScope(packs, params.pack, scope);
      if (!found.ok) return found;
      const { root } = found.value.loaded.pack;
      const stored = await findVersion(database, params.pack, Number(params.version));
      if (stored === null || !mayReadStatus(signedIn, root, stored.status)) {
        return refused('not-found');
      }
      const [version] = await summaries(platform, [stored]);
      const difference = await findDifference(database, stored.pack, stored.number);
      return ok({
        version: present(version, 'one version has one summary'),
        difference: present(difference, 'every version has its difference'),
      });
    },
  });
}

function packOf(packs: CountryPacks, code: string): LoadedPack {
  return present(packs.get(code), 'the place of the call was found by its pack');
}

async function summaries(
  { database }: Platform,
  stored: readonly StoredVersion[],
): Promise<GeographyVersionSummary[]> {
  const names = await namesOf(
    database,
    stored.map(({ createdBy }) => createdBy),
  );
  return stored.map(({ territories, stations, stationsAbroad, districts, ...version }) => ({
    pack: version.pack,
    number: version.number,
    status: version.status,
    hash: version.hash,
    reason: version.reason,
    createdAt: version.createdAt.toISOString(),
    createdBy: names.get(version.createdBy) ?? '',
    decidedAt: version.decidedAt?.toISOString() ?? null,
    counts: { territories, stations, stationsAbroad, districts },
  }));
}
