import { randomUUID } from 'node:crypto';
import { assert, ok, present, type Result, refused } from '@ovoz/basics';
import type { RefusalCode } from '@ovoz/contract';
import type { FixableField } from '@ovoz/voter-register';
import type { Transaction } from '../../platform/database.ts';
import { openRegister, WHOLE_REGISTER } from '../../platform/register-scope.ts';
import { endOverride } from '../precinct-assignment/public.ts';
import { applyVoterChange, type VoterFields } from '../voter-register/public.ts';
import { type Act, askedFields, causeOf, refusalOf, voterOf } from './effect.ts';
import { isListFrozen } from './request-time.ts';
import { endEntry, entryEndedBy, entryInForce, insertEntry } from './store-overseas.ts';
import type { StoredRequest } from './store-requests.ts';
import { findVersion, findVoter } from './store-voters.ts';

type Outcome = Promise<Result<undefined, RefusalCode>>;

/** Takes back what a granted request did. @param by the request, or the appealed one itself, that takes it back */
export async function reverse(
  transaction: Transaction,
  act: Act,
  original: StoredRequest,
  by: string,
): Outcome {
  switch (original.kind) {
    case 'add':
      return setStatus(transaction, act, original, by, 'removed');
    case 'remove':
      return setStatus(transaction, act, original, by, 'registered');
    case 'fix':
      return unfix(transaction, act, original, by);
    case 'move':
      return unmove(transaction, act, original);
    case 'abroad':
      return unlistAbroad(transaction, act, original);
    case 'return':
      return listAgain(transaction, act, original, by);
    case 'restore':
      // To bring back what a reversal took is a new request with evidence of its own.
      return refused('nothing-to-reverse');
  }
}

async function setStatus(
  transaction: Transaction,
  { register, now }: Act,
  original: StoredRequest,
  by: string,
  status: 'registered' | 'removed',
): Outcome {
  const done = await applyVoterChange(transaction, register, now, {
    kind: 'status',
    voterId: voterOf(original),
    status,
    ...causeOf({ id: by }),
  });
  return done.ok ? ok() : refused(refusalOf(done.refusal));
}

/** Columns of the fields in a kept version. */
const COLUMNS: Readonly<Record<FixableField, string>> = {
  surname: 'surname',
  given: 'given',
  patronymic: 'patronymic',
  sex: 'sex',
  birthDate: 'birth_date',
  addressId: 'address_id',
  flat: 'flat',
};

/** Puts the corrected fields back as they were, unless somebody changed them since. */
async function unfix(
  transaction: Transaction,
  { register, now }: Act,
  original: StoredRequest,
  by: string,
): Outcome {
  const id = String(voterOf(original));
  const number = present(original.versionBefore, 'a correction replaced a version');
  const voter = await findVoter(transaction, id, { lock: true });
  const version = await findVersion(transaction, id, number);
  if (voter === null || version === null) return refused('voter-changed');
  const asked = askedFields(original);
  const stands = asked.every((field) => (voter[field] ?? '') === original.details.fields[field]);
  if (!stands) return refused('voter-changed');
  const done = await applyVoterChange(transaction, register, now, {
    kind: 'change',
    voterId: voterOf(original),
    fields: Object.fromEntries(
      asked.map((field) => [field, version.before[COLUMNS[field]]]),
    ) as Partial<VoterFields>,
    corrected: [],
    ...causeOf({ id: by }),
  });
  return done.ok ? ok() : refused(refusalOf(done.refusal));
}

async function unmove(
  transaction: Transaction,
  { register, time, now }: Act,
  original: StoredRequest,
): Outcome {
  if (await isListFrozen(transaction, time, register.rules)) return refused('list-frozen');
  assert(original.election !== null, 'a move is about an election');
  await endOverride(transaction, { election: original.election, voterId: voterOf(original) }, now);
  return ok();
}

async function unlistAbroad(
  transaction: Transaction,
  { register, time, now }: Act,
  original: StoredRequest,
): Outcome {
  if (await isListFrozen(transaction, time, register.rules)) return refused('list-frozen');
  const entry = await entryInForce(transaction, original.election ?? '', String(voterOf(original)));
  if (entry === null) return refused('abroad-not');
  await endEntry(transaction, entry.id, original.id, now);
  return ok();
}

/** Back onto the list of the mission that a return ended. */
async function listAgain(
  transaction: Transaction,
  { register, time, now, paths }: Act,
  original: StoredRequest,
  by: string,
): Outcome {
  if (await isListFrozen(transaction, time, register.rules)) return refused('list-frozen');
  // The mission may lie elsewhere than the home whose commission decides.
  await openRegister(transaction, WHOLE_REGISTER);
  const ended = await entryEndedBy(transaction, original.id);
  const isListed =
    ended !== null && (await entryInForce(transaction, ended.election, ended.voterId)) !== null;
  if (ended !== null && !isListed) {
    await insertEntry(transaction, { ...ended, id: randomUUID(), requestId: by }, now);
  }
  await openRegister(transaction, paths);
  return ended === null || isListed ? refused('abroad-already') : ok();
}
