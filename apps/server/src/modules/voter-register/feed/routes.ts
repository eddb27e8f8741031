import { ok, refused } from '@ovoz/basics';
import {
  announceBatch,
  finishBatch,
  getReconciliation,
  getRegisterBatch,
  listQuarantine,
  listReconciliations,
  listRegisterBatches,
  listRegisterSuppliers,
  openQuarantineLine,
  PAGE_SIZE,
  proposeBatchRelease,
  proposeRegisterSupplier,
  proposeSupplierEnd,
  refuseHeldBatch,
  resolveQuarantineLine,
  sendBatchFile,
  sendChecksums,
} from '@ovoz/contract';
import type { CountryPack } from '@ovoz/election-model';
import type { FastifyInstance } from 'fastify';
import type { SubjectPlace } from '../../../platform/actor.ts';
import { inTransaction } from '../../../platform/database.ts';
import { serve } from '../../../platform/operations.ts';
import type { Platform } from '../../../platform/platform.ts';
import { openRegister } from '../../../platform/register-scope.ts';
import type { CountryPacks } from '../../geography/public.ts';
import { proposeRelease, refuseBatch } from './holds.ts';
import { openLine, settleLine } from './quarantine.ts';
import { announce, finish, receivePiece } from './receiving.ts';
import { receiveChecksums } from './reconciling.ts';
import { findBatch } from '../store-batches.ts';
import { listLines } from '../store-quarantine.ts';
import {
  findReconciliation,
  listReconciled,
  type StoredReconciliation,
} from '../store-reconciliations.ts';
import { listSuppliers } from '../store-suppliers.ts';
import { findUpload } from '../store-uploads.ts';
import { proposeEnd, proposeSupplier } from './suppliers.ts';
import {
  batchDetail,
  batchesPage,
  reconciliationDetail,
  reconciliationView,
  supplierView,
} from './views.ts';

/** A country whose voter list the installation keeps. */
type FeedPlace = SubjectPlace & { readonly pack: CountryPack };

type Params<Name extends string> = { readonly params: { readonly [N in Name]: string } };

/** The door of the registers, and what the commission decides about their batches. */
export function registerVoterFeed(
  app: FastifyInstance,
  platform: Platform,
  packs: CountryPacks,
): void {
  const { database } = platform;
  const placeOfPack = (code: string | undefined): FeedPlace | null => {
    const pack = code === undefined ? undefined : packs.get(code)?.pack;
    if (pack?.voterList === undefined) return null;
    return { territoryPath: pack.root, election: null, pack };
  };
  const ofPack = async ({ params }: Params<'pack'>) => placeOfPack(params.pack);
  const ofBatch = async ({ params: { id } }: Params<'id'>) => {
    const found = (await findUpload(database, { id })) ?? (await findBatch(database, { id }));
    return placeOfPack(found?.pack);
  };
  registerSuppliers(app, platform, ofPack);
  registerReceiving(app, platform, ofPack, ofBatch);
  registerBatches(app, platform, ofPack, ofBatch);
  registerQuarantine(app, platform, ofBatch);
  registerReconciling(app, platform, ofPack, placeOfPack);
}

type PlaceOfPack = (input: Params<'pack'>) => Promise<FeedPlace | null>;
type PlaceOfBatch = (input: Params<'id'>) => Promise<FeedPlace | null>;

function registerSuppliers(app: FastifyInstance, platform: Platform, placeOf: PlaceOfPack): void {
  const { database } = platform;

  serve(app, platform, listRegisterSuppliers, {
    placeOf,
    handle: async ({ params }) => {
      const suppliers = await listSuppliers(database, params.pack);
      return ok({ suppliers: suppliers.map(supplierView) });
    },
  });

  serve(app, platform, proposeRegisterSupplier, {
    placeOf,
    handle: ({ params, body, actor, place, now }) =>
      proposeSupplier(database, actor, now, { ...place, pack: params.pack }, body),
  });

  serve(app, platform, proposeSupplierEnd, {
    placeOf,
    handle: ({ params, body, actor, place, now }) =>
      proposeEnd(database, actor, now, { ...place, pack: params.pack }, body),
  });
}

function registerReceiving(
  app: FastifyInstance,
  platform: Platform,
  ofPack: PlaceOfPack,
  ofBatch: PlaceOfBatch,
): void {
  serve(app, platform, announceBatch, {
    placeOf: ofPack,
    handle: ({ params, body, now }) => announce(platform, now, params.pack, body),
  });

  serve(app, platform, sendBatchFile, {
    placeOf: ofBatch,
    handle: ({ params, query, stream }) =>
      receivePiece(platform, { ...params, offset: Number(query.offset) }, stream),
  });

  serve(app, platform, finishBatch, {
    placeOf: ofBatch,
    handle: ({ params, actor, now }) => finish(platform, actor, now, params.id),
  });
}

function registerBatches(
  app: FastifyInstance,
  platform: Platform,
  ofPack: PlaceOfPack,
  ofBatch: PlaceOfBatch,
): void {
  const { database } = platform;

  serve(app, platform, listRegisterBatches, {
    placeOf: ofPack,
    handle: async ({ params, query }) => ok(await batchesPage(platform, params.pack, query.cursor)),
  });

  serve(app, platform, getRegisterBatch, {
    placeOf: ofBatch,
    handle: async ({ params, place }) => {
      const detail = await batchDetail(platform, place.pack, params.id);
      return detail === null ? refused('not-found') : ok(detail);
    },
  });

  serve(app, platform, proposeBatchRelease, {
    placeOf: ofBatch,
    handle: ({ params, body, actor, place, now }) =>
      proposeRelease(database, actor, now, place.territoryPath, { ...params, ...body }),
  });

  serve(app, platform, refuseHeldBatch, {
    placeOf: ofBatch,
    handle: ({ params, body, actor, now }) =>
      refuseBatch(platform, actor, now, { ...params, ...body }),
  });
}

function registerQuarantine(app: FastifyInstance, platform: Platform, placeOf: PlaceOfBatch): void {
  const { database } = platform;

  serve(app, platform, listQuarantine, {
    placeOf,
    handle: ({ params, query, actor }) =>
      inTransaction(database, async (transaction) => {
        await openRegister(transaction, [actor.actingAs.territoryPath]);
        const filter = { reason: query.reason ?? null, after: afterLine(query.cursor) };
        const found = await listLines(transaction, params.id, filter, PAGE_SIZE + 1);
        const lines = found.slice(0, PAGE_SIZE).map((line) => ({
          ...line,
          resolvedAt: line.resolvedAt?.toISOString() ?? null,
        }));
        const last = found.length > PAGE_SIZE ? lines.at(-1) : undefined;
        return ok({ lines, next: last === undefined ? null : `${last.file}:${last.line}` });
      }),
  });

  serve(app, platform, openQuarantineLine, {
    placeOf,
    handle: ({ params, body, actor, now }) =>
      openLine(platform, actor, now, lineKey(params), body.purpose),
  });

  serve(app, platform, resolveQuarantineLine, {
    placeOf,
    handle: ({ params, body, actor, now }) =>
      settleLine(platform, actor, now, lineKey(params), body.resolution),
  });
}

function lineKey({ id, file, line }: { id: string; file: string; line: string }) {
  return { batch: id, file, line: Number(line) };
}

/** A cursor that is none of ours begins anew. */
function afterLine(cursor: string | undefined): { file: string; line: number } | null {
  const match = /^(?<file>[a-z0-9.-]+):(?<line>\d{1,9})$/.exec(cursor ?? '')?.groups;
  if (match?.['file'] === undefined) return null;
  return { file: match['file'], line: Number(match['line']) };
}

function registerReconciling(
  app: FastifyInstance,
  platform: Platform,
  ofPack: PlaceOfPack,
  placeOfPack: (code: string | undefined) => FeedPlace | null,
): void {
  const { database } = platform;

  serve(app, platform, sendChecksums, {
    placeOf: ofPack,
    handle: ({ params, body, now }) => receiveChecksums(platform, now, params.pack, body),
  });

  serve(app, platform, listReconciliations, {
    placeOf: ofPack,
    handle: async ({ params }) => {
      const stored = await listReconciled(database, params.pack);
      return ok({ reconciliations: stored.map(reconciliationView) });
    },
  });

  type ComparedPlace = FeedPlace & { readonly stored: StoredReconciliation };
  serve<typeof getReconciliation, ComparedPlace>(app, platform, getReconciliation, {
    placeOf: async ({ params }) => {
      const stored = await findReconciliation(database, params.id);
      const place = placeOfPack(stored?.pack);
      return stored === null || place === null ? null : { ...place, stored };
    },
    handle: async ({ place }) =>
      ok(await reconciliationDetail(database, place.territoryPath, place.stored)),
  });
}
