import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import {
  checkName,
  checkNationalNumber,
  knownTwins,
  nameKey,
  numberAgrees,
} from '@ovoz/voter-register';
import { seededRandom } from '../seeded-random.ts';
import type { PersonRow } from './register-rows.ts';
import { SteadySample } from './steady-sample.ts';
import { syntheticVoters, type VoterRequest } from './voter-nation.ts';
import { weightedPicker } from './weighted-picker.ts';

const COUNT = 12_000;

function register(country: string, request: Partial<VoterRequest> = {}) {
  const folder = new URL(`../../../../country-packs/${country}/`, import.meta.url);
  const read = (file: string) => {
    const path = new URL(file, folder);
    return existsSync(path) ? readFileSync(path, 'utf8') : null;
  };
  const voters = syntheticVoters(read, { seed: '1', count: COUNT, asOf: '2026-10-01', ...request });
  const blocks = [...voters.blocks()];
  return {
    voters,
    blocks,
    persons: blocks.flatMap(({ persons }) => persons),
    addresses: blocks.flatMap(({ addresses }) => addresses),
    events: blocks.flatMap(({ events }) => events),
    ranges: blocks.flatMap(({ ranges }) => ranges),
  };
}

const KINDS = {
  uzbekistan: 'uz-pinfl',
  mongolia: 'mn-register',
  azerbaijan: 'az-fin',
  kazakhstan: 'kz-iin',
  kyrgyzstan: 'kg-pin',
  georgia: 'ge-personal',
} as const;

for (const [country, kind] of Object.entries(KINDS)) {
  test(`${country}: every row passes the checks of the load, and no number comes twice`, () => {
    const { persons, addresses } = register(country);
    assert.equal(persons.length, COUNT);
    const homes = new Set(addresses.map(({ addressId }) => addressId));
    assert.equal(homes.size, addresses.length);
    const numbers = new Set<string>();
    let wrongDates = 0;
    for (const row of persons) {
      assert.ok(
        checkName(row.surname).ok && checkName(row.given).ok,
        `${row.surname} ${row.given}`,
      );
      assert.ok(row.patronymic === '' || checkName(row.patronymic).ok, row.patronymic);
      assert.ok(homes.has(row.addressId));
      if (row.nationalNumber === '') continue;
      assert.deepEqual(checkNationalNumber(kind, row.nationalNumber), {
        ok: true,
        value: row.nationalNumber,
      });
      if (!numberAgrees(kind, row.nationalNumber, row)) wrongDates += 1;
      assert.ok(!numbers.has(row.nationalNumber), row.nationalNumber);
      numbers.add(row.nationalNumber);
    }
    // Only second records with a number that is almost the first and a wrong date.
    assert.ok(wrongDates < COUNT * 0.005, String(wrongDates));
    assert.equal(new Set(persons.map(({ recordId }) => recordId)).size, COUNT);
  });
}

test('one record of twenty is about somebody who has one already, and never with the same number', () => {
  const { persons } = register('uzbekistan');
  const first = new Map<number, PersonRow>();
  const second: [PersonRow, PersonRow][] = [];
  for (const row of persons) {
    const other = first.get(row.person);
    if (other === undefined) first.set(row.person, row);
    else second.push([other, row]);
  }
  assert.equal(second.length, COUNT / 20);
  const share = (is: (pair: [PersonRow, PersonRow]) => boolean) =>
    second.filter(is).length / second.length;
  assert.equal(
    share(([a, b]) => a.nationalNumber !== '' && a.nationalNumber === b.nationalNumber),
    0,
  );
  const near = (value: number, wanted: number) =>
    assert.ok(Math.abs(value - wanted) < 0.06, `${value}, ${wanted}`);
  near(
    share(([a, b]) => a.addressId !== b.addressId),
    0.3,
  );
  near(
    share(([a, b]) => a.birthDate !== b.birthDate),
    0.11,
  );
  near(
    share(([, b]) => b.nationalNumber === ''),
    0.4,
  );
  near(
    share(([a, b]) => a.patronymic !== '' && b.patronymic === ''),
    0.1,
  );
  assert.ok(share(([a, b]) => a.sex !== b.sex) === 0);
});

test('two of a hundred are twins, of one day and home, many with the names of tradition', () => {
  const { persons } = register('uzbekistan', { duplicates: 0 });
  const byPerson = new Map(persons.map((row) => [row.person, row]));
  const twins = persons.filter(({ twin }) => twin !== null);
  assert.ok(twins.length > COUNT * 0.01 && twins.length < COUNT * 0.03, String(twins.length));
  const known = new Set(knownTwins('uzbek').flatMap(([a, b]) => [`${a} ${b}`, `${b} ${a}`]));
  let traditional = 0;
  for (const one of twins) {
    const other = byPerson.get(one.twin ?? 0);
    // The last of an area may be without the other.
    if (other === undefined) continue;
    assert.equal(other.twin, one.person);
    assert.equal(other.birthDate, one.birthDate);
    assert.equal(other.addressId, one.addressId);
    assert.notEqual(other.nationalNumber, one.nationalNumber || 'none');
    if (known.has(`${nameKey('uzbek', one.given)} ${nameKey('uzbek', other.given)}`))
      traditional += 1;
  }
  const share = traditional / twins.length;
  assert.ok(share > 0.25 && share < 0.55, String(share));
});

test('each part of a street belongs to one station, and nearly every house to a part', () => {
  const { addresses, ranges } = register('uzbekistan', { count: 150_000 });
  const houses = new Map<string, string>();
  for (const { station, territoryCode, locality, street, from, to, parity } of ranges) {
    for (let house = from; house <= to; house += 1) {
      if (parity !== 'all' && (parity === 'odd') !== (house % 2 === 1)) continue;
      const key = `${territoryCode} ${locality} ${street} ${house}`;
      assert.equal(houses.get(key) ?? station, station, key);
      houses.set(key, station);
    }
  }
  assert.deepEqual(new Set(ranges.map(({ parity }) => parity)), new Set(['all', 'odd', 'even']));
  const streets = new Set(
    ranges.map((range) => `${range.territoryCode} ${range.locality} ${range.street}`),
  );
  assert.ok(streets.size < ranges.length, 'some street is shared by two stations');
  const unplaced = addresses.filter(
    ({ territoryCode, locality, street, house }) =>
      !houses.has(`${territoryCode} ${locality} ${street} ${Number.parseInt(house, 10)}`),
  );
  assert.ok(unplaced.length > 0, 'new houses wait for a rule');
  assert.ok(unplaced.length < addresses.length * 0.005, String(unplaced.length));
});

test('later batches hold one line for each change, about known people or with new numbers', () => {
  const { voters, persons } = register('uzbekistan', { changes: { each: 500, batches: 2 } });
  const records = new Set(persons.map(({ recordId }) => recordId));
  const numbers = new Map(persons.map((row) => [row.nationalNumber, row.person]));
  const batches = [...voters.changes()];
  assert.equal(batches.length, 2);
  for (const { persons: changed, events } of batches) {
    assert.equal(changed.length + events.length, 500);
    assert.ok(events.some(({ event }) => event === 'deceased'));
    assert.ok(events.every(({ recordId }) => records.has(recordId)));
    for (const row of changed) {
      const holder = numbers.get(row.nationalNumber);
      assert.ok(row.nationalNumber === '' || holder === undefined || holder === row.person);
    }
    assert.ok(changed.some(({ recordId }) => !records.has(recordId)));
  }
});

test('spoiled lines are as many as asked for, and each would be refused', () => {
  const { persons, addresses } = register('uzbekistan', { spoiled: 9, duplicates: 0 });
  const homes = new Set(addresses.map(({ addressId }) => addressId));
  const isFine = (row: PersonRow) =>
    checkName(row.surname).ok &&
    checkName(row.given).ok &&
    (row.nationalNumber === '' || checkNationalNumber('uz-pinfl', row.nationalNumber).ok) &&
    homes.has(row.addressId) &&
    !Number.isNaN(Date.parse(row.birthDate)) &&
    new Date(row.birthDate).toISOString().startsWith(row.birthDate) &&
    row.birthDate < '2026-10-01';
  assert.equal(persons.filter((row) => !isFine(row)).length, 9);
});

test('only the territories that are asked for have voters', () => {
  const { addresses } = register('uzbekistan', { territories: ['1703202'], count: 2000 });
  assert.deepEqual([...new Set(addresses.map(({ territoryCode }) => territoryCode))], ['1703202']);
});

test('a weighted picker draws by weight', () => {
  const pick = weightedPicker([1, 0, 7, 2]);
  const random = seededRandom('picker');
  const drawn = [0, 0, 0, 0];
  for (let draw = 0; draw < 10_000; draw++) {
    const index = pick(random);
    drawn[index] = (drawn[index] ?? 0) + 1;
  }
  assert.equal(drawn[1], 0);
  for (const [index, wanted] of [
    [0, 1000],
    [2, 7000],
    [3, 2000],
  ] as const) {
    assert.ok(Math.abs((drawn[index] ?? 0) - wanted) < 200, String(drawn));
  }
  assert.throws(() => weightedPicker([0, 0]), RangeError);
});

test('a steady sample takes exactly as many as it should', () => {
  const random = seededRandom('sample');
  for (const [needed, total] of [
    [0, 10],
    [10, 10],
    [3, 1000],
  ] as const) {
    const sample = new SteadySample(needed, total);
    const taken = Array.from({ length: total }, () => sample.takes(random)).filter(Boolean);
    assert.equal(taken.length, needed);
  }
});
