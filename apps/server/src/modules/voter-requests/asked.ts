import { ok, type Result, refused } from '@ovoz/basics';
import type { BodyOf, RefusalCode, RequestFields, registerVoterRequest } from '@ovoz/contract';
import { isDay } from '@ovoz/election-model';
import { checkName, checkNationalNumber, FIXABLE_FIELDS } from '@ovoz/voter-register';
import type { Transaction } from '../../platform/database.ts';
import { openRegister, WHOLE_REGISTER } from '../../platform/register-scope.ts';
import { findStation } from '../geography/public.ts';
import { pathsOf, type Reach, reaches, type RegisterOfPack } from './reach.ts';
import { abroadDeadline, isListFrozen, type RequestTime } from './request-time.ts';
import { requestWithin } from './request-within.ts';
import { entryInForce } from './store-overseas.ts';
import type { NewRequest } from './store-requests.ts';
import { findAddress, findVoterByKey, type VoterRow } from './store-voters.ts';
import { voterWithin } from './voter-page.ts';

type Body = BodyOf<typeof registerVoterRequest>;

/** What a request of each kind adds to the common part. */
type Asked = Pick<
  NewRequest,
  'voterId' | 'territoryPath' | 'station' | 'reverses' | 'details' | 'sealed'
>;
type Outcome = Promise<Result<Asked, RefusalCode>>;
type Ask = (transaction: Transaction, reach: Reach, time: RequestTime, body: Body) => Outcome;

const REVERSIBLE = ['add', 'remove', 'fix', 'move'];

const ASK: Readonly<Record<Body['kind'], Ask>> = {
  add: askToAdd,
  abroad: askForAbroad,
  remove: async (transaction, reach, _, body) => aboutVoter(transaction, reach, body),
  fix: askToFix,
  move: askToMove,
  restore: askToRestore,
  return: askToReturn,
};

/** Checks what is asked against the list as it is. A request that can only be rejected is not taken. */
export async function askedRequest(
  transaction: Transaction,
  reach: Reach,
  time: RequestTime,
  body: Body,
): Outcome {
  const fields = checkFields(body.fields);
  if (!fields.ok) return fields;
  return ASK[body.kind](transaction, reach, time, { ...body, fields: fields.value });
}

/** Names as they are kept, and a real birth date. */
function checkFields(fields: RequestFields): Result<RequestFields, RefusalCode> {
  if (fields.birthDate !== undefined && !isDay(fields.birthDate)) return refused('date-impossible');
  let checked = fields;
  for (const part of ['surname', 'given', 'patronymic'] as const) {
    const text = fields[part];
    if (text === undefined || (text === '' && part !== 'given')) continue;
    const name = checkName(text);
    if (!name.ok) return refused('name-invalid');
    checked = { ...checked, [part]: name.value };
  }
  return ok(checked);
}

async function askToAdd(
  transaction: Transaction,
  reach: Reach,
  _time: RequestTime,
  body: Body,
): Outcome {
  const { fields, document = '' } = body;
  const { surname, given, sex, birthDate, citizenship, addressId } = fields;
  const isWhole = [surname, given, sex, birthDate, citizenship, addressId].every(
    (field) => field !== undefined,
  );
  if (!isWhole || addressId === undefined) return refused('request-incomplete');
  await openRegister(transaction, pathsOf(reach));
  const address = await findAddress(transaction, addressId);
  if (address === null || !reaches(reach, address.territoryPath, address.station)) {
    return refused('address-unknown');
  }
  const number = await freeNumber(transaction, reach, body);
  if (!number.ok) return number;
  return ok({
    voterId: null,
    territoryPath: address.territoryPath,
    station: null,
    reverses: null,
    details: detailsOf(body, nameOf(fields)),
    sealed: reach.register.keys.sealNumbers(number.value, document.trim()),
  });
}

/** The national number of somebody who is nowhere on the list yet; empty where people have none. */
async function freeNumber(
  transaction: Transaction,
  reach: Reach,
  { nationalNumber }: Body,
): Promise<Result<string, RefusalCode>> {
  const { register } = reach;
  if (register.rules.nationalNumber === 'none') return ok('');
  if (nationalNumber === undefined) return refused('request-incomplete');
  const number = numberOf(register, nationalNumber);
  if (!number.ok) return number;
  // The whole register: a person is on it once. The clerk learns only that there is such a voter.
  await openRegister(transaction, WHOLE_REGISTER);
  const taken = await findVoterByKey(
    transaction,
    register.keys.nationalKey(register.pack, number.value),
  );
  await openRegister(transaction, pathsOf(reach));
  return taken === null ? number : refused('voter-listed-already');
}

/** The number in its written form. */
export function numberOf(
  { rules }: RegisterOfPack,
  text: string,
): Result<string, 'national-number-invalid'> {
  return checkNationalNumber(rules.nationalNumber, text);
}

async function aboutVoter(transaction: Transaction, reach: Reach, body: Body): Outcome {
  const found = await theVoter(transaction, reach, body);
  return found.ok ? ok(askedOf(found.value, body)) : found;
}

async function theVoter(
  transaction: Transaction,
  reach: Reach,
  { voter: id }: Body,
): Promise<Result<VoterRow, RefusalCode>> {
  if (id === null) return refused('request-incomplete');
  const found = await voterWithin(transaction, reach, id);
  return found.ok ? ok(found.value.voter) : found;
}

function askedOf(voter: VoterRow, body: Body): Asked {
  return {
    voterId: voter.id,
    territoryPath: voter.territoryPath,
    station: null,
    reverses: null,
    details: detailsOf(body, nameOf(voter)),
    sealed: null,
  };
}

async function askToFix(
  transaction: Transaction,
  reach: Reach,
  _time: RequestTime,
  body: Body,
): Outcome {
  const voter = await theVoter(transaction, reach, body);
  if (!voter.ok) return voter;
  const asked = FIXABLE_FIELDS.filter((field) => body.fields[field] !== undefined);
  if (asked.length === 0) return refused('request-incomplete');
  const changed = asked.filter((field) => (voter.value[field] ?? '') !== body.fields[field]);
  if (changed.length === 0) return refused('no-change');
  const fields = Object.fromEntries(changed.map((field) => [field, body.fields[field]]));
  const { addressId } = fields;
  if (addressId !== undefined) {
    const address = await findAddress(transaction, addressId);
    const isWithin =
      address !== null &&
      (reaches(reach, address.territoryPath, address.station) ||
        // Somebody who moves inside of the district leaves the station of the desk.
        address.territoryPath === voter.value.territoryPath);
    if (!isWithin) return refused('address-unknown');
  }
  return ok(askedOf(voter.value, { ...body, fields }));
}

async function askToMove(
  transaction: Transaction,
  reach: Reach,
  time: RequestTime,
  body: Body,
): Outcome {
  const voter = await theVoter(transaction, reach, body);
  if (!voter.ok) return voter;
  if (time.election === null || body.election === null || body.station === null) {
    return refused('request-incomplete');
  }
  if (await isListFrozen(transaction, time, reach.register.rules)) return refused('list-frozen');
  if (body.station === voter.value.station) return refused('no-change');
  const station = await stationIn(transaction, time, body.station);
  if (station === null || station.station.kind === 'abroad') return refused('station-unknown');
  return ok({ ...askedOf(voter.value, body), station: body.station });
}

async function askToRestore(
  transaction: Transaction,
  reach: Reach,
  _: RequestTime,
  body: Body,
): Outcome {
  const voter = await theVoter(transaction, reach, body);
  if (!voter.ok) return voter;
  if (body.reverses === null) return refused('request-incomplete');
  const original = await requestWithin(transaction, reach, body.reverses);
  if (!original.ok) return refused('nothing-to-reverse');
  const { kind, status, voterId } = original.value.request;
  if (status !== 'granted' || voterId !== body.voter || !REVERSIBLE.includes(kind)) {
    return refused('nothing-to-reverse');
  }
  return ok({ ...askedOf(voter.value, body), reverses: body.reverses });
}

async function askToReturn(
  transaction: Transaction,
  reach: Reach,
  time: RequestTime,
  body: Body,
): Outcome {
  const voter = await theVoter(transaction, reach, body);
  if (!voter.ok) return voter;
  if (time.election === null || body.election === null) return refused('request-incomplete');
  if (await isListFrozen(transaction, time, reach.register.rules)) return refused('list-frozen');
  const entry = await entryInForce(transaction, body.election, voter.value.id);
  return entry === null ? refused('abroad-not') : ok(askedOf(voter.value, body));
}

async function askForAbroad(
  transaction: Transaction,
  reach: Reach,
  time: RequestTime,
  body: Body,
): Outcome {
  const { station, nationalNumber, document, fields } = body;
  const isWhole = [nationalNumber, document, fields.given, fields.birthDate].every(
    (field) => field !== undefined && field.trim() !== '',
  );
  if (body.election === null || station === null || !isWhole) return refused('request-incomplete');
  const mission = await missionFor(transaction, reach.register, time, station);
  if (!mission.ok) return mission;
  if (!reaches(reach, mission.value, station)) return refused('not-a-mission');
  const number = numberOf(reach.register, nationalNumber ?? '');
  if (!number.ok) return number;
  await openRegister(transaction, [mission.value]);
  return ok({
    voterId: null,
    territoryPath: mission.value,
    station,
    reverses: null,
    details: detailsOf(body, nameOf(fields)),
    sealed: reach.register.keys.sealNumbers(number.value, (document ?? '').trim()),
  });
}

/** The territory of a mission that takes requests now. */
export async function missionFor(
  transaction: Transaction,
  { rules }: RegisterOfPack,
  time: RequestTime,
  station: string,
): Promise<Result<string, RefusalCode>> {
  if (time.voting === null) return refused('request-incomplete');
  if (await isListFrozen(transaction, time, rules)) return refused('list-frozen');
  if (time.legalNow >= abroadDeadline(time.voting, rules)) return refused('abroad-too-late');
  const found = await stationIn(transaction, time, station);
  if (found?.station.kind !== 'abroad') return refused('not-a-mission');
  return ok(found.path);
}

async function stationIn(transaction: Transaction, { election }: RequestTime, number: string) {
  if (election === null) return null;
  const { geography } = election.version.definition;
  const version = { pack: election.election.pack, number: geography.version };
  return findStation(transaction, version, number);
}

function detailsOf({ requester, reason, fields }: Body, person: string): NewRequest['details'] {
  return { person, requester, reason, fields };
}

/** As in an address: surname first. */
export function nameOf({
  surname = '',
  given = '',
  patronymic = '',
}: Pick<RequestFields, 'surname' | 'given' | 'patronymic'>): string {
  return [surname, given, patronymic].filter((part) => part !== '').join(' ');
}
