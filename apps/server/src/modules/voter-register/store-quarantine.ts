import type { QuarantineReason, Register } from '@ovoz/voter-register';
import type { Queries } from '../../platform/database.ts';

/** Everything here needs an open register (row-level security), else it is empty. */
export type StoredLine = {
  readonly file: string;
  readonly line: number;
  readonly reason: QuarantineReason;
  readonly field: string | null;
  readonly resolvedAt: Date | null;
  readonly resolution: string | null;
};

export type LineKey = { readonly batch: string; readonly file: string; readonly line: number };

/** Lines of a batch in the order of its files, after a place in that order. */
export async function listLines(
  queries: Queries,
  batch: string,
  filter: {
    readonly reason: QuarantineReason | null;
    readonly after: { readonly file: string; readonly line: number } | null;
  },
  limit: number,
): Promise<readonly StoredLine[]> {
  const { reason, after } = filter;
  return queries<StoredLine[]>`
    select file, line, reason, field, resolved_at as "resolvedAt", resolution from register_quarantine
    where batch_id = ${batch}
      ${reason === null ? queries`` : queries`and reason = ${reason}`}
      ${after === null ? queries`` : queries`and (file, line) > (${after.file}, ${after.line})`}
    order by file, line limit ${limit}`;
}

/** Lines of a batch per reason, most first. */
export async function countLines(
  queries: Queries,
  batch: string,
): Promise<readonly { reason: QuarantineReason; count: number; open: number }[]> {
  return queries<{ reason: QuarantineReason; count: number; open: number }[]>`
    select reason, count(*)::integer as count,
      (count(*) filter (where resolved_at is null))::integer as open
    from register_quarantine where batch_id = ${batch} group by reason order by count(*) desc, reason`;
}

/** Lines of a country that nobody has settled, per register. */
export async function countOpenLines(
  queries: Queries,
  pack: string,
): Promise<ReadonlyMap<Register, number>> {
  const rows = await queries<{ register: Register; open: number }[]>`
    select b.register, count(*)::integer as open
    from register_quarantine q join register_batches b on b.id = q.batch_id
    where b.pack = ${pack} and q.resolved_at is null group by b.register`;
  return new Map(rows.map(({ register, open }) => [register, open]));
}

export async function findSealedLine(
  queries: Queries,
  { batch, file, line }: LineKey,
): Promise<{ readonly sealed: Buffer; readonly resolvedAt: Date | null } | null> {
  const [row] = await queries<{ sealed: Buffer; resolvedAt: Date | null }[]>`
    select sealed, resolved_at as "resolvedAt" from register_quarantine
    where batch_id = ${batch} and file = ${file} and line = ${line} for update`;
  return row ?? null;
}

export async function resolveLine(
  queries: Queries,
  { batch, file, line }: LineKey,
  { by, at, resolution }: { readonly by: string; readonly at: Date; readonly resolution: string },
): Promise<void> {
  await queries`
    update register_quarantine set resolved_at = ${at}, resolved_by = ${by}, resolution = ${resolution}
    where batch_id = ${batch} and file = ${file} and line = ${line}`;
}
