import { ok, present, refused } from '@ovoz/basics';
import {
  appointMember,
  createCommission,
  endMembership,
  getCommission,
  importCommissions,
  listCommissions,
  PAGE_SIZE,
} from '@ovoz/contract';
import { type CountryPack, localDay } from '@ovoz/election-model';
import type { FastifyInstance } from 'fastify';
import type { SubjectPlace } from '../../platform/actor.ts';
import { serve } from '../../platform/operations.ts';
import type { Platform } from '../../platform/platform.ts';
import { commonScope, scopeInside } from '../../platform/scope.ts';
import { foldForSearch } from '../../platform/search-text.ts';
import {
  type CountryPacks,
  currentGeography,
  findTerritory,
  type MayAct,
} from '../geography/public.ts';
import * as commands from './commands.ts';
import { importCommissions as importFiles } from './import-files.ts';
import { findCommission, findMembership, listMemberships, pageOfCommissions } from './store.ts';

/** Commissions, their members, and who may form and appoint them. */
export function registerCommissions(
  app: FastifyInstance,
  platform: Platform,
  packs: CountryPacks,
  mayAct: MayAct,
): void {
  registerReading(app, platform, packs);
  registerActs(app, platform, packs, mayAct);
}

function registerReading(app: FastifyInstance, platform: Platform, packs: CountryPacks): void {
  const { database } = platform;

  serve(app, platform, listCommissions, {
    lists: true,
    handle: async ({ params, query, scope, now }) => {
      const pack = packs.get(params.pack)?.pack;
      if (pack === undefined) return refused('pack-unknown');
      const inside = await narrow(pack, scopeInside(pack.root, scope), query.territory);
      if (inside.length === 0) return refused('not-found');
      const after = query.after ?? null;
      if (after !== null && (await findCommission(database, pack.code, after)) === null) {
        return refused(wrongCursor);
      }
      const page = await pageOfCommissions(
        database,
        {
          pack: pack.code,
          kinds: pack.commissionKinds.map(({ code }) => code),
          inside,
          kind: query.kind ?? null,
          search: foldForSearch(query.search ?? '').trim(),
          today: localDay(now.getTime(), pack.timeZone),
        },
        { after, size: PAGE_SIZE + 1 },
      );
      const commissions = page.commissions.slice(0, PAGE_SIZE);
      const last = page.commissions.length > PAGE_SIZE ? commissions.at(-1) : undefined;
      return ok({ commissions, total: page.total, next: last?.commission.code ?? null });
    },
  });

  serve(app, platform, getCommission, {
    placeOf: ({ params }) => placeOfCommission(platform, params.pack, params.code),
    handle: async ({ params, now }) => {
      const pack = packs.get(params.pack)?.pack;
      const stored = await findCommission(database, params.pack, params.code);
      if (pack === undefined || stored === null) return refused('not-found');
      const today = localDay(now.getTime(), pack.timeZone);
      const memberships = await listMemberships(database, params.pack, params.code);
      return ok({
        commission: stored.commission,
        memberships: memberships.map(({ id, membership }) => ({
          id,
          membership,
          active:
            membership.from <= today && (membership.until === null || membership.until >= today),
        })),
      });
    },
  });

  /** The part of the caller's territories in the one that is asked for; empty when there is none. */
  async function narrow(
    { code: packCode }: CountryPack,
    inside: readonly string[],
    territoryCode: string | undefined,
  ): Promise<readonly string[]> {
    if (territoryCode === undefined) return inside;
    const current = await currentGeography(database, packCode);
    if (current === null) return [];
    const version = { pack: packCode, number: current.number };
    const territory = await findTerritory(database, version, territoryCode);
    return territory === null ? [] : commonScope([territory.path], inside);
  }
}

function registerActs(
  app: FastifyInstance,
  platform: Platform,
  packs: CountryPacks,
  mayAct: MayAct,
): void {
  const { database } = platform;

  serve(app, platform, importCommissions, {
    placeOf: async ({ params }) => placeOfPack(packs, params.pack),
    handle: async ({ params, body, actor, now }) =>
      importFiles(database, packOf(packs, params.pack), mayAct, actor, now, body),
  });

  serve(app, platform, createCommission, {
    placeOf: async ({ params, body }) => {
      const place = placeOfPack(packs, params.pack);
      const current = await currentGeography(database, params.pack);
      // Without a geography nothing has a place but the country: the handler says what is missing.
      if (place === null || current === null) return place;
      const version = { pack: params.pack, number: current.number };
      const territory = await findTerritory(database, version, body.territoryCode);
      return territory === null ? null : { territoryPath: territory.path, election: null };
    },
    handle: async ({ params, body, actor, now }) =>
      commands.createCommission(database, packOf(packs, params.pack), mayAct, actor, now, body),
  });

  serve(app, platform, appointMember, {
    placeOf: ({ params }) => placeOfCommission(platform, params.pack, params.code),
    handle: async ({ params, body, actor, now }) =>
      commands.appointMember(database, packOf(packs, params.pack), actor, now, {
        code: params.code,
        membership: body,
      }),
  });

  serve(app, platform, endMembership, {
    placeOf: async ({ params }) => {
      const stored = await findMembership(database, params.id);
      if (stored === null) return null;
      return placeOfCommission(platform, stored.pack, stored.membership.commissionCode);
    },
    handle: async ({ params, body, actor, now }) => {
      const stored = await findMembership(database, params.id);
      if (stored === null) return refused('not-found');
      const { on, reason } = body;
      const end = { id: params.id, on, reason };
      return commands.endMembership(database, packOf(packs, stored.pack), actor, now, end);
    },
  });
}

function placeOfPack(packs: CountryPacks, code: string): SubjectPlace | null {
  const loaded = packs.get(code);
  return loaded === undefined ? null : { territoryPath: loaded.pack.root, election: null };
}

async function placeOfCommission(
  { database }: Platform,
  pack: string,
  code: string,
): Promise<SubjectPlace | null> {
  const stored = await findCommission(database, pack, code);
  return stored === null ? null : { territoryPath: stored.territoryPath, election: null };
}

function packOf(packs: CountryPacks, code: string): CountryPack {
  return present(packs.get(code), 'the place of the call was found by its pack').pack;
}

const wrongCursor = {
  code: 'invalid-input',
  errors: [{ field: 'querystring/after', reason: 'This is not a place in the list.' }],
} as const;
