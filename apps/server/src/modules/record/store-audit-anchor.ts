import { toBase64 } from '@ovoz/public-log';
import type { Queries } from '../../platform/database.ts';
import { recordFact } from '../../platform/evidence.ts';
import type { Platform } from '../../platform/platform.ts';
import { auditAnchored } from './events.ts';
import type { GrowingLog } from './grow-log.ts';

/** The private log enters the public one at most so often while it grows. */
const ANCHOR_INTERVAL_MS = 60_000;

/** Records size and root of the audit log in the public one: from then on its past is fixed, too. */
export async function recordAuditAnchor(
  queries: Queries,
  { now }: Platform,
  growing: GrowingLog,
): Promise<void> {
  const { size, root } = growing.signed;
  if (size === growing.anchoredSize) return;
  const nowMs = performance.now();
  if (growing.anchoredAtMs > 0 && nowMs - growing.anchoredAtMs < ANCHOR_INTERVAL_MS) return;
  growing.anchoredAtMs = nowMs;
  growing.anchoredSize = size;
  await recordFact(
    queries,
    auditAnchored,
    { now: now(), actor: null, election: null, territoryPath: '', subject: 'log/audit' },
    { size, root: toBase64(root) },
  );
}

/** The size that was recorded last, before this process; 0 when none was. */
export async function lastAnchoredSize(queries: Queries): Promise<number> {
  const [row] = await queries<{ bytes: Buffer }[]>`
    select bytes from evidence_facts where log = 'public' and event_type = ${auditAnchored.type}
    order by recorded_at desc, id desc limit 1`;
  if (row === undefined) return 0;
  // Written by the function above.
  return (JSON.parse(row.bytes.toString()) as { payload: { size: number } }).payload.size;
}
