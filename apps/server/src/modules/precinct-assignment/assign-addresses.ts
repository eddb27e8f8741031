import type { TerritoryPath } from '@ovoz/election-model';
import {
  areasNear,
  type Assignment,
  createAssigner,
  type NumberedRule,
  type Position,
} from '@ovoz/voter-register';
import type { Transaction } from '../../platform/database.ts';
import {
  type AddressNow,
  addressesIn,
  analyzeAssignment,
  type NewStation,
  saveStations,
  territoriesWithAddresses,
  useIndexes,
} from './store-addresses.ts';
import { areasOf, rangesIn } from './store-rules.ts';
import type { SetKey } from './store-sets.ts';

/** An address with what a set gives it. */
export type Given = { readonly address: AddressNow; readonly given: Assignment };

/** Told after each territory, from 0 to 1000. */
export type OnProgress = (progress: number) => Promise<void>;

/**
 * Asks a set for the station of every active address of a country, territory by territory: what is held at a time
 * is one territory and the areas.
 */
export async function walkAddresses(
  transaction: Transaction,
  set: SetKey,
  root: TerritoryPath,
  visit: (territoryPath: TerritoryPath, given: readonly Given[]) => Promise<void>,
  onProgress: OnProgress,
): Promise<void> {
  await useIndexes(transaction, 'always');
  const areas = areasNear(await areasOf(transaction, set));
  const territories = await territoriesWithAddresses(transaction, root);
  for (const [index, territoryPath] of territories.entries()) {
    const addresses = await addressesIn(transaction, set, territoryPath);
    const ranges = await rangesIn(transaction, set, territoryPath);
    await visit(territoryPath, giveStations(ranges, areas, addresses));
    await onProgress(Math.floor(((index + 1) / territories.length) * 1000));
  }
  await useIndexes(transaction, 'as-planned');
}

/** @param areas those near some points. The rules for addresses themselves come with the addresses. */
export function giveStations(
  ranges: readonly NumberedRule[],
  areas: (points: readonly Position[]) => readonly NumberedRule[],
  addresses: readonly AddressNow[],
): readonly Given[] {
  const own = addresses.flatMap(({ id, ownRule }) =>
    ownRule === null ? [] : [{ kind: 'address' as const, addressId: id, ...ownRule }],
  );
  const points = addresses.flatMap(({ point }) => (point === null ? [] : [point]));
  const assign = createAssigner([...own, ...ranges, ...areas(points)]);
  return addresses.map((address) => ({ address, given: assign(address) }));
}

/** Saves what differs from what is in force. @returns how many addresses were changed or came. */
export async function saveDifferences(
  transaction: Transaction,
  set: SetKey,
  territoryPath: TerritoryPath,
  all: readonly Given[],
): Promise<number> {
  const changed = all.flatMap(({ address, given }): NewStation[] =>
    address.knownIn === territoryPath && address.station === given.station
      ? []
      : [
          {
            addressId: address.id,
            station: given.station,
            method: given.method,
            ruleId: given.rule,
            isKnown: address.knownIn !== null,
          },
        ],
  );
  await saveStations(transaction, set, territoryPath, changed);
  return changed.length;
}

/** Territories after which the planner is told what came: it began with an empty table, and keeps its plans. */
const ANALYSED_AFTER: ReadonlySet<number> = new Set([1, 10, 100]);

/**
 * Gives every active address of a country its station by a set, and saves what differs from what is in force.
 * @param visit is shown all of a territory before it is saved.
 * @returns how many addresses were changed or came.
 */
export async function assignWholeCountry(
  transaction: Transaction,
  set: SetKey,
  root: TerritoryPath,
  visit: (all: readonly Given[]) => void,
  onProgress: OnProgress,
): Promise<number> {
  let changed = 0;
  let territories = 0;
  const save = async (territoryPath: TerritoryPath, all: readonly Given[]) => {
    visit(all);
    changed += await saveDifferences(transaction, set, territoryPath, all);
    territories += 1;
    if (ANALYSED_AFTER.has(territories)) await analyzeAssignment(transaction);
  };
  await walkAddresses(transaction, set, root, save, onProgress);
  if (changed > 0) await analyzeAssignment(transaction);
  return changed;
}
