import { ok, present, refused } from '@ovoz/basics';
import {
  type AssignmentSet,
  computeAssignment,
  discardAssignment,
  getAssignmentSet,
  importAssignment,
  listAssignedStations,
  listAssignmentMoves,
  listAssignmentSets,
  listUnplacedAddresses,
  MAX_MOVES,
  placeAddress,
  proposeAssignment,
} from '@ovoz/contract';
import type { CountryPack, TerritoryPath } from '@ovoz/election-model';
import type { FastifyInstance } from 'fastify';
import type { SubjectPlace } from '../../platform/actor.ts';
import { serve } from '../../platform/operations.ts';
import type { Platform } from '../../platform/platform.ts';
import { commonScope, scopeInside } from '../../platform/scope.ts';
import { openRegister } from '../../platform/register-scope.ts';
import { namesOf } from '../access/public.ts';
import { type CountryPacks, currentGeography, findTerritory } from '../geography/public.ts';
import { computeAgain, importRules, placeByHand } from './commands.ts';
import { discardSet, proposeSet } from './decisions.ts';
import { pageOfQueue, QUEUE_PAGE, queuedPlace } from './store-addresses.ts';
import { movesInside, pageOfSizes, STATIONS_PAGE } from './store-results.ts';
import { findSet, importReportOf, listSets, setInForce, type StoredSet } from './store-sets.ts';

/** Sets of rules, what they give and move, and the queue of addresses without a station. */
export function registerPrecinctAssignment(
  app: FastifyInstance,
  platform: Platform,
  packs: CountryPacks,
): void {
  const { database } = platform;
  const nation = async ({
    params,
  }: {
    readonly params: { readonly pack: string };
  }): Promise<SubjectPlace | null> => {
    const loaded = packs.get(params.pack);
    return loaded === undefined ? null : { territoryPath: loaded.pack.root, election: null };
  };
  const packOf = (code: string): CountryPack =>
    present(packs.get(code), 'the place of the call was found by its pack').pack;

  /** The parts of a country that the caller may see, narrowed to a territory that was asked for. */
  const partsOf = async (
    code: string,
    scope: readonly TerritoryPath[],
    territory: string | undefined,
  ) => {
    const loaded = packs.get(code);
    if (loaded === undefined) return refused('pack-unknown' as const);
    const inside = scopeInside(loaded.pack.root, scope);
    if (inside.length === 0) return refused('not-found' as const);
    if (territory === undefined) return ok(inside);
    const current = await currentGeography(database, code);
    const found =
      current === null
        ? null
        : await findTerritory(database, { pack: code, number: current.number }, territory);
    const parts = found === null ? [] : commonScope(inside, [found.path]);
    return parts.length === 0 ? refused('not-found' as const) : ok(parts);
  };

  serve(app, platform, listAssignmentSets, {
    lists: true,
    handle: async ({ params, scope }) => {
      const parts = await partsOf(params.pack, scope, undefined);
      if (!parts.ok) return parts;
      return ok({ sets: await views(platform, await listSets(database, params.pack)) });
    },
  });

  serve(app, platform, getAssignmentSet, {
    lists: true,
    handle: async ({ params, scope }) => {
      const parts = await partsOf(params.pack, scope, undefined);
      if (!parts.ok) return parts;
      const key = { pack: params.pack, number: Number(params.set) };
      const stored = await findSet(database, key);
      const importReport = await importReportOf(database, key);
      if (stored === null || importReport === null) return refused('not-found');
      const [set] = await views(platform, [stored]);
      return ok({ set: present(set, 'one set has one view'), importReport });
    },
  });

  serve(app, platform, listAssignmentMoves, {
    lists: true,
    handle: async ({ params, query, scope }) => {
      const parts = await partsOf(params.pack, scope, query.territory);
      if (!parts.ok) return parts;
      const set = await findSet(database, { pack: params.pack, number: Number(params.set) });
      if (set === null) return refused('not-found');
      const { moves, territories, total } = await movesInside(
        database,
        set,
        parts.value,
        MAX_MOVES,
      );
      return ok({ moves: [...moves], territories: [...territories], total });
    },
  });

  serve(app, platform, listAssignedStations, {
    lists: true,
    handle: async ({ params, query, scope }) => {
      const parts = await partsOf(params.pack, scope, query.territory);
      if (!parts.ok) return parts;
      const set = await findSet(database, { pack: params.pack, number: Number(params.set) });
      if (set === null) return refused('not-found');
      const { stations, total } = await pageOfSizes(database, set, {
        inside: parts.value,
        finding: query.finding ?? null,
        after: query.after === undefined ? -1 : Number(query.after),
      });
      const last = stations.length === STATIONS_PAGE ? stations.at(-1) : undefined;
      return ok({
        stations: stations.map(({ position: _position, ...station }) => station),
        total,
        next: last === undefined ? null : String(last.position),
      });
    },
  });

  serve(app, platform, importAssignment, {
    placeOf: nation,
    handle: async ({ params, body, actor, now }) =>
      importRules(database, packOf(params.pack), actor, now, body),
  });

  serve(app, platform, computeAssignment, {
    placeOf: nation,
    handle: async ({ params, now }) =>
      computeAgain(database, packOf(params.pack), Number(params.set), now),
  });

  serve(app, platform, proposeAssignment, {
    placeOf: nation,
    handle: async ({ params, body, actor, now }) =>
      proposeSet(database, actor, now, {
        pack: packOf(params.pack),
        number: Number(params.set),
        reason: body.reason,
      }),
  });

  serve(app, platform, discardAssignment, {
    placeOf: nation,
    handle: async ({ params, body, actor, now }) =>
      discardSet(database, actor, now, {
        pack: packOf(params.pack),
        number: Number(params.set),
        reason: body.reason,
      }),
  });

  serve(app, platform, listUnplacedAddresses, {
    lists: true,
    handle: async ({ params, query, scope }) => {
      const parts = await partsOf(params.pack, scope, query.territory);
      if (!parts.ok) return parts;
      const set = await setInForce(database, params.pack);
      const after = query.after === undefined ? null : readPlace(query.after);
      // Its voters are counted, which only an open register allows.
      const { addresses, total } = await database.begin(async (transaction) => {
        await openRegister(transaction, parts.value);
        return pageOfQueue(transaction, params.pack, parts.value, after);
      });
      const last = addresses.length === QUEUE_PAGE ? addresses.at(-1) : undefined;
      return ok({
        addresses: [...addresses],
        total,
        next: last === undefined ? null : writePlace(last),
        set: set?.number ?? null,
      });
    },
  });

  serve(app, platform, placeAddress, {
    placeOf: async ({ params }) => {
      const path = packs.has(params.pack)
        ? await queuedPlace(database, params.pack, Number(params.address))
        : null;
      return path === null ? null : { territoryPath: path, election: null };
    },
    handle: async ({ params, body, actor, now }) =>
      placeByHand(database, packOf(params.pack), actor, now, {
        addressId: Number(params.address),
        ...body,
      }),
  });
}

/** A cursor has no slash. */
function writePlace(place: { readonly territoryPath: string; readonly addressId: number }): string {
  return `${place.territoryPath.replaceAll('/', '.')}:${place.addressId}`;
}

function readPlace(cursor: string) {
  const [path = '', addressId = '0'] = cursor.split(':');
  return { territoryPath: path.replaceAll('.', '/'), addressId: Number(addressId) || 0 };
}

async function views(
  { database }: Platform,
  stored: readonly StoredSet[],
): Promise<AssignmentSet[]> {
  const names = await namesOf(
    database,
    stored.map(({ createdBy }) => createdBy),
  );
  return stored.map((set) => ({
    number: set.number,
    status: set.status,
    follows: set.follows,
    geography: set.geography,
    hash: set.hash,
    reason: set.reason,
    createdAt: set.createdAt.toISOString(),
    createdBy: names.get(set.createdBy) ?? '',
    decidedAt: set.decidedAt?.toISOString() ?? null,
    progress: set.progress,
    isComputing: isComputing(set),
    computedAt: set.computedAt?.toISOString() ?? null,
    report: set.report,
  }));
}

function isComputing({ status, askedAt, computedAt }: StoredSet): boolean {
  if (status === 'computing' || status === 'entering') return true;
  if (status === 'superseded' || status === 'discarded') return false;
  return computedAt === null || askedAt > computedAt;
}
