import type { Register } from '@ovoz/voter-register';
import type { Queries } from '../../platform/database.ts';

/** A batch whose files are on their way. */
export type Upload = {
  readonly id: string;
  readonly pack: string;
  readonly register: Register;
  readonly sequence: number;
  readonly supplier: string;
  readonly manifest: Buffer;
  readonly manifestHash: Buffer;
  readonly signature: Buffer;
  readonly startedAt: Date;
};

function columns(queries: Queries) {
  return queries`id, pack, register, sequence, supplier, manifest, manifest_hash as "manifestHash", signature,
    started_at as "startedAt"`;
}

export async function findUpload(
  queries: Queries,
  by: { readonly id: string } | { readonly manifestHash: Buffer },
): Promise<Upload | null> {
  const [row] = await queries<Upload[]>`
    select ${columns(queries)} from register_uploads
    where ${'id' in by ? queries`id = ${by.id}` : queries`manifest_hash = ${by.manifestHash}`}`;
  return row ?? null;
}

export async function listUploads(queries: Queries, pack: string): Promise<readonly Upload[]> {
  return queries<Upload[]>`
    select ${columns(queries)} from register_uploads where pack = ${pack} order by started_at desc`;
}

export async function insertUpload(queries: Queries, upload: Upload): Promise<void> {
  const { id, pack, register, sequence, supplier, manifest, manifestHash, signature, startedAt } =
    upload;
  await queries`
    insert into register_uploads (id, pack, register, sequence, supplier, manifest, manifest_hash, signature, started_at)
    values (${id}, ${pack}, ${register}, ${sequence}, ${supplier}, ${manifest}, ${manifestHash}, ${signature},
      ${startedAt})`;
}

/** Ends what is on its way for a register. @returns its id, or null when there was nothing. */
export async function removeUpload(
  queries: Queries,
  pack: string,
  register: Register,
): Promise<string | null> {
  const [row] = await queries<{ id: string }[]>`
    delete from register_uploads where pack = ${pack} and register = ${register} returning id`;
  return row?.id ?? null;
}

/** Lets one act at a time decide about the sequence of a register, until its transaction ends. */
export async function lockFeed(queries: Queries, pack: string, register: Register): Promise<void> {
  await queries`select pg_advisory_xact_lock(hashtextextended(${`register feed ${pack} ${register}`}, 0))`;
}

/** Ends what began before the moment and was never finished. @returns ids */
export async function removeStaleUploads(
  queries: Queries,
  before: Date,
): Promise<readonly string[]> {
  const rows = await queries<{ id: string }[]>`
    delete from register_uploads where started_at < ${before} returning id`;
  return rows.map(({ id }) => id);
}
