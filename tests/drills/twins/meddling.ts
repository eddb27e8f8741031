import { createHash } from 'node:crypto';
import { canonicalJson, type JsonValue, present } from '@ovoz/basics';
import type { ResultPackage } from '@ovoz/election-model';
import type postgres from 'postgres';

/** An accepted protocol as the database has it. */
export type Prey = {
  readonly contest: string;
  readonly station: string;
  readonly hash: Buffer;
  readonly content: ResultPackage;
};

/** Accepted protocols of a contest that a station's device signed, by number. */
export async function acceptedProtocols(
  database: postgres.Sql,
  contest: string,
): Promise<readonly Prey[]> {
  const rows = await database<{ contest: string; station: string; hash: Buffer; bytes: Buffer }[]>`
    select p.contest, p.station, k.hash, k.bytes
    from result_protocols p join result_packages k on k.hash = p.package_hash
    where p.status = 'accepted' and p.legal and p.contest = ${contest} and k.origin = 'station-signed'
    order by p.station`;
  return rows.map(({ bytes, ...row }) => ({
    ...row,
    content: JSON.parse(bytes.toString()) as ResultPackage,
  }));
}

/**
 * Puts another package in the place of one, everywhere in the database, as somebody would who knows it well:
 * hashes fit, and no trigger or constraint is in the way.
 */
export async function replacePackage(
  database: postgres.Sql,
  { hash }: Prey,
  content: ResultPackage,
): Promise<void> {
  const bytes = Buffer.from(canonicalJson(content as JsonValue));
  const forged = createHash('sha256').update(bytes).digest();
  await database.begin(async (transaction) => {
    await transaction`set local session_replication_role = replica`;
    await transaction`update result_packages set bytes = ${bytes}, hash = ${forged} where hash = ${hash}`;
    await transaction`update result_protocols set package_hash = ${forged} where package_hash = ${hash}`;
    await transaction`update result_decisions set package_hash = ${forged} where package_hash = ${hash}`;
  });
}

/** The same package with other votes: what each option gets more, or less. */
export function withVotes(
  { content }: Prey,
  change: Readonly<Record<string, number>>,
): ResultPackage {
  const votes = { ...content.payload.content.votes };
  for (const [option, more] of Object.entries(change)) {
    votes[option] = present(votes[option] ?? null, `${option} is on the ballot`) + more;
  }
  return {
    ...content,
    payload: { ...content.payload, content: { ...content.payload.content, votes } },
  };
}
