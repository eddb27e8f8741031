import { ok, refused } from '@ovoz/basics';
import { type BodyOf, type attachScan, MAX_SCAN_BYTES } from '@ovoz/contract';
import type { ProtocolKey } from '@ovoz/election-model';
import type { Actor } from '../../platform/actor.ts';
import { type Database, inTransaction } from '../../platform/database.ts';
import { recordFact, sha256 } from '../../platform/evidence.ts';
import { protocolOf } from './decide-about.ts';
import { scanAttached } from './decision-events.ts';
import { factAbout, lockProtocol, type Outcome } from './lock-protocol.ts';
import { noteChange, type Slot } from './store-protocols.ts';
import { countScans, insertScan, type ScanType } from './store-scans.ts';

/** What files of each type begin with: JPEG (T.81, B.1.1.3), PNG (third edition, 5.2), PDF (ISO 32000-2, 7.5.2). */
const BEGINNINGS: Readonly<Record<ScanType, Buffer>> = {
  'image/jpeg': Buffer.from([0xff, 0xd8, 0xff]),
  'image/png': Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
  'application/pdf': Buffer.from('%PDF-'),
};

/** A paper of some pages, photographed more than once. */
const MAX_SCANS = 30;

/** Keeps a picture of the paper; the same bytes are kept once. */
export async function attach(
  database: Database,
  actor: Actor,
  now: Date,
  key: ProtocolKey,
  { mediaType, base64 }: BodyOf<typeof attachScan>,
): Outcome<{ hash: string }> {
  const bytes = Buffer.from(base64, 'base64');
  if (bytes.length > MAX_SCAN_BYTES) return refused('scan-too-large');
  const beginning = BEGINNINGS[mediaType];
  if (!bytes.subarray(0, beginning.length).equals(beginning)) return refused('scan-unreadable');
  const hash = sha256(bytes);
  return inTransaction(database, async (transaction): Outcome<{ hash: string }> => {
    const locked = await lockProtocol(transaction, actor, key, { now });
    if (!locked.ok) return locked;
    const { slot } = locked.value;
    const version = versionOnPaper(slot);
    const attached = { hash: hash.toString('hex') };
    if ((await countScans(transaction, key)) >= MAX_SCANS) {
      return refused({ code: 'wrong-state', detail: `There are ${MAX_SCANS} pictures already.` });
    }
    const scan = { ...key, hash, version, mediaType, bytes, by: actor.personId };
    if (!(await insertScan(transaction, scan, now))) return ok(attached);
    await noteChange(transaction, slot);
    await recordFact(transaction, scanAttached, factAbout(slot, actor, now, version), {
      ...protocolOf(slot),
      version,
      scan: attached.hash,
      mediaType,
      person: actor.personId,
    });
    return ok(attached);
  });
}

/** A paper that is awaited is of the version to come. */
function versionOnPaper({ state }: Slot): number {
  const isAwaited = state.status === 'awaited' || state.status === 'returned';
  return isAwaited ? state.latest + 1 : state.version;
}
