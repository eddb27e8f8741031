import { ok, refused } from '@ovoz/basics';
import type { BodyOf, explainFinding } from '@ovoz/contract';
import type { ProtocolKey } from '@ovoz/election-model';
import type { Actor } from '../../platform/actor.ts';
import { type Database, inTransaction } from '../../platform/database.ts';
import { recordFact } from '../../platform/evidence.ts';
import { protocolOf } from './decide-about.ts';
import { findingExplained } from './decision-events.ts';
import { factAbout, lockProtocol, type Outcome } from './lock-protocol.ts';
import { insertExplanation } from './store-decisions.ts';
import { noteChange } from './store-protocols.ts';
import { findingsOfPackage } from './store-versions.ts';

/** Explains a finding of exactly the version that stands. Who explains once more adds, and overwrites nothing. */
export async function explain(
  database: Database,
  actor: Actor,
  now: Date,
  key: ProtocolKey,
  { hash, check, reasonCode, text }: BodyOf<typeof explainFinding>,
): Outcome<Record<string, never>> {
  return inTransaction(database, async (transaction): Outcome<Record<string, never>> => {
    const locked = await lockProtocol(transaction, actor, key);
    if (!locked.ok) return locked;
    const { slot } = locked.value;
    const { packageHash } = slot;
    if (packageHash?.toString('hex') !== hash) return refused('content-changed');
    const findings = await findingsOfPackage(transaction, packageHash);
    if (!findings.some(({ code }) => code === check)) return refused('check-unknown');
    const by = actor.personId;
    const explanation = { ...key, packageHash, check, reasonCode, text, by };
    await insertExplanation(transaction, explanation, now);
    await noteChange(transaction, slot);
    await recordFact(
      transaction,
      findingExplained,
      factAbout(slot, actor, now, slot.state.version),
      {
        ...protocolOf(slot),
        package: hash,
        check,
        reasonCode,
        text,
        person: by,
      },
    );
    return ok({});
  });
}
