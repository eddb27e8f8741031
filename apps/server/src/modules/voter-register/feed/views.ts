import type {
  AnswerOf,
  FeedState,
  getReconciliation,
  getRegisterBatch,
  listRegisterBatches,
  Reconciliation,
  RegisterBatch,
  RegisterSupplier,
} from '@ovoz/contract';
import { PAGE_SIZE } from '@ovoz/contract';
import type { CountryPack, TerritoryPath } from '@ovoz/election-model';
import { REGISTERS } from '@ovoz/voter-register';
import { ok, present, type Result } from '@ovoz/basics';
import { inTransaction, type Queries } from '../../../platform/database.ts';
import type { Platform } from '../../../platform/platform.ts';
import { openRegister, WHOLE_REGISTER } from '../../../platform/register-scope.ts';
import { allTerritories, currentGeography } from '../../geography/public.ts';
import { manifestOf, rowsOf } from './receiving.ts';
import { batchFolder } from '../batch-folder.ts';
import { receivedBytes } from './staged-files.ts';
import { appliedBatches, findBatch, listBatches, type StoredBatch } from '../store-batches.ts';
import { countLines, countOpenLines } from '../store-quarantine.ts';
import {
  differencesOf,
  newestCompared,
  type StoredReconciliation,
} from '../store-reconciliations.ts';
import { findSupplier, type StoredSupplier } from '../store-suppliers.ts';
import { findUpload, listUploads, type Upload } from '../store-uploads.ts';
import { fingerprintOf } from './suppliers.ts';

/** Registers are compared every week: deltas drift. */
const RECONCILE_EVERY_MS = 7 * 24 * 60 * 60_000;

export function supplierView(supplier: StoredSupplier): RegisterSupplier {
  const { id, register, name, publicKey, registeredAt, endedAt } = supplier;
  return {
    id,
    register,
    name,
    publicKey: publicKey.toString('base64url'),
    fingerprint: fingerprintOf(publicKey),
    registeredAt: registeredAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
  };
}

/** A page of batches; what is on its way stands on the first one. */
export async function batchesPage(
  platform: Platform,
  pack: string,
  cursor: string | undefined,
): Promise<AnswerOf<typeof listRegisterBatches>> {
  const { database } = platform;
  const after = cursor === undefined ? null : placeOfCursor(cursor);
  const [feeds, uploads, stored] = await Promise.all([
    feedStates(platform, pack),
    after === null ? listUploads(database, pack) : [],
    listBatches(database, pack, after, PAGE_SIZE + 1),
  ]);
  const page = stored.slice(0, PAGE_SIZE);
  const last = stored.length > PAGE_SIZE ? page.at(-1) : undefined;
  const arriving = await Promise.all(uploads.map((upload) => uploadView(platform, upload)));
  return {
    feeds,
    batches: [...arriving, ...page.map(batchView)],
    next: last === undefined ? null : `${last.receivedAt.getTime()}_${last.id}`,
  };
}

/** A cursor that is none of ours begins anew. */
function placeOfCursor(cursor: string): { receivedAt: Date; id: string } | null {
  const match = /^(?<time>\d{1,15})_(?<id>[0-9a-f-]{36})$/.exec(cursor)?.groups;
  if (match?.['time'] === undefined || match['id'] === undefined) return null;
  return { receivedAt: new Date(Number(match['time'])), id: match['id'] };
}

async function feedStates({ database, now }: Platform, pack: string): Promise<FeedState[]> {
  const counted = await inTransaction(
    database,
    async (transaction): Promise<Result<FeedState[], never>> => {
      // Counts only: nothing of a person leaves this function.
      await openRegister(transaction, WHOLE_REGISTER);
      const applied = await appliedBatches(transaction, pack);
      const compared = await newestCompared(transaction, pack);
      const open = await countOpenLines(transaction, pack);
      return ok(
        REGISTERS.map((register) => {
          const batch = applied.get(register);
          const comparison = compared.get(register);
          const since = comparison?.comparedAt ?? batch?.since;
          return {
            register,
            applied: batch?.sequence ?? null,
            appliedAt: batch?.appliedAt.toISOString() ?? null,
            asOf: batch?.asOf.toISOString() ?? null,
            openLines: open.get(register) ?? 0,
            reconciledAt: comparison?.comparedAt.toISOString() ?? null,
            differing: comparison?.differing ?? null,
            isOverdue:
              since !== undefined && now().getTime() - since.getTime() > RECONCILE_EVERY_MS,
          };
        }),
      );
    },
  );
  return counted.ok ? counted.value : [];
}

function batchView(batch: StoredBatch): RegisterBatch {
  const { id, register, sequence, kind, manifestHash, status, step, progress, refusal } = batch;
  return {
    id,
    register,
    sequence,
    kind,
    supplier: batch.supplierName,
    manifestHash: manifestHash.toString('hex'),
    asOf: batch.asOf.toISOString(),
    receivedAt: batch.receivedAt.toISOString(),
    status,
    step,
    progress,
    rows: rowsOf(manifestOf(batch.manifest)),
    quarantined: batch.report?.outcomes.quarantined ?? null,
    refusal,
    endedAt: batch.endedAt?.toISOString() ?? null,
  };
}

async function uploadView(platform: Platform, upload: Upload): Promise<RegisterBatch> {
  const manifest = manifestOf(upload.manifest);
  const supplier = await findSupplier(platform.database, upload.supplier);
  const files = await filesHere(platform, upload.id, upload.manifest, true);
  const sum = (of: 'bytes' | 'received') => files.reduce((total, file) => total + file[of], 0);
  return {
    id: upload.id,
    register: upload.register,
    sequence: upload.sequence,
    kind: manifest.kind,
    supplier: supplier?.name ?? '',
    manifestHash: upload.manifestHash.toString('hex'),
    asOf: manifest.asOf,
    receivedAt: upload.startedAt.toISOString(),
    status: 'arriving',
    step: null,
    progress: Math.floor((1000 * sum('received')) / sum('bytes')),
    rows: rowsOf(manifest),
    quarantined: null,
    refusal: null,
    endedAt: null,
  };
}

async function filesHere(
  { configuration }: Platform,
  id: string,
  manifest: Buffer,
  isArriving: boolean,
) {
  const folder = batchFolder(configuration.dataDirectory, id);
  return Promise.all(
    manifestOf(manifest).files.map(async (file) => ({
      name: file.name,
      bytes: file.bytes,
      rows: file.rows,
      sha256: file.sha256,
      received: isArriving ? await receivedBytes(folder, file) : file.bytes,
    })),
  );
}

/** A batch with its report; null when there is none. */
export async function batchDetail(
  platform: Platform,
  { code, voterList }: CountryPack,
  id: string,
): Promise<AnswerOf<typeof getRegisterBatch> | null> {
  const { database } = platform;
  const limits = present(voterList, 'a batch is of a country with a voter list').circuitBreaker;
  const upload = await findUpload(database, { id });
  if (upload !== null) {
    return {
      batch: await uploadView(platform, upload),
      pack: code,
      files: await filesHere(platform, id, upload.manifest, true),
      report: null,
      limits,
      lines: [],
    };
  }
  const batch = await findBatch(database, { id });
  if (batch === null) return null;
  return {
    batch: batchView(batch),
    pack: code,
    files: await filesHere(platform, id, batch.manifest, false),
    report: batch.report,
    limits,
    lines: await linesOf(platform, id),
  };
}

/** How many lines were set aside for each reason: counts only. */
async function linesOf({ database }: Platform, id: string) {
  const counted = await inTransaction(database, async (transaction) => {
    await openRegister(transaction, WHOLE_REGISTER);
    return ok([...(await countLines(transaction, id))]);
  });
  return counted.ok ? counted.value : [];
}

export function reconciliationView(stored: StoredReconciliation): Reconciliation {
  const {
    id,
    register,
    supplierName,
    sequence,
    asOf,
    receivedAt,
    comparedAt,
    districts,
    differing,
  } = stored;
  return {
    id,
    register,
    supplier: supplierName,
    sequence,
    asOf: asOf.toISOString(),
    receivedAt: receivedAt.toISOString(),
    comparedAt: comparedAt?.toISOString() ?? null,
    districts,
    differing,
  };
}

/** A comparison with the districts that differ, by their names. */
export async function reconciliationDetail(
  queries: Queries,
  root: TerritoryPath,
  stored: StoredReconciliation,
): Promise<AnswerOf<typeof getReconciliation>> {
  const { pack } = stored;
  const current = await currentGeography(queries, pack);
  const territories =
    current === null ? [] : await allTerritories(queries, { pack, ...current }, root);
  const names = new Map(territories.map(({ territory }) => [territory.code, territory.name.en]));
  const differences = await differencesOf(queries, stored.id);
  return {
    reconciliation: reconciliationView(stored),
    pack,
    differences: differences.map((difference) => ({
      ...difference,
      name: names.get(difference.territory) ?? difference.territory,
    })),
  };
}
