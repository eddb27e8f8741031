import { present } from '@ovoz/basics';
import { type CountryRegister, searchKey, skeletonKey } from '../country-register.ts';
import { copyInto, fillWithoutIndexes, readAddressPlaces } from '../store-load-fill.ts';
import {
  applyVoters,
  correctedVoters,
  createIncomingVoters,
  type IncomingVoter,
  judgedAside,
  judgeVoters,
  settleIncoming,
  voterEffects,
} from '../store-load-persons.ts';
import { type StoredVoter, territoryOfAddress, type VoterField } from '../store-voters.ts';
import { type InTransaction, readRows, rowsOf } from './load-job.ts';
import { PLACED_COLUMNS, STAGED_COLUMNS } from './person-reader.ts';
import { districtTally, setAside } from './tally.ts';

/** The first load: rows go straight into the empty register. */
export async function fillPersons({ transaction, job }: InTransaction): Promise<void> {
  const { tally, batch, progress } = job;
  const places = await readAddressPlaces(transaction);
  const target = { into: 'register', places, sequence: batch.sequence } as const;
  await fillWithoutIndexes(
    transaction,
    'voters',
    () =>
      copyInto(
        transaction,
        'voters',
        PLACED_COLUMNS,
        readRows(job, { kind: 'persons', target }),
        true,
      ),
    (share) => progress('indexing', share),
  );
  tally.outcomes.added = rowsOf(job, 'persons') - tally.setAside.length;
}

/** Later batches: rows wait beside the register, are compared with it, and only what differs is written. */
export async function mergePersons({ transaction, job }: InTransaction): Promise<void> {
  const { tally, batch, register, now, progress } = job;
  await createIncomingVoters(transaction);
  const rows = readRows(job, { kind: 'persons', target: { into: 'staging' } });
  await copyInto(transaction, 'incoming_voters', STAGED_COLUMNS, rows);
  await progress('comparing', 0);
  const fates = await judgeVoters(transaction, register.root);
  const aside = await judgedAside(transaction);
  setAside(
    tally,
    aside.map((row) => ({
      ...row,
      field: row.reason === 'address-unknown' ? 'address_id' : 'national_number',
    })),
    rowsOf(job),
  );
  await keepCorrections({ transaction, job });
  for (const { path, difference, changes } of await voterEffects(transaction)) {
    const district = districtTally(tally, path);
    district.difference += difference;
    district.changes += changes;
  }
  await applyVoters(transaction, batch.sequence, now);
  tally.outcomes.added = fates.get('added') ?? 0;
  tally.outcomes.changed = fates.get('changed') ?? 0;
  tally.outcomes.unchanged = fates.get('unchanged') ?? 0;
}

/** What a commission corrected stands until the register sends the same; everything else follows the register. */
async function keepCorrections({ transaction, job }: InTransaction): Promise<void> {
  const { register, tally } = job;
  for (const { stored, incoming } of await correctedVoters(transaction)) {
    const settled = settle(register, stored, incoming);
    const territoryPath =
      settled.addressId === null
        ? register.root
        : await territoryOfAddress(transaction, settled.addressId);
    tally.outcomes.kept += settled.corrected.length;
    await settleIncoming(transaction, {
      ...settled,
      territoryPath: present(territoryPath, 'addresses are never deleted'),
    });
  }
}

type Settled = Omit<StoredVoter, 'version' | 'status' | 'regionPath' | 'territoryPath'>;

function settle(
  register: CountryRegister,
  stored: StoredVoter,
  { sealed, ...incoming }: IncomingVoter,
): Settled {
  const { keys, pack } = register;
  const ours = keys.unsealNumbers(stored.sealed);
  const theirs = keys.unsealNumbers(Buffer.from(sealed, 'base64'));
  const before = { ...stored, nationalNumber: ours.number, documentNumber: ours.document };
  const after = { ...incoming, nationalNumber: theirs.number, documentNumber: theirs.document };
  const corrected = stored.corrected.filter((field) => before[field] !== after[field]);
  const kept = Object.fromEntries(corrected.map((field) => [field, before[field]])) as Partial<
    Pick<typeof before, VoterField>
  >;
  const { nationalNumber, documentNumber, ...person } = { ...after, ...kept };
  return {
    ...person,
    id: stored.id,
    nationalKey: nationalNumber === '' ? null : keys.nationalKey(pack, nationalNumber),
    sealed: keys.sealNumbers(nationalNumber, documentNumber),
    searchKey: searchKey(register, person),
    skeletonKey: skeletonKey(register, person),
    corrected,
  };
}
