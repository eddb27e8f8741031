import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { TerritoryPath } from '@ovoz/election-model';
import { pinflCheckDigit } from '@ovoz/voter-register';
import { cloneTemplate } from '../../../testing/template-database.ts';
import { type Database, inTransaction, openDatabase } from '../../platform/database.ts';
import { openRegister, WHOLE_REGISTER } from '../../platform/register-scope.ts';
import { loadCountryPacks } from '../geography/public.ts';
import { type CountryRegister, countryRegister } from './country-register.ts';
import { applyVoterChange, type VoterChange, type VoterFields } from './voter-change.ts';

const NOW = new Date('2026-11-22T08:00:00Z');
const HOME = 'UZ/1703/1703202';
const REQUEST = { cause: 'request', causeRef: 'request-1' } as const;

const pack = loadCountryPacks().get('uzbekistan')?.pack;
assert.ok(pack !== undefined);
const found = countryRegister(Buffer.alloc(32, 5), pack);
assert.ok(found !== null);
const register: CountryRegister = found;

function pinfl(serial: number): string {
  const first = `3010190170${String(serial).padStart(3, '0')}`;
  return `${first}${pinflCheckDigit(first)}`;
}

const PERSON: VoterFields = {
  nationalNumber: pinfl(1),
  documentNumber: 'AA1234567',
  surname: 'Каримов',
  given: 'Азиз',
  patronymic: '',
  sex: 'm',
  birthDate: '1990-01-01',
  citizenship: 'UZ',
  addressId: 11,
  flat: '4',
};

async function registerFor(t: TestContext) {
  const { url, drop } = await cloneTemplate();
  const owner = openDatabase(url, 'owner');
  const server = openDatabase(url);
  t.after(async () => {
    await Promise.all([owner.end({ timeout: 1 }), server.end({ timeout: 1 })]);
    await drop();
  });
  for (const [id, path] of [
    [11, HOME],
    [12, 'UZ/1706/1706204'],
  ] as const) {
    await owner`insert into addresses (id, territory_path, locality, street, street_key, house, state, batch_sequence)
      values (${id}, ${path}, 'A', 'Navoiy', 'navoiy', '1', 'active', 1)`;
  }
  return {
    owner,
    apply: (change: VoterChange, paths?: readonly TerritoryPath[]) => apply(server, change, paths),
  };
}

async function apply(
  server: Database,
  change: VoterChange,
  paths: readonly TerritoryPath[] = WHOLE_REGISTER,
) {
  return inTransaction(server, async (transaction) => {
    await openRegister(transaction, paths);
    return applyVoterChange(transaction, register, NOW, change);
  });
}

const add = (person: Partial<VoterFields> = {}): VoterChange => ({
  kind: 'add',
  person: { ...PERSON, ...person },
  territoryPath: 'UZ/1703',
  ...REQUEST,
});

test('a voter is added with keys, place and count', async (t) => {
  const { owner, apply: change } = await registerFor(t);
  const added = await change(add());
  assert.ok(added.ok);
  const [row] = await owner`select * from voters`;
  assert.equal(row?.['search_key'], 'karimov aziz');
  assert.equal(row?.['skeleton_key'], 'krm azz');
  assert.equal(row?.['territory_path'], HOME);
  assert.equal(row?.['region_path'], 'UZ/1703');
  assert.deepEqual(row?.['national_key'], register.keys.nationalKey('uzbekistan', pinfl(1)));
  assert.deepEqual(register.keys.unsealNumbers(row?.['sealed']), {
    number: pinfl(1),
    document: 'AA1234567',
  });
  assert.deepEqual(
    [...(await owner`select path, registered from register_districts`)],
    [{ path: HOME, registered: 1 }],
  );
  assert.equal((await owner`select from voter_changes`).length, 1);

  await t.test('and nobody twice under one national number', async () => {
    assert.deepEqual(await change(add({ surname: 'Other' })), {
      ok: false,
      refusal: 'national-number-taken',
    });
    assert.equal((await owner`select from voters`).length, 1);
  });

  await t.test('and who has no address where the request was made', async () => {
    const homeless = await change(add({ nationalNumber: '', addressId: null }));
    assert.ok(homeless.ok);
    const [second] =
      await owner`select territory_path from voters where id = ${homeless.value.voterId}`;
    assert.equal(second?.['territory_path'], 'UZ/1703');
  });

  await t.test('and by the rules of the civil register', async () => {
    const refusals = [
      [{ given: '' }, 'name-empty'],
      [{ given: 'Aзиз' }, 'mixed-scripts'],
      [{ birthDate: '2026-11-23' }, 'date-in-future'],
      [{ nationalNumber: '31501874210019' }, 'national-number-invalid'],
      [{ nationalNumber: '', addressId: 99 }, 'address-unknown'],
    ] as const;
    for (const [person, refusal] of refusals) {
      assert.deepEqual(await change(add(person)), { ok: false, refusal }, refusal);
    }
  });
});

test('a change keeps what was, counts the move and marks what a commission corrected', async (t) => {
  const { owner, apply: change } = await registerFor(t);
  const added = await change(add());
  assert.ok(added.ok);
  const { voterId } = added.value;
  await owner`insert into voter_facts (voter_id, territory_path, kind, valid_from, document)
    values (${voterId}, ${HOME}, 'sentenced', '2020-01-01', 'Court 1')`;
  const moved = await change({
    kind: 'change',
    voterId,
    fields: { surname: 'Каримова', addressId: 12, documentNumber: 'AB7654321' },
    corrected: ['surname'],
    ...REQUEST,
  });
  assert.deepEqual(moved, { ok: true, value: { voterId, version: 2 } });
  const [row] = await owner`select * from voters`;
  assert.equal(row?.['search_key'], 'karimova aziz');
  assert.equal(row?.['territory_path'], 'UZ/1706/1706204');
  assert.deepEqual(row?.['corrected'], ['surname']);
  assert.equal(register.keys.unsealNumbers(row?.['sealed']).number, pinfl(1));
  assert.equal(register.keys.unsealNumbers(row?.['sealed']).document, 'AB7654321');
  const [version] = await owner`select * from voter_versions`;
  assert.equal(version?.['version'], 1);
  assert.equal(version?.['cause_ref'], 'request-1');
  assert.equal(version?.['territory_path'], HOME);
  assert.equal(version?.['before'].surname, 'Каримов');
  assert.equal(version?.['before'].address_id, 11);
  const districts = await owner`select path, registered from register_districts order by path`;
  assert.deepEqual(
    districts.map(({ registered }) => registered),
    [0, 1],
  );
  const [fact] = await owner`select territory_path from voter_facts`;
  assert.equal(fact?.['territory_path'], 'UZ/1706/1706204');
});

test('a status is changed and changed back, and nothing is no change', async (t) => {
  const { owner, apply: change } = await registerFor(t);
  const added = await change(add());
  assert.ok(added.ok);
  const { voterId } = added.value;
  const setStatus = (status: 'removed' | 'registered') =>
    change({ kind: 'status', voterId, status, ...REQUEST });
  const counted = async () =>
    (await owner`select registered from register_districts`)[0]?.['registered'] as number;
  assert.ok((await setStatus('removed')).ok);
  assert.equal(await counted(), 0);
  assert.deepEqual(await setStatus('removed'), { ok: false, refusal: 'voter-unchanged' });
  assert.ok((await setStatus('registered')).ok);
  assert.equal(await counted(), 1);
  const same = { kind: 'change', voterId, fields: { given: 'Азиз' }, corrected: [] } as const;
  assert.deepEqual(await change({ ...same, ...REQUEST }), {
    ok: false,
    refusal: 'voter-unchanged',
  });
  assert.equal((await owner`select from voter_versions`).length, 2);
  const unknown = await change({ kind: 'status', voterId: 99, status: 'removed', ...REQUEST });
  assert.deepEqual(unknown, { ok: false, refusal: 'voter-unknown' });
});

test('who may not see a voter cannot change one', async (t) => {
  const { apply: change } = await registerFor(t);
  const added = await change(add());
  assert.ok(added.ok);
  const status = { kind: 'status', voterId: added.value.voterId, status: 'removed' } as const;
  for (const paths of [[], ['UZ/1706']] as const) {
    assert.deepEqual(await change({ ...status, ...REQUEST }, paths), {
      ok: false,
      refusal: 'voter-unknown',
    });
  }
});
