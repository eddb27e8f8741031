import { randomUUID } from 'node:crypto';
import { ok, type Result, refused } from '@ovoz/basics';
import {
  decideDuplicatePair,
  listDuplicatePairs,
  listDuplicateSearches,
  type MatchRun,
  openDuplicatePair,
  PAGE_SIZE,
  type RefusalCode,
  startDuplicateSearch,
} from '@ovoz/contract';
import type { FastifyInstance } from 'fastify';
import type { SubjectPlace } from '../../platform/actor.ts';
import { inTransaction } from '../../platform/database.ts';
import { recordFact } from '../../platform/evidence.ts';
import { enqueue } from '../../platform/jobs.ts';
import { serve } from '../../platform/operations.ts';
import type { Platform } from '../../platform/platform.ts';
import { openRegister } from '../../platform/register-scope.ts';
import { scopeInside } from '../../platform/scope.ts';
import type { CountryPacks } from '../geography/public.ts';
import { registerKeys } from '../voter-register/public.ts';
import { decidePair } from './decisions.ts';
import { searchStarted } from './events.ts';
import { openPair, placeOfPair, summaryOf } from './pairs.ts';
import { registerQuality } from './quality-routes.ts';
import { SEARCH_TASK } from './start-search.ts';
import { countPairs, listPairs } from './store-pairs.ts';
import { insertRun, listRuns, type RunRow } from './store-runs.ts';

const SHOWN_RUNS = 50;

/** Searches for people who stand in the register twice, and what people decide about the pairs. */
export function registerDuplicates(
  app: FastifyInstance,
  platform: Platform,
  packs: CountryPacks,
): void {
  const { database } = platform;
  const keys = registerKeys(platform.keys.register);
  const placeOfPack = async (pack: string): Promise<SubjectPlace | null> => {
    const root = packs.get(pack)?.pack.root;
    return root === undefined ? null : { territoryPath: root, election: null };
  };
  const placeIn = async ({ pack, pair }: { readonly pack: string; readonly pair: string }) => {
    const territoryPath = await placeOfPair(database, pack, pair);
    return territoryPath === null ? null : { territoryPath, election: null };
  };

  serve(app, platform, startDuplicateSearch, {
    placeOf: ({ params }) => placeOfPack(params.pack),
    handle: ({ params: { pack }, actor, place, now }) =>
      inTransaction(database, async (transaction): Promise<Result<{ id: string }, RefusalCode>> => {
        if (packs.get(pack)?.pack.voterList === undefined) return refused('list-law-missing');
        const id = randomUUID();
        const run = { id, pack, kind: 'full' as const, requestedBy: actor.personId };
        if (!(await insertRun(transaction, run, now))) return refused('search-running');
        await enqueue(transaction, SEARCH_TASK);
        const { territoryPath } = place;
        const subject = `${pack}/duplicates/${id}`;
        await recordFact(
          transaction,
          searchStarted,
          { now, actor: actor.actingAs, election: null, territoryPath, subject },
          { person: actor.personId },
        );
        return ok({ id });
      }),
  });

  serve(app, platform, listDuplicateSearches, {
    lists: true,
    handle: async ({ params: { pack }, scope }) => {
      const root = packs.get(pack)?.pack.root;
      if (root === undefined || scopeInside(root, scope).length === 0) return refused('not-found');
      const runs = await listRuns(database, pack, SHOWN_RUNS);
      return ok({ runs: runs.map(runJson) });
    },
  });

  serve(app, platform, listDuplicatePairs, {
    lists: true,
    handle: async ({ params: { pack }, query, scope }) => {
      const root = packs.get(pack)?.pack.root;
      if (root === undefined || scopeInside(root, scope).length === 0) return refused('not-found');
      return database.begin(async (transaction) => {
        await openRegister(transaction, scopeInside(root, scope));
        const filter = { pack, status: query.status ?? ('open' as const) };
        const after = placeOfCursor(query.cursor);
        const found = await listPairs(transaction, filter, after, PAGE_SIZE + 1);
        const shown = found.slice(0, PAGE_SIZE);
        const last = found.length > PAGE_SIZE ? shown.at(-1) : undefined;
        return ok({
          pairs: shown.map(summaryOf),
          next: last === undefined ? null : `${last.weight}.${last.id}`,
          ...(await countPairs(transaction, pack)),
        });
      });
    },
  });

  serve(app, platform, openDuplicatePair, {
    placeOf: ({ params }) => placeIn(params),
    handle: ({ params, body, actor, now }) =>
      openPair(database, keys, actor, now, { pair: params.pair, ...body }),
  });

  serve(app, platform, decideDuplicatePair, {
    placeOf: ({ params }) => placeIn(params),
    handle: ({ params, body, actor, now }) =>
      decidePair(database, actor, now, {
        ...params,
        ...body,
        superfluous: body.superfluous === null ? null : Number(body.superfluous),
      }),
  });

  registerQuality(app, platform, keys, placeOfPack);
}

/** A cursor of another form begins at the start. */
function placeOfCursor(cursor = ''): { readonly weight: number; readonly id: number } | null {
  const [, weight, id] = /^(-?\d{1,9})\.(\d{1,15})$/.exec(cursor) ?? [];
  return weight === undefined ? null : { weight: Number(weight), id: Number(id) };
}

function runJson({
  id,
  kind,
  status,
  step,
  progress,
  requestedAt,
  endedAt,
  report,
}: RunRow): MatchRun {
  return {
    id,
    kind,
    status,
    step,
    progress,
    requestedAt: requestedAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
    report,
  };
}
