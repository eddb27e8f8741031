/**
 * What other modules may know and do: the station of an address, of a voter in one election, and the assignment of
 * what the register brings. For joins in their own stores the tables `address_stations` (in force: `to_set is null`; no
 * station: the address waits in the queue) and `station_overrides` (in force: `ended_at is null`) are shared.
 */
import type { TerritoryPath } from '@ovoz/election-model';
import type { Queries, Transaction } from '../../platform/database.ts';
import { enqueue } from '../../platform/jobs.ts';
import {
  giveStations,
  type OnProgress,
  saveDifferences,
  walkAddresses,
} from './assign-addresses.ts';
import { ASSIGNMENT_TASK } from './start-assignment.ts';
import { addressesByIds, analyzeAssignment, stationsInForce } from './store-addresses.ts';
import { endStoredOverride, insertOverride, type StationOverride } from './store-overrides.ts';
import { areasOf, rangesIn } from './store-rules.ts';
import { askFinder, lockAssignment, setInForce } from './store-sets.ts';

export type { OnProgress, StationOverride };

/** Stations in force of addresses; those that wait for a person are left out. */
export async function stationOfAddress(
  queries: Queries,
  pack: string,
  addressIds: readonly number[],
): Promise<ReadonlyMap<number, string>> {
  return stationsInForce(queries, pack, addressIds);
}

/** Number of the set in force, or null. */
export async function assignmentInForce(queries: Queries, pack: string): Promise<number | null> {
  return (await setInForce(queries, pack))?.number ?? null;
}

/**
 * Assigns addresses that came or changed, by the set in force, in the transaction that brings them. Does nothing while
 * no set is in force. The transaction has opened the register (`openRegister`) for the places of the addresses.
 * @returns how many got another station, or none, than before.
 */
export async function assignAddresses(
  transaction: Transaction,
  pack: string,
  addressIds: readonly number[],
  now: Date,
): Promise<number> {
  if (addressIds.length === 0) return 0;
  await lockAssignment(transaction, pack, 'shared');
  const set = await setInForce(transaction, pack);
  if (set === null) return 0;
  const areas = await areasOf(transaction, set);
  const addresses = await addressesByIds(transaction, set, addressIds);
  let changed = 0;
  for (const [territoryPath, inside] of Map.groupBy(addresses, (one) => one.territoryPath)) {
    const rules = [...(await rangesIn(transaction, set, territoryPath)), ...areas];
    changed += await saveDifferences(transaction, set, territoryPath, giveStations(rules, inside));
  }
  if (changed > 0) await wantFinder(transaction, pack, now);
  return changed;
}

/**
 * The same for all active addresses of a country: after a full load of the address register. Minutes for a nation, so
 * without the limit of time of the transaction (`statement_timeout`).
 */
export async function assignAllAddresses(
  transaction: Transaction,
  pack: string,
  root: TerritoryPath,
  now: Date,
  onProgress: OnProgress = async () => {},
): Promise<number> {
  await lockAssignment(transaction, pack, 'shared');
  const set = await setInForce(transaction, pack);
  if (set === null) return 0;
  let changed = 0;
  await walkAddresses(
    transaction,
    set,
    root,
    async (territoryPath, all) => {
      changed += await saveDifferences(transaction, set, territoryPath, all);
    },
    onProgress,
  );
  if (changed > 0) {
    await wantFinder(transaction, pack, now);
    await analyzeAssignment(transaction);
  }
  return changed;
}

/** Lets a voter vote at another station in one election; what was granted before ends. */
export async function overrideStation(
  transaction: Transaction,
  override: StationOverride,
  now: Date,
): Promise<void> {
  await endStoredOverride(transaction, override, now);
  await insertOverride(transaction, override, now);
}

/** Takes the voter back to the station of the address. */
export async function endOverride(
  transaction: Transaction,
  voter: Pick<StationOverride, 'election' | 'voterId'>,
  now: Date,
): Promise<void> {
  await endStoredOverride(transaction, voter, now);
}

async function wantFinder(transaction: Transaction, pack: string, now: Date): Promise<void> {
  await askFinder(transaction, pack, now);
  await enqueue(transaction, ASSIGNMENT_TASK);
}
