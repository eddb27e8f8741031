import type { TerritoryPath } from '@ovoz/election-model';
import type { Transaction } from './database.ts';

/** The whole installation: for what the system itself does, never for what a person asks to see. */
export const WHOLE_REGISTER: readonly TerritoryPath[] = [''];

/**
 * Tells the database whose part of the voter register this transaction may read and write (row-level
 * security). Without it the server sees no voter at all. Ends with the transaction.
 * @param paths territories that the person's rights cover; none: nothing is seen.
 */
export async function openRegister(
  transaction: Transaction,
  paths: readonly TerritoryPath[],
): Promise<void> {
  const scope = paths.map((path) => (path === '' ? '*' : path)).join(',');
  await transaction`select set_config('ovoz.register_scope', ${scope}, true)`;
}
