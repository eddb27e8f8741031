import { toHex } from './bytes.ts';
import { MAX_JSON_BYTES } from './files/read-file.ts';
import type { Finding } from './finding.ts';
import type { Verdict } from './verdict.ts';
import { type VerifyOptions, verifyRecord } from './verify-record.ts';

/** A manifest follows its files within fifteen seconds, the log follows the manifest within ten. */
const SETTLING_MS = 25_000;
const LOOKS = 4;

/** The time is taken anew at each look. */
type LookOptions = Omit<VerifyOptions, 'nowMs'>;

/**
 * Verifies a record as it is now; a site, which may be publishing while it is read, until what is said of it holds.
 * @param stands false for a site.
 * @throws SourceFailure when the record cannot be read at all.
 */
export function verifyNow(options: LookOptions, stands: boolean): Promise<Verdict> {
  const look = () => verifyRecord({ ...options, nowMs: Date.now() });
  if (stands) return look();
  const settle = () => {
    options.onProgress('settling', 0, 1);
    return new Promise<void>((resolve) => setTimeout(resolve, SETTLING_MS));
  };
  return verifySettled(look, (seen) => manifestsOf(options, seen), settle);
}

/**
 * Verifies a site until what is said of it holds. Reading takes time, and a site that publishes meanwhile shows files
 * of two moments, which contradict each other. What is false is looked at again: it is held against the record
 * when two looks in a row found it and no manifest changed from the end of the first to the end of the second. When there
 * is no such pair and each look found something, the verdict is `unsettled`: nothing is said for or against the record.
 *
 * @param look verifies the whole record.
 * @param manifestsNow what the manifests of the site are now, as one text.
 * @param settle waits for SETTLING_MS.
 */
export async function verifySettled(
  look: () => Promise<Verdict>,
  manifestsNow: (verdict: Verdict) => Promise<string>,
  settle: () => Promise<void>,
): Promise<Verdict> {
  let before = await look();
  for (let looks = 2; before.outcome === 'false' && looks <= LOOKS; looks += 1) {
    const manifests = await manifestsNow(before);
    await settle();
    const next = await look();
    if (next.outcome !== 'false') return next;
    const known = new Set(wrongIn(before).map(nameOf));
    const isSame = wrongIn(next).some((finding) => known.has(nameOf(finding)));
    if (isSame && (await manifestsNow(next)) === manifests) return next;
    before = next;
  }
  return before.outcome === 'false' ? { ...before, outcome: 'unsettled' } : before;
}

/** Hashes of the manifests of a site and of the results of its elections, as they are now. */
async function manifestsOf(
  { source, primitives }: LookOptions,
  { elections }: Verdict,
): Promise<string> {
  const paths = elections.map(({ code }) => `elections/${code}/results/manifest.json`);
  const hashes: string[] = [];
  for (const path of ['manifest.json', ...paths]) {
    const bytes = await source.read(path, MAX_JSON_BYTES);
    hashes.push(bytes === null ? '' : toHex(primitives.sha256(bytes)));
  }
  return hashes.join(' ');
}

function wrongIn({ findings }: Verdict): readonly Finding[] {
  return findings.filter(({ severity }) => severity === 'false');
}

function nameOf({ code, place }: Finding): string {
  return `${code} ${place}`;
}
