import type { Finding } from './finding.ts';
import type { Verdict } from './verdict.ts';

/** A site publishes while it is read: a manifest may be seconds older than its file, and the log ten behind both. */
export const SETTLING_MS = 12_000;
const ROUNDS = 3;

/**
 * Verifies a site until what is said of it holds. What is false is false again at the next look; a finding that
 * came from reading during a publication is gone, or another one. Only what two looks in a row found is held
 * against the record. When there is nothing such after three looks, and still something each time, the verdict is
 * `unsettled`: nothing is said for or against the record.
 *
 * @param verify one look at the whole record.
 * @param settle waits for SETTLING_MS.
 */
export async function verifySettled(
  verify: () => Promise<Verdict>,
  settle: () => Promise<void>,
): Promise<Verdict> {
  let before = await verify();
  for (let round = 2; before.outcome === 'false' && round <= ROUNDS; round += 1) {
    await settle();
    const next = await verify();
    const known = new Set(wrongIn(before).map(nameOf));
    const isSame = wrongIn(next).some((finding) => known.has(nameOf(finding)));
    if (next.outcome !== 'false' || isSame) return next;
    before = next;
  }
  return before.outcome === 'false' ? { ...before, outcome: 'unsettled' } : before;
}

function wrongIn({ findings }: Verdict): readonly Finding[] {
  return findings.filter(({ severity }) => severity === 'false');
}

function nameOf({ code, place }: Finding): string {
  return `${code} ${place}`;
}
