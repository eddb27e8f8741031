import { randomUUID } from 'node:crypto';
import { ok, present, type Result, refused } from '@ovoz/basics';
import type { AnswerOf, announceBatch, BatchStatus, RefusalCode } from '@ovoz/contract';
import {
  type BatchManifest,
  manifestMessage,
  parseManifest,
  type Register,
} from '@ovoz/voter-register';
import type { Actor } from '../../../platform/actor.ts';
import { inTransaction, type Queries } from '../../../platform/database.ts';
import { verifyEd25519 } from '../../../platform/ed25519.ts';
import { recordFact, sha256 } from '../../../platform/evidence.ts';
import { enqueue } from '../../../platform/jobs.ts';
import type { Platform } from '../../../platform/platform.ts';
import type { Refusal } from '../../../platform/problem.ts';
import { batchFolder } from '../batch-folder.ts';
import { batchReceived } from './events.ts';
import {
  appendPiece,
  isWhole,
  receivedBytes,
  removeFolder,
  writeManifest,
} from './staged-files.ts';
import { findBatch, insertBatch, newestBatch, otherCountry } from '../store-batches.ts';
import { findSupplier, listSuppliers, type StoredSupplier } from '../store-suppliers.ts';
import {
  findUpload,
  insertUpload,
  lockFeed,
  removeStaleUploads,
  removeUpload,
  type Upload,
} from '../store-uploads.ts';

type Outcome<Value> = Promise<Result<Value, RefusalCode | Refusal>>;
type Announced = AnswerOf<typeof announceBatch>;

export const LOAD_TASK = 'load-register-batch';

/** Clocks of machines that talk to each other differ by less. */
const CLOCK_TOLERANCE_MS = 10 * 60_000;

/**
 * Takes the manifest of a batch when it is the next of its register and signed by a supplier in force. The same
 * manifest again answers what it answered before; another one for the same place takes the place of what was on
 * its way.
 */
export async function announce(
  platform: Platform,
  now: Date,
  pack: string,
  { manifest: text, signature: base64 }: { readonly manifest: string; readonly signature: string },
): Outcome<Announced> {
  const { database, configuration } = platform;
  const parsed = parseManifest(text);
  if (!parsed.ok) return parsed;
  const manifest = parsed.value;
  if (manifest.pack !== pack) {
    return refused({ code: 'manifest-malformed', detail: `It is for ${manifest.pack}.` });
  }
  const bytes = Buffer.from(text);
  const signature = Buffer.from(base64, 'base64');
  const supplier = await signerOf(database, manifest, manifestMessage(bytes), signature);
  if (!supplier.ok) return supplier;
  const upload: Upload = {
    id: randomUUID(),
    pack,
    register: manifest.register,
    sequence: manifest.sequence,
    supplier: supplier.value.id,
    manifest: bytes,
    manifestHash: sha256(bytes),
    signature,
    startedAt: now,
  };
  const taken = await inTransaction(database, (transaction) =>
    takePlace(transaction, upload, manifest, now),
  );
  if (!taken.ok) return taken;
  const { id, status, displaced } = taken.value;
  if (displaced !== null) await removeFolder(batchFolder(configuration.dataDirectory, displaced));
  const folder = batchFolder(configuration.dataDirectory, id);
  if (status === 'arriving') await writeManifest(folder, bytes, signature);
  const files = await Promise.all(
    manifest.files.map(async (file) => ({
      name: file.name,
      bytes: file.bytes,
      received: status === 'arriving' ? await receivedBytes(folder, file) : file.bytes,
    })),
  );
  return ok({ batch: id, status, files });
}

/** The supplier in force whose key signed the message. */
export async function signerOf(
  queries: Queries,
  { pack, register }: { readonly pack: string; readonly register: Register },
  message: Uint8Array,
  signature: Uint8Array,
): Promise<Result<StoredSupplier, 'supplier-unknown' | 'supplier-ended' | 'signature-wrong'>> {
  const suppliers = await listSuppliers(queries, pack);
  const fitting = suppliers.filter((supplier) => supplier.register === register);
  if (fitting.length === 0) return refused('supplier-unknown');
  const signer = fitting.find(({ publicKey }) => verifyEd25519(publicKey, message, signature));
  if (signer === undefined) return refused('signature-wrong');
  return signer.endedAt === null ? ok(signer) : refused('supplier-ended');
}

type Place = {
  readonly id: string;
  readonly status: BatchStatus;
  /** Id of an upload that gave way. */
  readonly displaced: string | null;
};

async function takePlace(
  queries: Queries,
  upload: Upload,
  manifest: BatchManifest,
  now: Date,
): Promise<Result<Place, RefusalCode | Refusal>> {
  const { pack, register, manifestHash } = upload;
  await lockFeed(queries, pack, register);
  const batch = await findBatch(queries, { manifestHash });
  if (batch !== null) return ok({ id: batch.id, status: batch.status, displaced: null });
  const same = await findUpload(queries, { manifestHash });
  if (same !== null) return ok({ id: same.id, status: 'arriving', displaced: null });
  const next = await checkSequence(queries, manifest, now);
  if (!next.ok) return next;
  const displaced = await removeUpload(queries, pack, register);
  await insertUpload(queries, upload);
  return ok({ id: upload.id, status: 'arriving', displaced });
}

/** Whether the batch is the next of its register: of the one country of this installation, no gap, no branch, and the one before is applied. */
async function checkSequence(
  queries: Queries,
  { pack, register, sequence, previous, asOf }: BatchManifest,
  now: Date,
): Promise<Result<null, RefusalCode | Refusal>> {
  const other = await otherCountry(queries, pack);
  if (other !== null) {
    return refused({ code: 'register-of-other-country', detail: `It is that of ${other}.` });
  }
  const newest = await newestBatch(queries, pack, register);
  const next = (newest?.sequence ?? 0) + 1;
  const detail = `Number ${next} is next.`;
  if (sequence < next) return refused({ code: 'sequence-taken', detail });
  if (sequence > next) return refused({ code: 'sequence-gap', detail });
  if (newest !== null) {
    if (previous !== newest.manifestHash.toString('hex')) return refused('previous-differs');
    if (newest.status !== 'applied') return refused('batch-before-open');
  }
  const moment = Date.parse(asOf);
  const isInOrder =
    moment <= now.getTime() + CLOCK_TOLERANCE_MS && moment >= (newest?.asOf.getTime() ?? 0);
  return isInOrder ? ok(null) : refused('batch-time-wrong');
}

/** Takes a piece of a file of a batch that is on its way. */
export async function receivePiece(
  { database, configuration }: Platform,
  { id, name, offset }: { readonly id: string; readonly name: string; readonly offset: number },
  piece: AsyncIterable<Buffer>,
): Outcome<{ received: number }> {
  const upload = await findUpload(database, { id });
  if (upload === null) return refused('not-found');
  const file = manifestOf(upload.manifest).files.find((known) => known.name === name);
  if (file === undefined) return refused('file-unknown');
  const folder = batchFolder(configuration.dataDirectory, id);
  const appended = await appendPiece(folder, file, offset, piece);
  return appended.ok ? ok({ received: appended.value }) : appended;
}

/** Turns what is on its way into a batch that waits to be loaded, once all files are here and whole. */
export async function finish(
  platform: Platform,
  actor: Actor,
  now: Date,
  id: string,
): Outcome<{ status: BatchStatus }> {
  const { database, configuration } = platform;
  const folder = batchFolder(configuration.dataDirectory, id);
  return inTransaction(database, async (transaction): Outcome<{ status: BatchStatus }> => {
    const upload = await findUpload(transaction, { id });
    if (upload === null) {
      const batch = await findBatch(transaction, { id });
      return batch === null ? refused('not-found') : ok({ status: batch.status });
    }
    await lockFeed(transaction, upload.pack, upload.register);
    const manifest = manifestOf(upload.manifest);
    for (const file of manifest.files) {
      if (!(await isWhole(folder, file))) {
        return refused({ code: 'files-missing', detail: `${file.name} is not here whole.` });
      }
    }
    const supplier = await findSupplier(transaction, upload.supplier);
    if (supplier === null || supplier.endedAt !== null) return refused('supplier-ended');
    const next = await checkSequence(transaction, manifest, now);
    if (!next.ok) return next;
    const { kind, asOf } = manifest;
    await insertBatch(transaction, upload, { kind, asOf: new Date(asOf), receivedAt: now });
    await removeUpload(transaction, upload.pack, upload.register);
    await enqueue(transaction, LOAD_TASK);
    await recordFact(transaction, batchReceived, contextOf(upload, actor, now), {
      pack: upload.pack,
      register: upload.register,
      sequence: upload.sequence,
      kind,
      manifest: upload.manifestHash.toString('hex'),
      supplier: supplier.name,
      rows: rowsOf(manifest),
      person: actor.personId,
    });
    return ok({ status: 'received' });
  });
}

/** A line that broke is mended within days; files with people in clear do not lie around for longer. */
const UPLOAD_LIFETIME_MS = 7 * 24 * 60 * 60_000;

/** Forgets batches that began to arrive and never did, with their files. */
export async function sweepUploads({ database, configuration, now }: Platform): Promise<void> {
  const before = new Date(now().getTime() - UPLOAD_LIFETIME_MS);
  for (const id of await removeStaleUploads(database, before)) {
    await removeFolder(batchFolder(configuration.dataDirectory, id));
  }
}

/** A manifest that was read before it was kept. */
export function manifestOf(bytes: Buffer): BatchManifest {
  const manifest = parseManifest(bytes.toString());
  return present(
    manifest.ok ? manifest.value : undefined,
    'manifests are read before they are kept',
  );
}

export function rowsOf({ files }: BatchManifest): number {
  return files.reduce((sum, { rows }) => sum + rows, 0);
}

function contextOf({ pack, register, sequence }: Upload, actor: Actor, now: Date) {
  const { role, territoryPath } = actor.actingAs;
  const subject = `${pack}/voter-register/${register}/${sequence}`;
  return { now, actor: { role, territoryPath }, election: null, territoryPath, subject };
}
