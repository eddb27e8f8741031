import { ok, type Result, refused } from '@ovoz/basics';
import { coveringGrant, grantsOf, type SignedIn } from '../../platform/actor.ts';
import { type Database, inTransaction } from '../../platform/database.ts';
import { recordFact } from '../../platform/evidence.ts';
import { privatePartRead } from './events.ts';
import { findStoredFact, type ReadableFacts, type StoredFact } from './store.ts';

/**
 * Reads a fact. Its private part is given only to an auditor of the place where the fact lies, and
 * giving it is itself recorded, in the same transaction: there is no reading without a trace.
 */
export async function readFact(
  database: Database,
  signedIn: SignedIn,
  rights: readonly ReadableFacts[],
  now: Date,
  id: string,
): Promise<Result<StoredFact, 'not-found'>> {
  return inTransaction(database, async (transaction) => {
    const fact = await findStoredFact(transaction, rights, id);
    if (fact === null) return refused('not-found');
    if (fact.privateBytes === null) return ok(fact);
    const grant = coveringGrant(grantsOf(signedIn, ['auditor']), fact);
    if (grant === null) return ok({ ...fact, privateBytes: null });
    await recordFact(
      transaction,
      privatePartRead,
      {
        now,
        actor: { role: grant.role, territoryPath: grant.territoryPath },
        election: fact.election,
        territoryPath: fact.territoryPath,
        subject: `fact/${fact.id}`,
      },
      { fact: fact.id, purpose: 'audit', person: signedIn.personId },
    );
    return ok(fact);
  });
}
