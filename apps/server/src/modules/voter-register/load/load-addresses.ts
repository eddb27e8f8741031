import type { TerritoryPath } from '@ovoz/election-model';
import { allTerritories, currentGeography } from '../../geography/public.ts';
import { assignAddresses } from '../../precinct-assignment/public.ts';
import { copyInto, fillWithoutIndexes } from '../store-load-fill.ts';
import {
  applyAddresses,
  changedAddresses,
  createIncomingAddresses,
  moveVotersWithAddresses,
} from '../store-load-addresses.ts';
import { FILLED_ADDRESS_COLUMNS, STAGED_ADDRESS_COLUMNS } from './address-reader.ts';
import { type InTransaction, readRows, rowsOf } from './load-job.ts';
import { LoadRefused } from './load-refused.ts';
import { districtTally } from './tally.ts';

/**
 * A batch of the address register.
 * @param isFirst there is no address yet
 * @throws LoadRefused when the country has no geography to place them in
 */
export async function loadAddresses(
  { transaction, job }: InTransaction,
  isFirst: boolean,
): Promise<void> {
  const { tally, batch, progress, register, now } = job;
  const territories = await territoriesOf({ transaction, job });
  const country = { pack: batch.pack, root: register.root };
  if (isFirst) {
    const target = { into: 'register', sequence: batch.sequence } as const;
    const rows = readRows(job, { kind: 'addresses', paths: territories, target });
    await fillWithoutIndexes(
      transaction,
      'addresses',
      () => copyInto(transaction, 'addresses', FILLED_ADDRESS_COLUMNS, rows, true),
      (share) => progress('indexing', share),
    );
    tally.outcomes.added = rowsOf(job) - tally.setAside.length;
    await assignAddresses(transaction, country, 'all', now);
    return;
  }
  await createIncomingAddresses(transaction);
  const rows = readRows(job, {
    kind: 'addresses',
    paths: territories,
    target: { into: 'staging' },
  });
  await copyInto(transaction, 'incoming_addresses', STAGED_ADDRESS_COLUMNS, rows);
  await progress('comparing', 0);
  Object.assign(tally.outcomes, await applyAddresses(transaction, batch.sequence));
  for (const { path, difference, changes } of await moveVotersWithAddresses(transaction)) {
    const district = districtTally(tally, path);
    district.difference += difference;
    district.changes += changes;
  }
  await assignAddresses(transaction, country, await changedAddresses(transaction), now);
}

/** Path of each territory of the current geography by its code. */
async function territoriesOf({
  transaction,
  job,
}: InTransaction): Promise<ReadonlyMap<string, TerritoryPath>> {
  const { pack, root } = job.register;
  const current = await currentGeography(transaction, pack);
  if (current === null) throw new LoadRefused('geography-missing');
  const all = await allTerritories(transaction, { pack, number: current.number }, root);
  return new Map(all.map(({ territory }) => [territory.code, territory.path]));
}
