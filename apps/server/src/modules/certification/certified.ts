import { present } from '@ovoz/basics';
import type { CertifiedResult } from '@ovoz/contract';
import type { Queries } from '../../platform/database.ts';
import { digestOf } from './standing.ts';
import { type CertifiedVersion, certifiedText } from './store.ts';

/** A certified version, read. */
export async function certifiedResult(
  queries: Queries,
  election: string,
  version: number,
): Promise<CertifiedResult> {
  const text = present(
    await certifiedText(queries, election, version),
    'a certified version stays',
  );
  return JSON.parse(text) as CertifiedResult;
}

/** Certified bytes never change under their hash; a nation's take some milliseconds to read. */
const MAX_KEPT = 50;
const digests = new Map<string, string>();

/** SHA-256 over the protocols behind a certified version. */
export async function certifiedDigest(
  queries: Queries,
  election: string,
  { version, hash }: Pick<CertifiedVersion, 'version' | 'hash'>,
): Promise<string> {
  const known = digests.get(hash);
  if (known !== undefined) return known;
  const { protocols } = await certifiedResult(queries, election, version);
  const digest = digestOf(protocols);
  if (digests.size >= MAX_KEPT) digests.clear();
  digests.set(hash, digest);
  return digest;
}
