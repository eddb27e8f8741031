import { randomUUID } from 'node:crypto';
import { ok, present, type Result, refused } from '@ovoz/basics';
import type { RefusalCode, RequestFields } from '@ovoz/contract';
import { successAction } from '@ovoz/voter-register';
import type { Transaction } from '../../platform/database.ts';
import { openRegister, WHOLE_REGISTER } from '../../platform/register-scope.ts';
import { overrideStation } from '../precinct-assignment/public.ts';
import { applyVoterChange, type VoterChange, type VoterFields } from '../voter-register/public.ts';
import { type Act, askedFields, causeOf, type Effect, refusalOf, voterOf } from './effect.ts';
import { isListFrozen } from './request-time.ts';
import { reverse } from './reversing.ts';
import { endEntry, entryInForce, insertEntry } from './store-overseas.ts';
import { findRequest, moveRequest, type StoredRequest } from './store-requests.ts';
import { insertStep } from './store-request-parts.ts';
import { findAddress, findVoter } from './store-voters.ts';
import { verifyIdentity } from './verifying.ts';

type Outcome = Promise<Result<Effect, RefusalCode>>;
type Apply = (transaction: Transaction, act: Act, request: StoredRequest) => Outcome;

const APPLY: Readonly<Record<StoredRequest['kind'], Apply>> = {
  add,
  fix,
  move,
  abroad: listAbroad,
  remove: (transaction, act, request) =>
    changeVoter(transaction, act, request, {
      kind: 'status',
      voterId: voterOf(request),
      status: 'removed',
      ...causeOf(request),
    }),
  restore,
  return: returnHome,
};

/** Carries a request out: the one place where a granted request changes the list. */
export async function apply(transaction: Transaction, act: Act, request: StoredRequest): Outcome {
  return APPLY[request.kind](transaction, act, request);
}

async function add(transaction: Transaction, act: Act, request: StoredRequest): Outcome {
  const { surname, given, patronymic, sex, birthDate, citizenship, addressId, flat } =
    request.details.fields;
  if (sex === undefined || birthDate === undefined) return refused('request-incomplete');
  const { number, document } = act.register.keys.unsealNumbers(
    present(request.sealed, 'somebody to be added has numbers, even empty ones'),
  );
  const person: VoterFields = {
    nationalNumber: number,
    documentNumber: document,
    surname: surname ?? '',
    given: given ?? '',
    patronymic: patronymic ?? '',
    sex,
    birthDate,
    citizenship: citizenship ?? act.register.rules.citizenship,
    addressId: addressId === undefined ? null : Number(addressId),
    flat: flat ?? '',
  };
  const { territoryPath } = request;
  return changeVoter(transaction, act, request, {
    kind: 'add',
    person,
    territoryPath,
    ...causeOf(request),
  });
}

async function fix(transaction: Transaction, act: Act, request: StoredRequest): Outcome {
  const { addressId } = request.details.fields;
  if (addressId !== undefined && (await findAddress(transaction, addressId)) === null) {
    return refused('address-unknown');
  }
  const fields = fieldsOf(request.details.fields);
  return changeVoter(transaction, act, request, {
    kind: 'change',
    voterId: voterOf(request),
    fields,
    corrected: askedFields(request),
    ...causeOf(request),
  });
}

async function changeVoter(
  transaction: Transaction,
  act: Act,
  request: StoredRequest,
  change: VoterChange,
): Outcome {
  const done = await applyVoterChange(transaction, act.register, act.now, change);
  if (!done.ok) return refused(refusalOf(done.refusal));
  const { voterId, version } = done.value;
  return ok({
    outcome: successAction(request.kind, askedFields(request)),
    voterId: String(voterId),
    versionBefore: version === 1 ? null : version - 1,
  });
}

async function move(
  transaction: Transaction,
  { register, time, now }: Act,
  request: StoredRequest,
): Outcome {
  const { election, station, voterId } = request;
  if (await isListFrozen(transaction, time, register.rules)) return refused('list-frozen');
  const voter = await findVoter(transaction, String(voterOf(request)), { lock: true });
  if (voter?.status !== 'registered' || election === null || station === null) {
    return refused('voter-changed');
  }
  await overrideStation(
    transaction,
    {
      election,
      voterId: voterOf(request),
      pack: register.pack,
      station,
      territoryPath: voter.territoryPath,
      requestId: request.id,
    },
    now,
  );
  return ok({ outcome: successAction('move'), voterId: voterId ?? '', versionBefore: null });
}

async function restore(transaction: Transaction, act: Act, request: StoredRequest): Outcome {
  const id = present(request.reverses, 'who restores names what is taken back');
  const original = await findRequest(transaction, id, { lock: true });
  if (original?.status !== 'granted') return refused('nothing-to-reverse');
  const reversed = await reverse(transaction, act, original, request.id);
  if (!reversed.ok) return reversed;
  await moveRequest(transaction, original.id, { status: 'reversed' });
  await insertStep(transaction, original, {
    event: 'reverse',
    at: act.now,
    personId: act.personId,
    words: null,
  });
  return ok({
    outcome: successAction('restore'),
    voterId: String(voterOf(request)),
    versionBefore: null,
  });
}

/**
 * Moves a voter to the list of the mission, with the mark at home, in this transaction. Only who shows the numbers and
 * the birth date of the record is moved; the mission sees nothing else of it.
 */
async function listAbroad(transaction: Transaction, act: Act, request: StoredRequest): Outcome {
  const { register, time, now } = act;
  const { election, station } = request;
  if (await isListFrozen(transaction, time, register.rules)) return refused('list-frozen');
  const verified = await verifyIdentity(transaction, act, request);
  if (!verified.ok) return verified;
  const voter = verified.value;
  if (election === null || station === null) return refused('request-incomplete');
  if (await entryInForceAnywhere(transaction, act, election, voter.id)) {
    return refused('abroad-already');
  }
  await insertEntry(
    transaction,
    {
      id: randomUUID(),
      election,
      pack: register.pack,
      voterId: voter.id,
      station,
      stationPath: request.territoryPath,
      homePath: voter.territoryPath,
      requestId: request.id,
    },
    now,
  );
  return ok({
    outcome: successAction('abroad'),
    voterId: voter.id,
    versionBefore: null,
    homePath: voter.territoryPath,
  });
}

async function entryInForceAnywhere(
  transaction: Transaction,
  { paths }: Act,
  election: string,
  voterId: string,
): Promise<boolean> {
  await openRegister(transaction, WHOLE_REGISTER);
  const entry = await entryInForce(transaction, election, voterId);
  await openRegister(transaction, paths);
  return entry !== null;
}

async function returnHome(transaction: Transaction, act: Act, request: StoredRequest): Outcome {
  if (await isListFrozen(transaction, act.time, act.register.rules)) return refused('list-frozen');
  const voterId = String(voterOf(request));
  const entry = await entryInForce(transaction, request.election ?? '', voterId);
  if (entry === null) return refused('abroad-not');
  // The mission that loses the voter may lie elsewhere.
  await openRegister(transaction, [...act.paths, entry.stationPath]);
  await endEntry(transaction, entry.id, request.id, act.now);
  await openRegister(transaction, act.paths);
  return ok({ outcome: successAction('return'), voterId, versionBefore: null });
}

/** The fields of a correction as the register takes them. */
function fieldsOf(fields: RequestFields): Partial<VoterFields> {
  const { addressId, citizenship: _, ...others } = fields;
  return addressId === undefined ? others : { ...others, addressId: Number(addressId) };
}
