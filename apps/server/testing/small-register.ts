import assert from 'node:assert/strict';
import { pinflCheckDigit } from '@ovoz/voter-register';
import { loadCountryPacks } from '../src/modules/geography/public.ts';
import {
  applyVoterChange,
  countryRegister,
  type VoterFields,
} from '../src/modules/voter-register/public.ts';
import { inTransaction } from '../src/platform/database.ts';
import { openRegister, WHOLE_REGISTER } from '../src/platform/register-scope.ts';
import type { TestServer } from './start-test-server.ts';

const packs = loadCountryPacks();

/** Places of the small nation and of the small electorate alike. */
export const DISTRICT = 'UZ/1703/1703202';
export const OTHER_DISTRICT = 'UZ/1706/1706204';

/** Addresses 11 and 12 vote at the stations 1 and 2 of the district, 21 at station 3 of another region. */
const ADDRESSES = [
  { id: 11, path: DISTRICT, house: '1', station: '1' },
  { id: 12, path: DISTRICT, house: '2', station: '2' },
  { id: 21, path: OTHER_DISTRICT, house: '3', station: '3' },
];

/** A made-up national number with a right check digit, for somebody born on 1 January 1990. */
export function testPinfl(serial: number): string {
  const first = `3010190170${String(serial).padStart(3, '0')}`;
  return `${first}${pinflCheckDigit(first)}`;
}

const PERSON: VoterFields = {
  nationalNumber: testPinfl(1),
  documentNumber: 'AA1234567',
  surname: 'Karimov',
  given: 'Aziz',
  patronymic: 'Botir oʻgʻli',
  sex: 'm',
  birthDate: '1990-01-01',
  citizenship: 'UZ',
  addressId: 11,
  flat: '4',
};

/** Puts the addresses and their stations into the register. */
export async function addAddresses({ owner }: TestServer): Promise<void> {
  for (const { id, path, house, station } of ADDRESSES) {
    await owner`
      insert into addresses (id, territory_path, locality, street, street_key, house_number, house, state,
        source_hash, batch_sequence)
      values (${id}, ${path}, 'Markaz', 'Navoiy', 'navoiy', ${Number(house)}, ${house}, 'active', 0, 1)`;
    await owner`
      insert into address_stations (pack, address_id, territory_path, station, method, rule_id, from_set)
      values ('uzbekistan', ${id}, ${path}, ${station}, 'address', 1, 1)`;
  }
}

/** Adds a voter, in the way of the register itself, and gives the number. */
export async function addVoter(
  { platform }: TestServer,
  person: Partial<VoterFields> = {},
): Promise<string> {
  const pack = packs.get('uzbekistan')?.pack;
  const register = pack === undefined ? null : countryRegister(platform.keys.register, pack);
  assert.ok(register !== null);
  const added = await inTransaction(platform.database, async (transaction) => {
    await openRegister(transaction, WHOLE_REGISTER);
    return applyVoterChange(transaction, register, platform.now(), {
      kind: 'add',
      person: { ...PERSON, ...person },
      territoryPath: DISTRICT,
      cause: 'feed',
      causeRef: '1',
    });
  });
  assert.ok(added.ok, JSON.stringify(added));
  return String(added.value.voterId);
}
