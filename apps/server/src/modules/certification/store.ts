import type { CertificationBlocker } from '@ovoz/contract';
import type { Queries } from '../../platform/database.ts';
import { sha256 } from '../../platform/evidence.ts';

/** A certified version without its bytes. */
export type CertifiedVersion = {
  readonly version: number;
  /** SHA-256 of the bytes, lower-case hex. */
  readonly hash: string;
  readonly reason: string;
  readonly overridden: readonly CertificationBlocker[];
  readonly proposalId: string;
  readonly certifiedAt: Date;
};

/** Certified versions of an election, the last first. */
export async function certifiedVersions(
  queries: Queries,
  election: string,
): Promise<readonly CertifiedVersion[]> {
  return queries<CertifiedVersion[]>`
    select version, encode(hash, 'hex') as hash, reason, overridden, proposal_id as "proposalId",
      certified_at as "certifiedAt"
    from certified_results where election = ${election} order by version desc`;
}

/** The canonical JSON that was certified, or null when there is no such version. */
export async function certifiedText(
  queries: Queries,
  election: string,
  version: number,
): Promise<string | null> {
  const [row] = await queries<{ text: string }[]>`
    select convert_from(bytes, 'UTF8') as text from certified_results
    where election = ${election} and version = ${version}`;
  return row?.text ?? null;
}

export async function insertCertified(
  queries: Queries,
  election: string,
  one: {
    readonly version: number;
    readonly text: string;
    readonly reason: string;
    readonly overridden: readonly CertificationBlocker[];
    readonly proposalId: string;
  },
  now: Date,
): Promise<void> {
  const bytes = Buffer.from(one.text);
  await queries`
    insert into certified_results (election, version, bytes, hash, overridden, reason, proposal_id,
      certified_at)
    values (${election}, ${one.version}, ${bytes}, ${sha256(bytes)},
      ${JSON.stringify(one.overridden)}::text::jsonb, ${one.reason}, ${one.proposalId}, ${now})`;
}
