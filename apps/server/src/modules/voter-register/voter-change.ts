import { ok, type Result, refused } from '@ovoz/basics';
import type { TerritoryPath } from '@ovoz/election-model';
import { checkPerson, type Person, type PersonFault } from '@ovoz/voter-register';
import { isUniqueViolation, type Transaction } from '../../platform/database.ts';
import {
  type CountryRegister,
  districtOf,
  regionOf,
  searchKey,
  skeletonKey,
} from './country-register.ts';
import {
  type ChangeCause,
  countVoters,
  insertVoter,
  keepVersion,
  lockVoter,
  moveFacts,
  noteChange,
  type StoredVoter,
  territoryOfAddress,
  updateVoter,
  type VoterField,
  type VoterStatus,
} from './store-voters.ts';

type Cause = {
  readonly cause: ChangeCause;
  /** Number of the batch, id of the request or of the pair. */
  readonly causeRef: string;
};

export type VoterFields = Pick<Person, VoterField>;

/** What is done to one voter. */
export type VoterChange =
  | ({
      readonly kind: 'add';
      readonly person: VoterFields;
      /** Where the voter belongs when the person has no address. */
      readonly territoryPath: TerritoryPath;
    } & Cause)
  | ({
      readonly kind: 'change';
      readonly voterId: number;
      readonly fields: Partial<VoterFields>;
      /** Those of the fields that stand until the civil register sends the same. */
      readonly corrected: readonly VoterField[];
    } & Cause)
  | ({
      readonly kind: 'status';
      readonly voterId: number;
      readonly status: VoterStatus;
    } & Cause);

export type VoterChangeFault =
  | PersonFault
  | 'voter-unknown'
  | 'voter-unchanged'
  | 'address-unknown'
  | 'national-number-taken';

type Outcome = Promise<
  Result<{ readonly voterId: number; readonly version: number }, VoterChangeFault>
>;

/**
 * Adds or changes one voter in the caller's transaction: the row as it was is kept as a version, the finder of
 * duplicates is told. Who may do it, and why, is the caller's to decide and to record. The transaction must have
 * opened the register (`openRegister`) where the voter is and, for a move, where the voter goes.
 */
export async function applyVoterChange(
  transaction: Transaction,
  register: CountryRegister,
  now: Date,
  change: VoterChange,
): Outcome {
  if (change.kind === 'add') return addVoter(transaction, register, now, change);
  const voter = await lockVoter(transaction, change.voterId);
  if (voter === null) return refused('voter-unknown');
  if (change.kind === 'status') {
    return replaceVoter(transaction, now, change, voter, { ...voter, status: change.status });
  }
  const numbers = register.keys.unsealNumbers(voter.sealed);
  const before = { ...voter, nationalNumber: numbers.number, documentNumber: numbers.document };
  const corrected = new Set([...voter.corrected, ...change.corrected]);
  const after = await derive(transaction, register, now, { ...before, ...change.fields }, voter);
  if (!after.ok) return after;
  const isSameNumbers =
    (change.fields.nationalNumber ?? numbers.number) === numbers.number &&
    (change.fields.documentNumber ?? numbers.document) === numbers.document;
  return replaceVoter(transaction, now, change, voter, {
    ...after.value,
    // Sealing anew gives other bytes.
    sealed: isSameNumbers ? voter.sealed : after.value.sealed,
    recordId: voter.recordId,
    status: voter.status,
    corrected: [...corrected].toSorted(),
  });
}

async function addVoter(
  transaction: Transaction,
  register: CountryRegister,
  now: Date,
  { person, territoryPath }: Extract<VoterChange, { kind: 'add' }>,
): Outcome {
  const voter = await derive(transaction, register, now, person, { territoryPath });
  if (!voter.ok) return voter;
  const { value } = voter;
  const added = await unlessTaken(transaction, (inner) =>
    insertVoter(inner, { ...value, recordId: null, status: 'registered', corrected: [] }),
  );
  if (!added.ok) return added;
  await countVoters(transaction, districtOf(value.territoryPath), 1);
  await noteChange(transaction, added.value);
  return ok({ voterId: added.value, version: 1 });
}

async function replaceVoter(
  transaction: Transaction,
  now: Date,
  { cause, causeRef }: Cause,
  before: StoredVoter,
  after: Omit<StoredVoter, 'id' | 'version'>,
): Outcome {
  if (isSame(before, after)) return refused('voter-unchanged');
  await keepVersion(transaction, before.id, { cause, causeRef, now });
  const updated = await unlessTaken(transaction, (inner) => updateVoter(inner, before.id, after));
  if (!updated.ok) return updated;
  await recount(transaction, before, after);
  if (before.territoryPath !== after.territoryPath) {
    await moveFacts(transaction, before.id, after.territoryPath);
  }
  await noteChange(transaction, before.id);
  return ok({ voterId: before.id, version: before.version + 1 });
}

type Placed = Pick<StoredVoter, 'status' | 'territoryPath'>;

async function recount(transaction: Transaction, before: Placed, after: Placed): Promise<void> {
  const place = (voter: Placed) =>
    voter.status === 'registered' ? districtOf(voter.territoryPath) : null;
  const [from, to] = [place(before), place(after)];
  if (from === to) return;
  // In one order, so that two people who move voters in opposite directions do not wait for each other.
  const steps = [
    { district: from, difference: -1 },
    { district: to, difference: 1 },
  ].toSorted((a, b) => ((a.district ?? '') < (b.district ?? '') ? -1 : 1));
  for (const { district, difference } of steps) {
    if (district !== null) await countVoters(transaction, district, difference);
  }
}

type Derived = Omit<StoredVoter, 'id' | 'version' | 'status' | 'recordId' | 'corrected'>;

/** Checks the fields by the same rule as a row of the civil register, and works out what follows from them. */
async function derive(
  transaction: Transaction,
  register: CountryRegister,
  now: Date,
  fields: VoterFields,
  place: { readonly territoryPath: TerritoryPath },
): Promise<Result<Derived, VoterChangeFault>> {
  const { keys, pack, rules } = register;
  const checked = checkPerson(cellsOf(fields), { ...rules, asOf: now.toISOString().slice(0, 10) });
  if (!checked.ok) return refused(checked.refusal.code);
  const { nationalNumber, documentNumber, recordId: _, ...person } = checked.value;
  const territoryPath =
    person.addressId === null
      ? place.territoryPath
      : await territoryOfAddress(transaction, person.addressId);
  if (territoryPath === null) return refused('address-unknown');
  return ok({
    ...person,
    nationalKey: nationalNumber === '' ? null : keys.nationalKey(pack, nationalNumber),
    sealed: keys.sealNumbers(nationalNumber, documentNumber),
    searchKey: searchKey(register, person),
    skeletonKey: skeletonKey(register, person),
    territoryPath,
    regionPath: regionOf(territoryPath),
  });
}

function cellsOf(fields: VoterFields) {
  return {
    // A voter who was added on request has none; it is not looked at here.
    record_id: '1',
    national_number: fields.nationalNumber,
    document_number: fields.documentNumber,
    surname: fields.surname,
    given: fields.given,
    patronymic: fields.patronymic,
    sex: fields.sex,
    birth_date: fields.birthDate,
    citizenship: fields.citizenship,
    address_id: fields.addressId === null ? '' : String(fields.addressId),
    flat: fields.flat,
  };
}

async function unlessTaken<Value>(
  transaction: Transaction,
  write: (inner: Transaction) => Promise<Value>,
): Promise<Result<Value, 'national-number-taken'>> {
  try {
    return ok((await transaction.savepoint(write)) as Value);
  } catch (error) {
    if (isUniqueViolation(error, 'voters_national_key')) return refused('national-number-taken');
    throw error;
  }
}

const COMPARED = [
  'surname',
  'given',
  'patronymic',
  'sex',
  'birthDate',
  'citizenship',
  'addressId',
  'flat',
  'status',
  'territoryPath',
] as const;

function isSame(before: StoredVoter, after: Omit<StoredVoter, 'id' | 'version'>): boolean {
  return (
    COMPARED.every((field) => before[field] === after[field]) &&
    before.sealed.equals(after.sealed) &&
    before.corrected.join() === after.corrected.join()
  );
}
