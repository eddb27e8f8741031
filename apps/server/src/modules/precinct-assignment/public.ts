/**
 * What other modules may know and do: the station of a voter in one election, and the assignment of
 * what the register brings. For joins in their own stores the tables `address_stations` (in force: `to_set is null`; no
 * station: the address waits in the queue) and `station_overrides` (in force: `ended_at is null`) are shared.
 */
import type { TerritoryPath } from '@ovoz/election-model';
import { areasNear } from '@ovoz/voter-register';
import type { Queries, Transaction } from '../../platform/database.ts';
import { enqueue } from '../../platform/jobs.ts';
import { assignWholeCountry, giveStations, saveDifferences } from './assign-addresses.ts';
import { ASSIGNMENT_TASK } from './start-assignment.ts';
import { addressesByIds } from './store-addresses.ts';
import { endStoredOverride, insertOverride, type StationOverride } from './store-overrides.ts';
import { areasOf, rangesIn } from './store-rules.ts';
import { askFinder, lockAssignment, type SetKey, setInForce } from './store-sets.ts';

export type { StationOverride };

/** Number of the set in force, or null. */
export async function assignmentInForce(queries: Queries, pack: string): Promise<number | null> {
  return (await setInForce(queries, pack))?.number ?? null;
}

/** More than this many addresses are asked for territory by territory, like a nation. */
const MANY_ADDRESSES = 50_000;

/**
 * Assigns addresses that came or changed, by the set in force, in the transaction that brings them; `all` after a first
 * load, which takes minutes for a nation. Does nothing while no set is in force. The transaction has opened the register
 * (`openRegister`) for the places of the addresses, or is the owner's.
 * @returns how many got another station, or none, than before.
 */
export async function assignAddresses(
  transaction: Transaction,
  country: { readonly pack: string; readonly root: TerritoryPath },
  addressIds: readonly number[] | 'all',
  now: Date,
): Promise<number> {
  if (addressIds.length === 0) return 0;
  await lockAssignment(transaction, country.pack, 'shared');
  const set = await setInForce(transaction, country.pack);
  if (set === null) return 0;
  const isMany = addressIds === 'all' || addressIds.length > MANY_ADDRESSES;
  const changed = isMany
    ? await assignWholeCountry(
        transaction,
        set,
        country.root,
        () => {},
        async () => {},
      )
    : await assignSome(transaction, set, addressIds);
  if (changed > 0) {
    await askFinder(transaction, country.pack, now);
    await enqueue(transaction, ASSIGNMENT_TASK);
  }
  return changed;
}

async function assignSome(
  transaction: Transaction,
  set: SetKey,
  addressIds: readonly number[],
): Promise<number> {
  const areas = areasNear(await areasOf(transaction, set));
  const addresses = await addressesByIds(transaction, set, addressIds);
  let changed = 0;
  for (const [territoryPath, inside] of Map.groupBy(addresses, (one) => one.territoryPath)) {
    const ranges = await rangesIn(transaction, set, territoryPath);
    const given = giveStations(ranges, areas, inside);
    changed += await saveDifferences(transaction, set, territoryPath, given);
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
