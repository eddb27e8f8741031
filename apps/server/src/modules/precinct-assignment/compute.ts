import { assert, ok, present } from '@ovoz/basics';
import type { CountryPack } from '@ovoz/election-model';
import { type Database, inTransaction, type Transaction } from '../../platform/database.ts';
import { recordFact } from '../../platform/evidence.ts';
import { openRegister, WHOLE_REGISTER } from '../../platform/register-scope.ts';
import {
  assignWholeCountry,
  type Given,
  type OnProgress,
  walkAddresses,
} from './assign-addresses.ts';
import { assignmentInForce } from './events.ts';
import { stationsAtHome } from './stations.ts';
import { countVoters } from './store-addresses.ts';
import { replaceMoves, replaceSizes } from './store-results.ts';
import {
  askFinder,
  findSet,
  lockAssignment,
  lockSets,
  moveSet,
  type StoredSet,
  saveReport,
  setInForce,
} from './store-sets.ts';
import { createTally, type Limits, type Tally } from './tally.ts';

/** What the law of a country says of stations; without it any size is right. */
function limitsOf({ voterList }: CountryPack): Limits {
  return {
    minimum: voterList?.stationSize.minimum ?? 0,
    maximum: voterList?.stationSize.maximum ?? Number.MAX_SAFE_INTEGER,
    votersPerAddress: voterList?.maxVotersPerAddress ?? Number.MAX_SAFE_INTEGER,
  };
}

/**
 * Counts what a set gives, and what it moves against the set in force. Reads only, then saves the report in one
 * transaction: killed at any moment, it is done anew.
 */
export async function computeReport(
  database: Database,
  pack: CountryPack,
  set: StoredSet,
  now: () => Date,
  onProgress: OnProgress,
): Promise<void> {
  const startedAt = now();
  await inTransaction(database, async (transaction) => {
    await prepare(transaction);
    const tally = await tallyFor(transaction, pack, set);
    await walkAddresses(
      transaction,
      set,
      pack.root,
      async (_territory, all) => {
        for (const { address, given } of all) tally.add(address, given);
      },
      onProgress,
    );
    await lockSets(transaction, set.pack);
    const stored = await findSet(transaction, set);
    // It was put aside meanwhile.
    if (stored === null || stored.status === 'discarded') return ok({});
    const report = tally.report(await countVoters(transaction, pack.root));
    if (stored.status === 'current') {
      const { moved } = present(stored.report, 'a set in force was computed');
      await saveReport(transaction, set, { ...report, moved }, startedAt);
    } else {
      await saveReport(transaction, set, report, startedAt);
      await replaceMoves(transaction, set, tally.moves());
    }
    await replaceSizes(transaction, set, tally.sizes());
    if (stored.status === 'computing') await moveSet(transaction, set, { status: 'draft' });
    return ok({});
  });
}

/**
 * Puts an approved set into force: every address gets the station that the rules give it as the register stands now.
 * One transaction, so that everybody sees the stations of before or all new ones.
 */
export async function putIntoForce(
  database: Database,
  pack: CountryPack,
  set: StoredSet,
  now: () => Date,
  onProgress: OnProgress,
): Promise<void> {
  const startedAt = now();
  await inTransaction(database, async (transaction) => {
    await prepare(transaction);
    await lockAssignment(transaction, set.pack, 'exclusive');
    const stored = await findSet(transaction, set);
    if (stored?.status !== 'entering') return ok({});
    const before = await setInForce(transaction, set.pack);
    assert((before?.number ?? null) === set.follows, 'a set follows the one in force');
    const tally = await tallyFor(transaction, pack, set);
    const count = (all: readonly Given[]) => {
      for (const { address, given } of all) tally.add(address, given);
    };
    await assignWholeCountry(transaction, set, pack.root, count, onProgress);
    const report = tally.report(await countVoters(transaction, pack.root));
    await lockSets(transaction, set.pack);
    await saveReport(transaction, set, report, startedAt);
    await replaceMoves(transaction, set, tally.moves());
    await replaceSizes(transaction, set, tally.sizes());
    if (before !== null) await moveSet(transaction, before, { status: 'superseded' });
    await moveSet(transaction, set, { status: 'current' });
    await askFinder(transaction, set.pack, now());
    await recordFact(
      transaction,
      assignmentInForce,
      {
        now: now(),
        actor: null,
        election: null,
        territoryPath: pack.root,
        subject: `${set.pack}/assignment/${set.number}`,
      },
      {
        pack: set.pack,
        number: set.number,
        hash: set.hash,
        addresses: report.addresses,
        unplaced: report.byMethod.unplaced + report.byMethod.conflict,
        moved: report.moved,
      },
    );
    return ok({});
  });
}

/** The work takes minutes for a nation, and reads all of it. */
async function prepare(transaction: Transaction): Promise<void> {
  await openRegister(transaction, WHOLE_REGISTER);
  await transaction`select set_config('statement_timeout', '0', true),
    set_config('idle_in_transaction_session_timeout', '0', true)`;
}

async function tallyFor(
  transaction: Transaction,
  pack: CountryPack,
  set: StoredSet,
): Promise<Tally> {
  const stations = await stationsAtHome(transaction, { pack: set.pack, number: set.geography });
  return createTally(stations, limitsOf(pack));
}
