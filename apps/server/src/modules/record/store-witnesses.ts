import { present } from '@ovoz/basics';
import { type NoteKey, parseVkey } from '@ovoz/public-log';
import type { Queries } from '../../platform/database.ts';
import { sha256 } from '../../platform/evidence.ts';

export type Cosignature = { readonly line: string };

/** The co-signatures that came for the checkpoint of a size, by name of the witness. */
export async function cosignaturesOf(
  queries: Queries,
  size: number,
): Promise<readonly Cosignature[]> {
  return queries<Cosignature[]>`
    select c.line from log_cosignatures c join log_witnesses w on w.id = c.witness
    where c.size = ${size} order by w.name, w.id`;
}

/** Witnesses that are in force in the tree of a size: registered by an entry in it, and not removed by one. */
function inForce(queries: Queries, size: ReturnType<Queries>) {
  return queries`
    select w.id, w.vkey from log_witnesses w
    join evidence_facts r on r.id = w.registered_fact
    left join evidence_facts d on d.id = w.removed_fact
    where r.leaf_index < ${size} and (d.leaf_index is null or d.leaf_index >= ${size})`;
}

/** The newest checkpoint, of a size up to `size`, that more than half of its witnesses co-signed. */
export async function newestCosigned(
  queries: Queries,
  size: number,
): Promise<{ readonly size: number; readonly checkpoint: string } | null> {
  const [row] = await queries<{ size: string; checkpoint: string }[]>`
    select c.size, min(c.checkpoint) as checkpoint from log_cosignatures c
    where c.size <= ${size} and c.witness in (select id from (${inForce(queries, queries`c.size`)}) known)
    group by c.size
    having count(*) * 2 > (select count(*) from (${inForce(queries, queries`c.size`)}) known)
    order by c.size desc limit 1`;
  return row === undefined ? null : { size: Number(row.size), checkpoint: row.checkpoint };
}

export async function witnessKeysAt(queries: Queries, size: number): Promise<readonly NoteKey[]> {
  const rows = await queries<{ vkey: string }[]>`${inForce(queries, queries`${size}::bigint`)}`;
  return rows.map(({ vkey }) => keyOf(vkey));
}

function keyOf(vkey: string): NoteKey {
  const key = parseVkey(vkey, sha256);
  return present(key.ok ? key.value : undefined, 'keys are read before they are registered');
}

/** Removes what is needed no more: what was co-signed before the public checkpoint, but for each witness its newest. */
export async function forgetCosignatures(queries: Queries, publicSize: number): Promise<void> {
  await queries`
    delete from log_cosignatures c where c.size < ${publicSize} and exists (
      select from log_cosignatures newer where newer.witness = c.witness and newer.size > c.size)`;
}

export type RegisteredWitness = {
  readonly id: string;
  readonly name: string;
  readonly organisation: string;
  readonly vkey: string;
  readonly registeredAt: Date;
  readonly removedAt: Date | null;
  readonly size: number | null;
  readonly cosignedAt: Date | null;
};

/** All witnesses, those in force first, each with the newest checkpoint that it co-signed. */
export async function listWitnesses(queries: Queries): Promise<readonly RegisteredWitness[]> {
  return queries<RegisteredWitness[]>`
    select w.id, w.name, w.organisation, w.vkey, w.registered_at as "registeredAt",
      w.removed_at as "removedAt", c.size::float8 as size, c.cosigned_at as "cosignedAt"
    from log_witnesses w left join lateral (
      select size, cosigned_at from log_cosignatures where witness = w.id order by size desc limit 1) c on true
    order by w.removed_at is not null, w.name, w.registered_at`;
}

export async function findWitness(
  queries: Queries,
  by: { readonly id: string } | { readonly name: string } | { readonly vkey: string },
): Promise<{
  readonly id: string;
  readonly name: string;
  readonly vkey: string;
  readonly organisation: string;
  readonly key: NoteKey;
} | null> {
  const rows = await queries<{ id: string; name: string; vkey: string; organisation: string }[]>`
    select id, name, vkey, organisation from log_witnesses
    where removed_at is null and ${
      'id' in by
        ? queries`id = ${by.id}`
        : 'name' in by
          ? queries`name = ${by.name}`
          : queries`vkey = ${by.vkey}`
    }`;
  const [row] = rows;
  return row === undefined ? null : { ...row, key: keyOf(row.vkey) };
}

/** Whether the key was ever that of a witness: a removed one does not come back under the same key. */
export async function isKnownVkey(queries: Queries, vkey: string): Promise<boolean> {
  const [row] = await queries`select 1 from log_witnesses where vkey = ${vkey}`;
  return row !== undefined;
}

export async function insertWitness(
  queries: Queries,
  witness: {
    readonly id: string;
    readonly name: string;
    readonly vkey: string;
    readonly organisation: string;
    readonly proposalId: string;
    readonly fact: string;
  },
  now: Date,
): Promise<void> {
  const { id, name, vkey, organisation, proposalId, fact } = witness;
  await queries`
    insert into log_witnesses (id, name, vkey, organisation, proposal_id, registered_at, registered_fact)
    values (${id}, ${name}, ${vkey}, ${organisation}, ${proposalId}, ${now}, ${fact})`;
}

/** @returns false when it was removed meanwhile. */
export async function removeWitness(
  queries: Queries,
  id: string,
  { proposalId, fact }: { readonly proposalId: string; readonly fact: string },
  now: Date,
): Promise<boolean> {
  const { count } = await queries`
    update log_witnesses set removed_at = ${now}, removal_proposal_id = ${proposalId}, removed_fact = ${fact}
    where id = ${id} and removed_at is null`;
  return count === 1;
}

export async function insertCosignature(
  queries: Queries,
  cosignature: {
    readonly size: number;
    readonly witness: string;
    readonly checkpoint: string;
    readonly line: string;
    readonly cosignedAt: Date;
  },
): Promise<void> {
  const { size, witness, checkpoint, line, cosignedAt } = cosignature;
  await queries`
    insert into log_cosignatures (size, witness, checkpoint, line, cosigned_at)
    values (${size}, ${witness}, ${checkpoint}, ${line}, ${cosignedAt})
    on conflict (size, witness) do nothing`;
}

/** How many of the witnesses in force at a size co-signed it, and how many there are. */
export async function countCosigned(
  queries: Queries,
  size: number,
): Promise<{ readonly registered: number; readonly cosigned: number }> {
  const [row] = await queries<{ registered: number; cosigned: number }[]>`
    select count(*)::integer as registered, count(c.witness)::integer as cosigned
    from (${inForce(queries, queries`${size}::bigint`)}) known
    left join log_cosignatures c on c.witness = known.id and c.size = ${size}`;
  return row ?? { registered: 0, cosigned: 0 };
}
